import type { Calendar } from "../calendar.ts";
import { DAY_MS, dayOf, daysBetween, endOfDay, startOfDay } from "../civil-day.ts";

/** Working time of one whole working day, in milliseconds. */
function workingDayMs(calendar: Calendar, nearMs: number): number {
  const day = calendar.nextWorkingDay(dayOf(nearMs));
  return calendar.workingMsBetween(startOfDay(day), endOfDay(day));
}

/** Working days after the day of `fromMs`, the day of `toMs` included; 0 when there is none. */
export function workingDaysAfter(calendar: Calendar, fromMs: number, toMs: number): number {
  const worked = calendar.workingMsBetween(endOfDay(dayOf(fromMs)), endOfDay(dayOf(toMs)));
  return Math.round(worked / workingDayMs(calendar, toMs));
}

/** Where the n-th working day after the day of `fromMs` begins; `n` from 1. */
export function startOfWorkingDayAfter(calendar: Calendar, fromMs: number, n: number): number {
  let day = dayOf(fromMs);
  for (let count = 0; count < n; count++) day = calendar.nextWorkingDay(day);
  return startOfDay(day);
}

/** Where the n-th working day before the day of `toMs` begins; `n` from 1. */
export function startOfWorkingDayBefore(calendar: Calendar, toMs: number, n: number): number {
  let day = dayOf(toMs);
  for (let count = 0; count < n; count++) day = calendar.previousWorkingDay(day);
  return startOfDay(day);
}

/** Time by the clock from `fromMs` to `toMs` with days off left out; 0 when `toMs` is not later. */
export function msOnWorkingDays(calendar: Calendar, fromMs: number, toMs: number): number {
  const [first, last] = [dayOf(fromMs), dayOf(toMs)];
  const from = calendar.isWorkingDay(first) ? fromMs : startOfDay(calendar.nextWorkingDay(first));
  const to = calendar.isWorkingDay(last) ? toMs : endOfDay(calendar.previousWorkingDay(last));
  if (to <= from) return 0;
  const daysOff = daysBetween(dayOf(from), dayOf(to)) - workingDaysAfter(calendar, from, to);
  return to - from - daysOff * DAY_MS;
}
