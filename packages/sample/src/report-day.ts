import { addDays } from "@nhip/domain";
import { instantAt, workingDayFrom } from "./office-time.ts";

/** Four in the afternoon of the last working day of a month `2022-03`, not after `limit` where given; milliseconds. */
export function endOfMonthReport(month: string, limit?: string): number {
  const firstOfNext = `${addDays(`${month}-28`, 4).slice(0, 7)}-01`;
  const day = workingDayFrom(firstOfNext, -1);
  return instantAt(limit !== undefined && limit < day ? limit : day, 16);
}

/** The last month of a quarter: 3 of 2022 is `2022-09`. */
export function lastMonthOf(year: string, quarter: number): string {
  return monthOf(year, quarter * 3);
}

/** `2022`, 3 is `2022-03`. */
export function monthOf(year: string, month: number): string {
  return `${year}-${String(month).padStart(2, "0")}`;
}
