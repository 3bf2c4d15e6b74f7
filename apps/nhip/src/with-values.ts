import { BOOLEAN_FACTS } from "@nhip/contracts";
import { UsageError } from "./context.ts";

const NUMBERS: ReadonlySet<string> = new Set([
  "data.workingDays",
  "data.score",
  "data.value",
  "data.numerator",
  "data.denominator",
]);
const BOOLEANS: ReadonlySet<string> = new Set(BOOLEAN_FACTS.map((name) => `data.${name}`));
const PLACE = /^(?:data\.)?[A-Za-z]{1,20}$/;

/**
 * A line with values set, each `place=value`: `time=2022-12-06T17:00:00+07:00`, `data.field=ho-tich`; nothing behind
 * the `=` takes the value out. Throws UsageError for what is none.
 */
export function withValues(
  line: Record<string, unknown>,
  changes: readonly string[],
): Record<string, unknown> {
  return changes.reduce((changed, change) => withValue(changed, change), line);
}

function withValue(line: Record<string, unknown>, change: string): Record<string, unknown> {
  const at = change.indexOf("=");
  const place = change.slice(0, Math.max(at, 0));
  if (!PLACE.test(place)) throw new UsageError(`--set ${change}: viết mục=giá trị (write place=value)`);
  const value = valueOf(place, change.slice(at + 1));
  if (!place.startsWith("data.")) return { ...line, [place]: value };
  const data: unknown = line["data"];
  const before = typeof data === "object" && data !== null && !Array.isArray(data) ? data : {};
  return { ...line, data: { ...before, [place.slice("data.".length)]: value } };
}

/** `undefined` says nothing, as if the key were not there. */
function valueOf(place: string, text: string): unknown {
  if (text === "") return undefined;
  if (NUMBERS.has(place)) return Number(text);
  return BOOLEANS.has(place) ? text === "true" : text;
}
