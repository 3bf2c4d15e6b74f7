const ATTRIBUTES = ["id", "type", "time", "subject", "source", "ward"] as const;

/**
 * A CloudEvent in binary mode: attributes in `ce-` headers, percent-encoded where they are not ASCII
 * (CloudEvents HTTP binding 3.1.3.2), `data` in the body.
 */
export function binaryEvent(
  header: (name: string) => string | undefined,
  data: unknown,
): Record<string, unknown> {
  const event: Record<string, unknown> = { data };
  for (const name of ATTRIBUTES) {
    const value = header(`ce-${name}`);
    if (value !== undefined) event[name] = decoded(value);
  }
  return event;
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value.replace(/^"(.*)"$/s, "$1"));
  } catch {
    return value;
  }
}
