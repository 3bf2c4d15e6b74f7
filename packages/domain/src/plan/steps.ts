import type { DayRange } from "@nhip/contracts";
import type { Calendar } from "../calendar.ts";
import { addDays, weekday, type Day } from "../civil-day.ts";
import type { Counts } from "../counts.ts";
import type { Reporting } from "../kpi/definition.ts";
import type { Formula, Term } from "../kpi/formula.ts";
import { sumTerms } from "../kpi/ledger.ts";
import { reportedFigure, type Report } from "../kpi/report.ts";
import { knownOn } from "./pace.ts";

/** What came in a stretch of days, both inclusive: `n` of a count or of a rate's numerator, `of` of its denominator. */
export type Step = { from: Day; to: Day; days: number; n: number; of: number };
/** What came on one day. */
export type DayFigure = { day: Day; n: number; of: number };

const NONE: Counts = new Map();
const WEEK = 7;
/** A week in which nobody works is Tết; the one before it and the two after it are quiet everywhere. */
const QUIET_AROUND = [7, 0, -7, -14];
/** The newest half year of work is what a usual week is taken from. */
const USUAL_DAYS = 130;
/** Fewer steps than this say nothing of how much they differ. */
const MIN_STEPS = 3;

/** How far back the days must be known for {@link usualSteps}: half a year of work, with Tết in between. */
export const DAYS_LOOKED_BACK = 238;

/**
 * What a KPI counts on each of these days, out of the counters of the day; `null` where it is no sum of what happens
 * day by day.
 */
export function dayFigures(formula: Formula, days: Iterable<readonly [Day, Counts]>): DayFigure[] | null {
  if (formula.kind !== "count" && formula.kind !== "ratio") return null;
  const n = formula.kind === "count" ? formula.of : formula.numerator;
  const of = formula.kind === "count" ? [] : formula.denominator;
  if (![...n, ...of].every((term) => term.span === "period")) return null;
  return [...days].map(([day, counts]) => ({ day, n: sumOf(n, counts), of: sumOf(of, counts) }));
}

function sumOf(terms: readonly Term[], counts: Counts): number {
  return sumTerms(terms, { period: counts, until: NONE, before: NONE });
}

/** Days in order as weeks from Monday on. Weeks before the first figure are left out: nobody had begun to count. */
export function weeklySteps(days: readonly DayFigure[], calendar: Calendar): Step[] {
  const steps: Step[] = [];
  for (const { day, n, of } of days) {
    const last = steps.at(-1);
    const isSame = last && weekday(day) !== 1 && day > last.to;
    const step = isSame ? last : { from: day, to: day, days: 0, n: 0, of: 0 };
    if (!isSame) steps.push(step);
    step.to = day;
    step.n += n;
    step.of += of;
    step.days += calendar.isWorkingDay(day) ? 1 : 0;
  }
  const first = steps.findIndex((step) => step.n !== 0 || step.of !== 0);
  return first < 0 ? [] : steps.slice(first);
}

/** Numerators and denominators added up, whatever the indicator makes of them. */
const BOTH_SIDES: Reporting = { by: "ward", cadence: "month", addsUp: "ratio" };

/** An indicator's reports with numerator and denominator as steps, one for each period that was reported, in order. */
export function reportSteps(reports: readonly Report[], calendar: Calendar): Step[] {
  const fractions = reports.filter(
    ({ data }) => data.numerator !== undefined && data.denominator !== undefined,
  );
  const periods = new Map(fractions.map(({ range }) => [`${range.from}..${range.to}`, range]));
  const finest = [...periods.values()].filter(
    (range) => ![...periods.values()].some((one) => isPart(one, range)),
  );
  return finest
    .toSorted((a, b) => (a.from < b.from ? -1 : 1))
    .flatMap((range) => {
      const own = fractions.filter(
        (report) => report.range.from === range.from && report.range.to === range.to,
      );
      const indicator = own[0]?.indicator ?? "";
      const figure = reportedFigure(
        { kind: "report", indicator, reporting: BOTH_SIDES },
        { reports: own, range },
        "count",
      );
      const to = own.map(knownOn).toSorted().at(-1) ?? range.to;
      const days = calendar.workingDaysBetween(range.from, addDays(to, 1));
      const { numerator, denominator } = figure ?? { numerator: null, denominator: null };
      return numerator === null || denominator === null || days === 0
        ? []
        : [{ from: range.from, to, days, n: numerator, of: denominator }];
    });
}

function isPart(a: DayRange, b: DayRange): boolean {
  return (a.from !== b.from || a.to !== b.to) && a.from >= b.from && a.to <= b.to;
}

/**
 * The steps that tell what is usual: the newest half year of work without the weeks around Tết, in order. Empty where
 * fewer than three are left.
 */
export function usualSteps(steps: readonly Step[], calendar: Calendar): Step[] {
  const worked = steps.filter(({ days }) => days > 0);
  const ordinary = worked.filter(
    (step) => step.to >= addDays(step.from, WEEK) || !isQuiet(step.from, calendar),
  );
  const usual: Step[] = [];
  let days = 0;
  for (const step of ordinary.toReversed()) {
    if (days >= USUAL_DAYS) break;
    usual.unshift(step);
    days += step.days;
  }
  return usual.length < MIN_STEPS ? [] : usual;
}

function isQuiet(day: Day, calendar: Calendar): boolean {
  const monday = addDays(day, 1 - weekday(day));
  return QUIET_AROUND.some((days) => {
    const other = addDays(monday, days);
    return calendar.workingDaysBetween(other, addDays(other, WEEK)) === 0;
  });
}
