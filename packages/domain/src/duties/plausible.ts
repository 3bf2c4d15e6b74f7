import type { DutyHistory, ReportedValue, UnitIndicator } from "@nhip/contracts";

/** What a secretary has typed; for a fraction both parts. */
export type Typed = { value: number } | { numerator: number; denominator: number };

/**
 * Something to ask about before a figure is sent; never a reason to refuse it. `last` is the unit's own figure of
 * `period`. `magnitude`: eight times as much or an eighth, as when a digit was typed twice or left out. `farAbove`,
 * `farBelow`: more than three times as much, less than a third. `wentDown`: a count that only grows became smaller.
 */
export type Doubt =
  | { code: "magnitude" | "farAbove" | "farBelow" | "wentDown"; value: number; last: number; period: string }
  | { code: "overHundred"; value: number }
  | { code: "partOverWhole"; numerator: number; denominator: number }
  | { code: "nothingToDivideBy" };

const FAR = 3;
const MAGNITUDE = 8;
/** Between small numbers a factor says nothing: 1 and 4 are both few. */
const SMALL = 5;

/**
 * What is odd about a figure for a period, the gravest first. It is held against the unit's newest figure of an earlier
 * period; without one, only against itself.
 */
export function doubtsAbout(
  indicator: Pick<UnitIndicator, "unit" | "entry" | "cumulative" | "history">,
  period: { range: { to: string } },
  typed: Typed,
): Doubt[] {
  const doubts: Doubt[] = [];
  if ("numerator" in typed) {
    const { numerator, denominator } = typed;
    if (denominator === 0) return [{ code: "nothingToDivideBy" }];
    if (numerator > denominator) doubts.push({ code: "partOverWhole", numerator, denominator });
  } else if (indicator.unit === "percent" && indicator.entry !== "met" && typed.value > 100) {
    doubts.push({ code: "overHundred", value: typed.value });
  }
  const before = indicator.entry === "met" ? null : lastBefore(indicator.history, period.range.to);
  if (!before) return doubts;
  for (const [value, last] of pairsOf(typed, before.version)) {
    const code = comparison(value, last, indicator.cumulative && !("numerator" in typed));
    if (code !== null) return [...doubts, { code, value, last, period: before.period }];
  }
  return doubts;
}

/** What is held against what; of a fraction the whole first, since its part moves with the work and the whole hardly does. */
function pairsOf(typed: Typed, before: ReportedValue): [number, number][] {
  const pairs: [number, number | null][] =
    "numerator" in typed
      ? [
          [typed.denominator, before.denominator],
          [typed.numerator, before.numerator],
        ]
      : [[typed.value, before.value]];
  return pairs.flatMap(([value, last]): [number, number][] => (last === null ? [] : [[value, last]]));
}

function comparison(value: number, last: number, cumulative: boolean) {
  const isSmall = Math.abs(value - last) < SMALL;
  if (!isSmall && last > 0 && value > 0) {
    if (value >= MAGNITUDE * last || last >= MAGNITUDE * value) return "magnitude";
    if (value > FAR * last) return "farAbove";
    if (!cumulative && FAR * value < last) return "farBelow";
  }
  if (cumulative && value < last) return "wentDown";
  return !isSmall && last > 0 && value <= 0 ? "farBelow" : null;
}

/** A unit's newest figure of a period that ended before a day. */
export function lastBefore(
  history: readonly DutyHistory[],
  day: string,
): { period: string; version: ReportedValue } | null {
  let newest: DutyHistory | null = null;
  for (const one of history)
    if (one.range.to < day && (!newest || one.range.to > newest.range.to)) newest = one;
  const [version] = newest?.versions ?? [];
  return newest && version ? { period: newest.period, version } : null;
}
