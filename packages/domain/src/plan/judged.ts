import type { KpiStatus, KpiUnit, KpiValue, NoPaceReason } from "@nhip/contracts";
import type { Calendar } from "../calendar.ts";
import type { KpiDefinition } from "../kpi/definition.ts";
import type { Facts } from "../kpi/evaluate.ts";
import { planFor, type PlannedValue } from "../kpi/target.ts";
import { levelStart, pace, planKind } from "./pace.ts";

/** From this part of the pace up to the pace itself a figure is watched, below it is bad. */
const WATCH_FROM = 0.9;

/** A figure held against its plan: where it should be by now, and how it stands by that. */
export type Judged = { pace: number | null; status: KpiStatus; reason?: NoPaceReason };

/**
 * Holds a KPI's figure against the plan that was set for it, at `asOf` (milliseconds). What grows towards its target is
 * judged by the pace: an annual plan is not missed in January. Without a plan nothing changes.
 */
export function judge(
  kpi: KpiDefinition,
  figure: KpiValue,
  facts: Facts,
  asOf: number,
  calendar: Calendar,
): Judged {
  const planned = planFor(kpi, facts.targets, facts.range);
  return planned
    ? judgeBy(planned, kpi, figure, facts, asOf, calendar)
    : { pace: null, status: figure.status };
}

/** The same against a plan that is already chosen. */
export function judgeBy(
  planned: PlannedValue,
  kpi: KpiDefinition,
  figure: KpiValue,
  facts: Facts,
  asOf: number,
  calendar: Calendar,
): Judged {
  const kind = planKind(kpi, figure);
  const plan = planned.range;
  const found = pace({
    kind,
    target: planned.value,
    plan,
    range: facts.range,
    asOf,
    calendar,
    start: kind === "level" ? levelStart(kpi, facts.reports, plan) : null,
  });
  if (found.value === null) return { pace: null, status: figure.status, reason: found.reason };
  const value = roundTo(kpi.unit, found.value);
  return { pace: value, status: grows(kind) ? statusBy(kpi, figure, planned.value, value) : figure.status };
}

function grows(kind: ReturnType<typeof planKind>): boolean {
  return kind === "flow" || kind === "level";
}

function statusBy(kpi: KpiDefinition, { value, status }: KpiValue, target: number, by: number): KpiStatus {
  if (value === null) return status;
  if (kpi.direction === "lower") {
    if (value > target) return "bad";
    return value > by ? "watch" : "good";
  }
  if (value >= by) return "good";
  return value >= WATCH_FROM * by ? "watch" : "bad";
}

/** A plan's figure as its KPI is shown: whole for counts, one decimal otherwise. */
export function roundTo(unit: KpiUnit, value: number): number {
  return unit === "count" ? Math.round(value) : Math.round(value * 10) / 10;
}
