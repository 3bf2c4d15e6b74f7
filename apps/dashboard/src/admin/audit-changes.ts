/** One thing that a deed changed: its name, what it was and what it is; `undefined` where there was, or is, none. */
export type Change = { name: string; before?: unknown; after?: unknown };

/** What differs between two sides of a deed, by name; a side that is no record of names stands under the name "". */
export function changesOf(before: unknown, after: unknown): Change[] {
  const [was, is] = [recordOf(before), recordOf(after)];
  const names = [...new Set([...Object.keys(was), ...Object.keys(is)])];
  return names.flatMap((name): Change[] => {
    const [from, to] = [was[name], is[name]];
    if (JSON.stringify(from) === JSON.stringify(to) || (isNothing(from) && isNothing(to))) return [];
    if (isRecord(from) && isRecord(to))
      return changesOf(from, to).map((part) => ({ ...part, name: `${name}.${part.name}` }));
    return [
      {
        name,
        ...(from === undefined ? {} : { before: from }),
        ...(to === undefined ? {} : { after: to }),
      },
    ];
  });
}

function isNothing(value: unknown): boolean {
  return value === undefined || (Array.isArray(value) && value.length === 0);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function recordOf(value: unknown): Record<string, unknown> {
  if (value === undefined || value === null) return {};
  return isRecord(value) ? value : { "": value };
}
