import type { DayRange, IndicatorReport, KpiUnit, Unit, UnitKind, WardEvent } from "@nhip/contracts";
import { newestAt, type History } from "../history.ts";
import { parsePeriod } from "../period.ts";
import { livedIn, successorsOf, unitsIn } from "../units.ts";
import type { Reporting } from "./definition.ts";
import type { Formula } from "./formula.ts";

/** The newest report of one unit for one period; `firstAt` is when the first one for it was made, ms since the epoch. */
export type Report = {
  indicator: string;
  unit: string;
  range: DayRange;
  at: number;
  firstAt?: number;
  data: IndicatorReport;
};

/** The reports that count at `asOf` (milliseconds): of each (indicator, unit, period) the newest, ties by id. */
export function reportsAt(histories: Iterable<History>, asOf: number): Report[] {
  const reports: Report[] = [];
  for (const history of histories) {
    const event: WardEvent | undefined = newestAt(history, asOf);
    if (event?.type !== "indicator.reported") continue;
    const range = parsePeriod(event.data.period, "2000-01-01");
    if (!range) continue;
    reports.push({
      indicator: event.data.indicator,
      unit: event.data.unit ?? "",
      range,
      at: event.time,
      firstAt: history[0]?.time ?? event.time,
      data: event.data,
    });
  }
  return reports;
}

export type ReportedFigure = { value: number; numerator: number | null; denominator: number | null };
type ReportFormula = Extract<Formula, { kind: "report" }>;
type Told = { reports: readonly Report[]; range: DayRange; units?: readonly Unit[] };

/**
 * One figure out of what was reported of an indicator for a period; `null` where nothing was, or where it cannot be told.
 *
 * Where the whole ward has reported (no unit, or a unit of kind `ward`), the reports of its parts are not added to it. A
 * unit's report counts only for a period that it lived in, and only while it lived in the period asked for. How something
 * stands (`measures: state`) is the newest report of each unit within the year; a unit's figure ends with the first report
 * of its successor. What happened (`flow`) is summed over the reports whose period begins in the asked one, the finer
 * where one contains another. Unless said, fractions that are added up are flows and bare values are states.
 *
 * `sum` and `ratio` add up: numerators and denominators before dividing; bare counts over units, bare percentages never.
 * `newest` takes the newest report alone. `share` counts the units that met it: whose newest report in the year is a bare
 * value of 1 or more, or a numerator no less than its denominator; against all units of that kind that lived in the period,
 * (of a merger the successor alone), so that one that has not reported has not met it. A bare value of the whole ward is then the number of units that met it.
 */
export function reportedFigure(formula: ReportFormula, told: Told, unit: KpiUnit): ReportedFigure | null {
  const { indicator, items, reporting } = formula;
  const byItems = items && itemsMet(items, told);
  if (byItems) return byItems;
  const own = told.reports.filter((report) => report.indicator === indicator);
  const reports = ofTheLiving(own, told);
  switch (reporting.addsUp) {
    case "share":
      return shareMet(reports, reporting, told, unit);
    case "newest": {
      const [newest] = wholeFirst(states(reports, told)).toSorted(newerFirst);
      return newest ? added([newest], unit) : null;
    }
    case "sum":
    case "ratio":
      return sumUp(reports, reporting, told, unit);
  }
}

/**
 * The reports that make up a figure of {@link reportedFigure}. `fractions`: numerators and denominators are summed, else
 * bare values. `shares`: each of these units counts as one, met or not; a figure of items is no sum of units at all.
 */
export type CountedReports = {
  reports: readonly Report[];
  fractions: boolean;
  shares: readonly string[] | null;
  items: boolean;
};

/** Which reports count for a period, by the rules of {@link reportedFigure}. */
export function countedReports({ indicator, items, reporting }: ReportFormula, told: Told): CountedReports {
  const assessed = (items ?? []).flatMap(({ id }) => {
    const newest = newestReport(
      told.reports.filter((report) => report.indicator === id),
      told.range,
    );
    return newest ? [newest] : [];
  });
  if (assessed.length > 0) return { reports: assessed, fractions: false, shares: null, items: true };
  const own = told.reports.filter((report) => report.indicator === indicator);
  const reports = ofTheLiving(own, told);
  const summed = (some: readonly Report[]): CountedReports => {
    const fractions = some.filter(isFraction);
    const divided = fractions.length > 0;
    return { reports: divided ? fractions : some, fractions: divided, shares: null, items: false };
  };
  switch (reporting.addsUp) {
    case "share": {
      const standing = states(reports, told);
      const whole = standing.find(({ unit }) => unit === WHOLE);
      if (whole)
        return { reports: [whole], fractions: isFraction(whole), shares: null, items: !isFraction(whole) };
      const listed = lastUnitsIn(told, reporting.by).map(({ id }) => id);
      const of = standing.filter(({ unit }) => listed.includes(unit));
      return { reports: of, fractions: false, shares: standing.length > 0 ? listed : null, items: false };
    }
    case "newest":
      return summed(wholeFirst(states(reports, told)).toSorted(newerFirst).slice(0, 1));
    case "sum":
    case "ratio":
      return summed(countedInSum(reports, reporting, told));
  }
}

/** The newest report of a unit that bears on a period, within the period's last year. */
export function newestReport(reports: readonly Report[], range: DayRange): Report | null {
  const [newest] = inYearOf(reports, range).toSorted(newerFirst);
  return newest ?? null;
}

/** True where a report says that it was met: 1 or more, or all of the denominator. */
export function isMet({ data: { value, numerator, denominator } }: Report): boolean {
  if (numerator !== undefined && denominator !== undefined)
    return denominator > 0 && numerator >= denominator;
  return (value ?? 0) >= 1;
}

function sumUp(reports: Report[], reporting: Reporting, told: Told, unit: KpiUnit): ReportedFigure | null {
  return added(countedInSum(reports, reporting, told), unit);
}

function countedInSum(reports: Report[], { measures }: Reporting, told: Told): Report[] {
  const { range } = told;
  const begun = reports.filter(
    (r) => r.range.from >= range.from && r.range.from <= range.to && (measures === "flow" || isFraction(r)),
  );
  const flow = measures === "state" ? [] : finest(begun);
  if (flow.length > 0 || measures === "flow") return withoutPartsOfWhole(flow);
  const standing = states(reports, told);
  const fractions = wholeFirst(standing.filter(isFraction));
  return fractions.length > 0 ? fractions : wholeFirst(standing);
}

function added(reports: readonly Report[], unit: KpiUnit): ReportedFigure | null {
  const fractions = reports.filter(isFraction);
  if (fractions.length > 0) {
    const numerator = sum(fractions, (r) => r.data.numerator ?? 0);
    const denominator = sum(fractions, (r) => r.data.denominator ?? 0);
    if (unit !== "percent") return { value: numerator, numerator, denominator };
    return denominator === 0 ? null : { value: (100 * numerator) / denominator, numerator, denominator };
  }
  if (reports.length === 0 || (unit === "percent" && reports.length > 1)) return null;
  return { value: sum(reports, (r) => r.data.value ?? 0), numerator: null, denominator: null };
}

function shareMet(reports: Report[], { by }: Reporting, told: Told, unit: KpiUnit): ReportedFigure | null {
  const standing = states(reports, told);
  const whole = standing.find((report) => report.unit === WHOLE);
  if (whole && isFraction(whole)) return added([whole], unit);
  if (standing.length === 0) return null;
  const listed = new Set(lastUnitsIn(told, by).map(({ id }) => id));
  const numerator = whole
    ? (whole.data.value ?? 0)
    : standing.filter((report) => listed.has(report.unit) && isMet(report)).length;
  const denominator = listed.size;
  if (unit !== "percent") return { value: numerator, numerator, denominator };
  return denominator === 0 ? null : { value: (100 * numerator) / denominator, numerator, denominator };
}

/** The units of a kind that lived in the period, each merger counted once: the successor stands for those before it. */
function lastUnitsIn({ units = [], range }: Told, kind: UnitKind): Unit[] {
  const living = unitsIn(units, range, kind);
  const ids = new Set(living.map(({ id }) => id));
  return living.filter(({ id }) => !successorsOf(units, id).some((next) => ids.has(next)));
}

/** Items of which each is met or not; `null` while none of them has been assessed in the year. */
function itemsMet(items: readonly { id: string }[], { reports, range }: Told): ReportedFigure | null {
  const newest = items.map(({ id }) => {
    return newestReport(
      reports.filter(({ indicator }) => indicator === id),
      range,
    );
  });
  if (newest.every((report) => report === null)) return null;
  const numerator = newest.filter((report) => report !== null && isMet(report)).length;
  return { value: (100 * numerator) / items.length, numerator, denominator: items.length };
}

const WHOLE = "";

/** The reports of units that lived then and in the asked period; those of the ward itself under one name. */
function ofTheLiving(reports: readonly Report[], { range, units = [] }: Told): Report[] {
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  return reports.flatMap((report) => {
    const unit = byId.get(report.unit);
    if (!unit) return [report];
    if (!livedIn(unit, report.range) || !livedIn(unit, range)) return [];
    return [unit.kind === "ward" ? { ...report, unit: WHOLE } : report];
  });
}

/** The newest report of each unit within the year, without units whose successor has reported. */
function states(reports: readonly Report[], told: Told): Report[] {
  const newest = new Map<string, Report>();
  for (const report of inYearOf(reports, told.range).toSorted(newerFirst))
    if (!newest.has(report.unit)) newest.set(report.unit, report);
  const standing = [...newest.values()];
  return standing.filter(({ unit }) => !isReplaced(unit, standing, told));
}

function isReplaced(unit: string, standing: readonly Report[], { units = [] }: Told): boolean {
  const successors = successorsOf(units, unit);
  return successors.length > 0 && standing.some((report) => successors.includes(report.unit));
}

function inYearOf(reports: readonly Report[], range: DayRange): Report[] {
  const from = `${range.to.slice(0, 4)}-01-01`;
  return reports.filter((r) => r.range.from <= range.to && r.range.to >= from);
}

function newerFirst(a: Report, b: Report): number {
  if (a.range.to !== b.range.to) return a.range.to < b.range.to ? 1 : -1;
  return b.at - a.at;
}

/** Where the whole ward has reported, its units' reports are parts of that and are not added to it. */
function wholeFirst(reports: Report[]): Report[] {
  const whole = reports.filter((report) => report.unit === WHOLE);
  return whole.length > 0 ? whole : reports;
}

/** The same over several periods: a unit's report counts where the ward itself has not spoken of that time. */
function withoutPartsOfWhole(reports: Report[]): Report[] {
  const whole = reports.filter((report) => report.unit === WHOLE);
  const told = ({ range }: Report) =>
    whole.some((one) => one.range.from <= range.to && one.range.to >= range.from);
  return reports.filter((report) => report.unit === WHOLE || !told(report));
}

function isFraction(report: Report): boolean {
  return report.data.numerator !== undefined && report.data.denominator !== undefined;
}

function finest(reports: Report[]): Report[] {
  const contains = (a: Report, b: Report) =>
    a !== b &&
    a.unit === b.unit &&
    a.range.from <= b.range.from &&
    a.range.to >= b.range.to &&
    (a.data.period !== b.data.period || a.at < b.at);
  return reports.filter((report) => !reports.some((other) => contains(report, other)));
}

function sum(reports: readonly Report[], of: (report: Report) => number): number {
  return reports.reduce((total, report) => total + of(report), 0);
}
