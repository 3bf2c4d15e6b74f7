import type { NoNeedReason } from "@nhip/contracts";
import type { PlanKind } from "./pace.ts";

/** Working days of a week; what is needed is told by it. */
export const WEEK_DAYS = 5;

/**
 * What has to be added in each week of five working days to be at the target at the end: of a count the count, of a rate
 * its numerator, of a level its own unit; exact, above 0. `n` and `of` are what there is, `daysLeft` the working days
 * left, `ofADay` what is expected to come a working day (rates), `value` the figure as it stands.
 */
export function neededAWeek(input: {
  kind: PlanKind;
  isCeiling: boolean;
  target: number;
  value: number;
  n: number;
  of: number;
  ofADay: number;
  daysLeft: number;
}): { value: number } | { value: null; reason: NoNeedReason } {
  const { kind, target, value, n, of, ofADay, daysLeft } = input;
  if (input.isCeiling) return { value: null, reason: "ceiling" };
  if (kind === "balance") return { value: null, reason: "balance" };
  if (daysLeft <= 0) return { value: null, reason: "period-over" };
  const weeks = daysLeft / WEEK_DAYS;
  if (kind !== "rate")
    return value >= target
      ? { value: null, reason: "reached" }
      : { value: (target - (kind === "flow" ? n : value)) / weeks };
  const toCome = ofADay * daysLeft;
  if (toCome <= 0) return { value: null, reason: "too-early" };
  const missing = (target / 100) * (of + toCome) - n;
  if (missing <= 0) return { value: null, reason: "reached" };
  return missing > toCome ? { value: null, reason: "out-of-reach" } : { value: missing / weeks };
}
