import type { DayRange } from "@nhip/contracts";
import { daysBetween } from "../civil-day.ts";
import { newestAt, type History } from "../history.ts";
import { parsePeriod } from "../period.ts";
import { countsFlow, type Formula } from "./formula.ts";

/** A plan's value for a KPI, with the period and the document it comes from. `unit` is "" for the whole ward. */
export type PlannedValue = {
  kpi: string;
  unit: string;
  value: number;
  period: string;
  range: DayRange;
  source: string | null;
};

/** The targets that hold at `asOf` (milliseconds): of each (KPI, period, unit) the newest; one set later was not there yet. */
export function targetsAt(histories: Iterable<History>, asOf: number): PlannedValue[] {
  const targets: PlannedValue[] = [];
  for (const history of histories) {
    const event = newestAt(history, asOf);
    if (event?.type !== "target.set") continue;
    const range = parsePeriod(event.data.period, "2000-01-01");
    if (!range) continue;
    const { kpi, unit = "", value, period, source } = event.data;
    targets.push({ kpi, unit, value, period, range, source: source ?? null });
  }
  return targets;
}

/**
 * The target for a period, of the whole ward unless a unit is named: of those whose own period contains it, the one set
 * for the shortest.
 */
export function targetFor(
  targets: readonly PlannedValue[],
  kpi: string,
  range: DayRange,
  unit = "",
): PlannedValue | null {
  let best: PlannedValue | null = null;
  for (const target of targets) {
    if (target.kpi !== kpi || target.unit !== unit) continue;
    if (target.range.from > range.from || target.range.to < range.to) continue;
    if (!best || lengthOf(target) < lengthOf(best)) best = target;
  }
  return best;
}

/**
 * The target that a KPI of this period is held against. A count of what happens can only be held against a plan that
 * begins with the period: what a year's plan wants of one month nobody has said.
 */
export function planFor(
  kpi: { id: string; formula: Formula },
  targets: readonly PlannedValue[],
  range: DayRange,
  unit = "",
): PlannedValue | null {
  const own = countsFlow(kpi.formula)
    ? targets.filter((target) => target.range.from === range.from)
    : targets;
  return targetFor(own, kpi.id, range, unit);
}

function lengthOf(target: PlannedValue): number {
  return daysBetween(target.range.from, target.range.to);
}
