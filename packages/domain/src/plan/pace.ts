import type { DayRange, KpiValue, NoPaceReason } from "@nhip/contracts";
import type { Calendar } from "../calendar.ts";
import { addDays, dayOf, endOfDay, type Day } from "../civil-day.ts";
import type { KpiDefinition } from "../kpi/definition.ts";
import { countsFlow, type Term } from "../kpi/formula.ts";
import { reportedFigure, type Report } from "../kpi/report.ts";
import { earlier, firstOpenDay, workingDaysOf } from "./elapsed.ts";

/**
 * How a figure moves towards its target. `flow`: a sum of what happens, which begins at 0. `rate`: a share of what
 * happens, which is to be at its target at any time. `balance`: what stands open now, or a median, likewise. `level`: the
 * newest report counts.
 */
export type PlanKind = "flow" | "rate" | "balance" | "level";

/** A level as it was first known: at the end of `day`. */
export type LevelStart = { day: Day; value: number };

/** What kind of figure a KPI has; an indicator shows it by its reports: fractions are added up, bare values are levels. */
export function planKind(kpi: KpiDefinition, figure: Pick<KpiValue, "numerator">): PlanKind {
  switch (kpi.formula.kind) {
    case "count":
      return countsFlow(kpi.formula) ? "flow" : "balance";
    case "ratio":
      return isSum([...kpi.formula.numerator, ...kpi.formula.denominator]) ? "rate" : "balance";
    case "medianHours":
      return "balance";
    case "report":
      if (figure.numerator === null) return "level";
      return kpi.unit === "percent" ? "rate" : "flow";
    // What is worked out of other figures is to be at its target at any time.
    default:
      return "rate";
  }
}

function isSum(terms: readonly Term[]): boolean {
  return terms.every((term) => term.span === "period");
}

/**
 * Where the plan says a figure should be by the working days that are over at `asOf` (milliseconds), exact.
 *
 * - `flow`: that share of the target which the working days over are of all working days of the plan's period. `range`,
 *   the days that the figure counts, begins with the plan and may end before it.
 * - `rate`, `balance`: the target itself, at any time.
 * - `level`: on a straight line of working days from where it was first known to the target at the period's end.
 */
export function pace(input: {
  kind: PlanKind;
  target: number;
  plan: DayRange;
  range: DayRange;
  asOf: number;
  calendar: Calendar;
  start?: LevelStart | null;
}): { value: number } | { value: null; reason: NoPaceReason } {
  const { kind, target, plan, range, calendar, start } = input;
  const asOf = Math.min(input.asOf, endOfDay(range.to));
  if (kind === "rate" || kind === "balance") return { value: target };
  if (kind === "flow") {
    if (plan.from !== range.from) return { value: null, reason: "within-plan" };
    const { total, done } = workingDaysOf(plan, asOf, calendar);
    return { value: total === 0 ? target : (target * done) / total };
  }
  if (!start) return { value: null, reason: "no-start" };
  const from = start.day < plan.from ? plan.from : addDays(start.day, 1);
  const end = addDays(plan.to, 1);
  const total = calendar.workingDaysBetween(from, end);
  const done = calendar.workingDaysBetween(from, earlier(firstOpenDay(asOf), end));
  return { value: total === 0 ? target : start.value + ((target - start.value) * done) / total };
}

/**
 * From where a reported level began: how it stood before the plan's period, else how it stood on the first day on which
 * every unit that has reported in the period had done so. `null` where nothing is known.
 */
export function levelStart(
  kpi: KpiDefinition,
  reports: readonly Report[],
  plan: DayRange,
): LevelStart | null {
  if (kpi.formula.kind !== "report") return null;
  const { indicator } = kpi.formula;
  const own = reports.filter((report) => report.indicator === indicator);
  const dayBefore = addDays(plan.from, -1);
  const before = levelOn(kpi, own, dayBefore);
  if (before) return before;
  const first = new Map<string, Day>();
  for (const report of own) {
    const day = knownOn(report);
    if (day < plan.from || day > plan.to) continue;
    first.set(report.unit, earlier(first.get(report.unit) ?? day, day));
  }
  const ofWard = first.get("");
  const day = ofWard ?? [...first.values()].toSorted().at(-1);
  return day === undefined ? null : levelOn(kpi, own, day);
}

/** The day to whose end a report speaks: that of its period, or of its sending where that was earlier. */
export function knownOn(report: Report): Day {
  return earlier(report.range.to, dayOf(report.at));
}

function levelOn(kpi: KpiDefinition, reports: readonly Report[], day: Day): LevelStart | null {
  if (kpi.formula.kind !== "report") return null;
  const known = reports.filter((report) => knownOn(report) <= day);
  const told = { reports: known, range: { from: day, to: day } };
  const figure = reportedFigure(kpi.formula, told, kpi.unit);
  return figure && { day, value: figure.value };
}
