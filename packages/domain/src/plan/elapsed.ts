import type { DayRange } from "@nhip/contracts";
import type { Calendar } from "../calendar.ts";
import { addDays, dayOf, endOfDay, type Day } from "../civil-day.ts";

/**
 * The first day that is not over at `asOf` (milliseconds). Plans go by whole days: a pace that grew by the minute would
 * ask in the morning for what the day has yet to bring.
 */
export function firstOpenDay(asOf: number): Day {
  return dayOf(asOf + 1);
}

/** The working days of a period: all, those that are over at `asOf`, and those left, the running one among them. */
export function workingDaysOf(
  range: DayRange,
  asOf: number,
  calendar: Calendar,
): { total: number; done: number; left: number } {
  const end = addDays(range.to, 1);
  const total = calendar.workingDaysBetween(range.from, end);
  const done = calendar.workingDaysBetween(range.from, earlier(firstOpenDay(asOf), end));
  return { total, done, left: total - done };
}

/** True once the last day of a period is over. */
export function isOver(range: DayRange, asOf: number): boolean {
  return asOf >= endOfDay(range.to);
}

/** The earlier of two days. */
export function earlier(a: Day, b: Day): Day {
  return a < b ? a : b;
}
