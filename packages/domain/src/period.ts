import type { DayRange } from "@nhip/contracts";
import type { Calendar } from "./calendar.ts";
import { addDays, daysBetween, isDay, weekday, type Day } from "./civil-day.ts";

/**
 * A period as people ask for it: `today`, `week` (Monday to Sunday), `month`, `quarter`, `year`, `2022`, `2022-12`,
 * `2022-Q4`, `2022-12-05` or `2022-01-01..2022-12-12`.
 */
export type PeriodRequest = string;

/** Where counters stand: one day `d:2022-12-05`, one month `m:2022-12`, one year `y:2022`. */
export type Bucket = string;

type Unit = "day" | "week" | "month" | "quarter" | "year";

const MAX_YEARS = 20;
const WEEKS_52 = 364;
const BUCKETS_CACHED = 40_000;

const NAMED: ReadonlyMap<string, Unit> = new Map([
  ["today", "day"],
  ["week", "week"],
  ["month", "month"],
  ["quarter", "quarter"],
  ["year", "year"],
]);

/**
 * The days of a period, both inclusive and to its very end even while it runs; `undefined` for anything that is not a
 * period. Dated periods lie in 2000..2099; a free range has `from <= to` and at most 20 years.
 */
export function parsePeriod(text: PeriodRequest, today: Day): DayRange | undefined {
  const unit = unitOf(text);
  if (unit !== undefined) {
    const day = NAMED.has(text) ? today : firstDayOf(text, unit);
    return isDay(day) ? unitAround(unit, day) : undefined;
  }
  if (text.length !== 22 || text.slice(10, 12) !== "..") return undefined;
  const from = text.slice(0, 10);
  const to = text.slice(12);
  if (!isDay(from) || !isDay(to) || from > to) return undefined;
  const limit = `${Number(from.slice(0, 4)) + MAX_YEARS}${from.slice(4)}`;
  return to < limit ? { from, to } : undefined;
}

/**
 * The period to compare `range` with, both inclusive; `range` is what `parsePeriod(text, today)` gave.
 *
 * - A single day: the working day before it.
 * - A week, month, quarter or year, named or dated: the one before. While it still runs (it contains today) only as many
 *   of the days before as have begun in this one: 1..15 November against 1..15 October, 1..31 March against all February.
 * - A free range: the same number of days just before.
 */
export function previousPeriod(
  text: PeriodRequest,
  range: DayRange,
  today: Day,
  calendar: Calendar,
): DayRange {
  const unit = unitOf(text);
  if (unit === undefined) {
    const length = daysBetween(range.from, range.to) + 1;
    return { from: addDays(range.from, -length), to: addDays(range.from, -1) };
  }
  if (unit === "day") {
    const day = calendar.previousWorkingDay(range.from);
    return { from: day, to: day };
  }
  const before = unitAround(unit, addDays(range.from, -1));
  if (today < range.from || today > range.to) return before;
  const sameDay = addDays(before.from, daysBetween(range.from, today));
  return { from: before.from, to: sameDay < before.to ? sameDay : before.to };
}

/**
 * The same period a year before: the same dates, of a week the one 52 weeks before. `range` is what `parsePeriod(text)` gave.
 */
export function yearBefore(text: PeriodRequest, range: DayRange): DayRange {
  const unit = unitOf(text);
  if (unit === "week") return { from: addDays(range.from, -WEEKS_52), to: addDays(range.to, -WEEKS_52) };
  const from = dayAYearBefore(range.from);
  return unit === undefined ? { from, to: dayAYearBefore(range.to) } : unitAround(unit, from);
}

/** What the period was some days earlier: the week, month or year in which `day` lay; a free range moves along. */
export function periodAround(text: PeriodRequest, range: DayRange, day: Day, daysEarlier: number): DayRange {
  const unit = unitOf(text);
  if (unit !== undefined) return unitAround(unit, day);
  return { from: addDays(range.from, -daysEarlier), to: addDays(range.to, -daysEarlier) };
}

/** The same date in the year before; 28 February for a leap day. */
export function dayAYearBefore(day: Day): Day {
  const year = String(Number(day.slice(0, 4)) - 1).padStart(4, "0");
  return `${year}${day.slice(4) === "-02-29" ? "-02-28" : day.slice(4)}`;
}

/**
 * The fewest buckets that tile the range exactly, in order: whole years, whole months, single days. Empty when
 * `from > to`. Throws AppError("invalid-value") when either is not a day of the calendar.
 */
export function bucketsOf(range: DayRange): Bucket[] {
  const buckets: Bucket[] = [];
  if (daysBetween(range.from, range.to) < 0) return buckets;
  let day = range.from;
  while (day <= range.to) {
    const [ofDay, ofMonth, ofYear] = dayBuckets(day);
    const year = day.endsWith("-01-01") ? unitAround("year", day).to : undefined;
    const month = day.endsWith("-01") ? unitAround("month", day).to : undefined;
    let last = day;
    if (year !== undefined && year <= range.to) {
      buckets.push(ofYear);
      last = year;
    } else if (month !== undefined && month <= range.to) {
      buckets.push(ofMonth);
      last = month;
    } else buckets.push(ofDay);
    day = addDays(last, 1);
  }
  return buckets;
}

const known = new Map<Day, readonly [Bucket, Bucket, Bucket]>();

/** The buckets of one day: its own, its month's, its year's. The same strings each time, so that maps find them fast. */
export function dayBuckets(day: Day): readonly [Bucket, Bucket, Bucket] {
  let buckets = known.get(day);
  if (!buckets) {
    if (known.size >= BUCKETS_CACHED) known.clear();
    buckets = [`d:${day}`, `m:${day.slice(0, 7)}`, `y:${day.slice(0, 4)}`];
    known.set(day, buckets);
  }
  return buckets;
}

/** What kind of period a text names; `undefined` for a free range and for what is none. */
function unitOf(text: string): Unit | undefined {
  const named = NAMED.get(text);
  if (named !== undefined) return named;
  if (/^\d{4}$/.test(text)) return "year";
  if (/^\d{4}-\d\d$/.test(text)) return "month";
  if (/^\d{4}-Q[1-4]$/.test(text)) return "quarter";
  return isDay(text) ? "day" : undefined;
}

function firstDayOf(text: string, unit: Unit): Day {
  if (unit === "year") return `${text}-01-01`;
  if (unit === "month") return `${text}-01`;
  return unit === "quarter" ? dayOfMonth(Number(text.slice(0, 4)), Number(text.slice(6)) * 3 - 2) : text;
}

/** The whole week, month, quarter or year in which a day lies; for `day` the day alone. */
function unitAround(unit: Unit, day: Day): DayRange {
  if (unit === "day") return { from: day, to: day };
  if (unit === "week") {
    const monday = addDays(day, 1 - weekday(day));
    return { from: monday, to: addDays(monday, 6) };
  }
  const year = Number(day.slice(0, 4));
  if (unit === "year") return { from: dayOfMonth(year, 1), to: addDays(dayOfMonth(year + 1, 1), -1) };
  const month = Number(day.slice(5, 7));
  const months = unit === "month" ? 1 : 3;
  const first = unit === "month" ? month : month - ((month - 1) % 3);
  const next = first + months > 12 ? dayOfMonth(year + 1, 1) : dayOfMonth(year, first + months);
  return { from: dayOfMonth(year, first), to: addDays(next, -1) };
}

/** The first day of a month. */
function dayOfMonth(year: number, month: number): Day {
  return `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-01`;
}
