import type { DutyEntry, DutyState, KpiUnit, Unit } from "@nhip/contracts";
import type { Calendar } from "../calendar.ts";
import { addDays, dayOf, endOfDay, type Day } from "../civil-day.ts";
import { reportingOf, type KpiDefinition, type Reporting } from "../kpi/definition.ts";
import type { Report } from "../kpi/report.ts";
import { periodsWithin, type DuePeriod } from "./due-period.ts";

/** Periods that ended longer ago than this, in days, are asked for no more. */
export const LOOK_BACK_DAYS = 366;

/** One report that a unit owes, or has sent, or (`running`) will owe. */
export type Duty = DuePeriod & {
  kpi: KpiDefinition;
  indicator: string;
  unit: Unit;
  state: DutyState;
  /** The newest report, `null` while none is there. */
  report: Report | null;
};

/** What duties are worked out from. `asOf` ms since the epoch; reports later than that are not there yet. */
export type DutyInput = {
  definitions: readonly KpiDefinition[];
  units: readonly Unit[];
  reports: readonly Report[];
  calendar: Calendar;
  /** Due on the n-th working day after the period. */
  dueWorkingDays: number;
  asOf: number;
};

/**
 * What units owe, have sent or will owe: for each reported KPI whose reporter is of the unit's kind, the periods that
 * ended in the last 366 days and the one that is running.
 *
 * A unit owes a period on whose last day it lived. An indicator is owed while it is in use: somebody in the ward has
 * reported it for that period or for the year before it. One of the ward's own is also owed for the newest period that
 * is over, from the day it is in the catalogue. Others can be reported while the period runs, and are then in use.
 */
export function dutiesOf(input: DutyInput): Duty[] {
  const { definitions, units, calendar, dueWorkingDays, asOf } = input;
  const today = dayOf(asOf);
  const window = { from: addDays(today, -LOOK_BACK_DAYS), to: today };
  const lookUp = indexOf(input);
  const duties: Duty[] = [];
  for (const kpi of definitions) {
    const reporting = reportingOf(kpi);
    // What is told item by item is no single report.
    if (!reporting || kpi.formula.kind !== "report" || kpi.formula.items) continue;
    const { indicator } = kpi.formula;
    const own = units.filter((unit) => unit.kind === reporting.by);
    if (own.length === 0) continue;
    const periods = periodsWithin(reporting.cadence, window, calendar, dueWorkingDays);
    const newestOver = periods.findLast(({ range }) => range.to < today)?.period;
    for (const period of periods) {
      const runs = period.range.to >= today;
      const isOwed =
        runs ||
        isInUse(lookUp.of(indicator), period) ||
        (kpi.group === "own" && period.period === newestOver);
      for (const unit of own) {
        if (!livesOn(unit, runs ? today : period.range.to)) continue;
        const report = lookUp.report(indicator, unit, period.period);
        if (!report && !isOwed) continue;
        const isOld = period.period !== newestOver && !runs;
        duties.push({
          ...period,
          kpi,
          indicator,
          unit,
          report,
          state: stateOf(period, report, isOld, today, calendar),
        });
      }
    }
  }
  return duties;
}

/** True for what is not there though its period is over. */
export function isOpen(state: DutyState): boolean {
  return state === "due" || state === "dueSoon" || state === "late" || state === "missing";
}

/** Whether a unit lived on a day. */
export function livesOn(unit: Unit, day: Day): boolean {
  return (unit.validFrom ?? day) <= day && day <= (unit.validTo ?? day);
}

/** What a secretary is asked for. */
export function entryOf({ addsUp }: Reporting, unit: KpiUnit): DutyEntry {
  if (addsUp === "share") return "met";
  if (addsUp === "ratio" || (addsUp === "sum" && unit === "percent")) return "fraction";
  return unit === "count" ? "count" : "decimal";
}

/** True for a count that only grows, such as accounts opened so far. */
export function isCumulative(kpi: KpiDefinition): boolean {
  const reporting = reportingOf(kpi);
  const isStanding = reporting?.addsUp === "sum" && reporting.measures !== "flow";
  return isStanding && kpi.unit === "count" && kpi.direction === "higher";
}

function stateOf(
  { range, dueDay }: DuePeriod,
  report: Report | null,
  isOld: boolean,
  today: Day,
  calendar: Calendar,
): DutyState {
  if (report) return (report.firstAt ?? report.at) <= endOfDay(dueDay) ? "onTime" : "lateSent";
  if (today > dueDay) return isOld ? "missing" : "late";
  if (range.to >= today) return "running";
  return calendar.nextWorkingDay(today) >= dueDay ? "dueSoon" : "due";
}

function isInUse(reports: readonly Report[], { range }: DuePeriod): boolean {
  const since = addDays(range.from, -LOOK_BACK_DAYS);
  return reports.some((report) => report.range.from <= range.to && report.range.to >= since);
}

/** Reports by indicator, and by (indicator, unit, period); those of the ward itself are those of its unit of that kind. */
function indexOf({ reports, asOf }: DutyInput) {
  const byIndicator = new Map<string, Report[]>();
  const byKey = new Map<string, Report>();
  for (const report of reports) {
    if ((report.firstAt ?? report.at) > asOf) continue;
    const { indicator, unit, data } = report;
    const same = byIndicator.get(indicator);
    if (same) same.push(report);
    else byIndicator.set(indicator, [report]);
    byKey.set(`${indicator}|${unit}|${data.period}`, report);
  }
  return {
    of: (indicator: string): readonly Report[] => byIndicator.get(indicator) ?? [],
    report: (indicator: string, { id, kind }: Unit, period: string): Report | null =>
      byKey.get(`${indicator}|${id}|${period}`) ??
      (kind === "ward" ? byKey.get(`${indicator}||${period}`) : undefined) ??
      null,
  };
}
