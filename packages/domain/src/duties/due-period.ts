import type { Cadence, DayRange } from "@nhip/contracts";
import type { Calendar } from "../calendar.ts";
import { addDays, type Day } from "../civil-day.ts";
import { parsePeriod } from "../period.ts";

/** A period of a cadence, as reports name it: `2026-10`, `2026-Q3`, `2026`. */
export type DuePeriod = { period: string; range: DayRange; dueDay: Day };

/**
 * The day until whose end a report is in time: the n-th working day after the period's last day. 0: that last day itself.
 * Throws AppError("time-out-of-range") beyond the calendar.
 */
export function dueDayOf(calendar: Calendar, range: DayRange, workingDays: number): Day {
  let day = range.to;
  for (let n = 0; n < workingDays; n++) day = calendar.nextWorkingDay(day);
  return day;
}

/** The periods of a cadence whose last day lies in the range, and the one that is running on its last day; oldest first. */
export function periodsWithin(
  cadence: Cadence,
  range: DayRange,
  calendar: Calendar,
  workingDays: number,
): DuePeriod[] {
  const found: DuePeriod[] = [];
  for (let day = range.from; ;) {
    const period = periodName(cadence, day);
    const days = parsePeriod(period, day);
    if (!days || days.from > range.to) return found;
    found.push({ period, range: days, dueDay: dueDayOf(calendar, days, workingDays) });
    day = addDays(days.to, 1);
  }
}

/** The month, quarter or year in which a day lies. */
export function periodName(cadence: Cadence, day: Day): string {
  const year = day.slice(0, 4);
  if (cadence === "year") return year;
  return cadence === "month" ? day.slice(0, 7) : `${year}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`;
}
