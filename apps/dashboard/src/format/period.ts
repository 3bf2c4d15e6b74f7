import type { DayRange } from "@nhip/contracts";
import { addDays, dayText, daysIn } from "./time.ts";

export const NAMED_PERIODS = ["today", "week", "month", "quarter", "year", "2022"] as const;
export type NamedPeriod = (typeof NAMED_PERIODS)[number];
export const DEFAULT_PERIOD: NamedPeriod = "today";

const SHAPE =
  /^(?:today|week|month|quarter|year|\d{4}(?:-(?:\d{2}(?:-\d{2})?|Q[1-4]))?|\d{4}-\d{2}-\d{2}\.\.\d{4}-\d{2}-\d{2})$/;

/** The period of a URL, or today when it says nothing that the server would take. */
export function parsePeriod(text: unknown): string {
  return typeof text === "string" && SHAPE.test(text) ? text : DEFAULT_PERIOD;
}

/** Whether it is one of the periods with a name of their own. */
export function isNamed(period: string): period is NamedPeriod {
  return NAMED_PERIODS.some((name) => name === period);
}

/** A range of two days as the server reads it; the days are put in order. */
export function customPeriod(from: string, to: string): string {
  return from <= to ? `${from}..${to}` : `${to}..${from}`;
}

/** `12/12/2022` or `01/12/2022 – 12/12/2022`. */
export function rangeText(range: DayRange): string {
  return range.from === range.to ? dayText(range.from) : `${dayText(range.from)} – ${dayText(range.to)}`;
}

/** Which series to draw for a period: a single day is shown inside its fortnight, a long one by month. */
export function flowQuery(range: DayRange): { period: string; by: "day" | "month" } {
  const days = daysIn(range);
  if (days <= 1) return { period: customPeriod(addDays(range.to, -13), range.to), by: "day" };
  return { period: customPeriod(range.from, range.to), by: days <= 92 ? "day" : "month" };
}

/** Drops the points that lie in the future: an empty tomorrow is not a zero. */
export function upToToday<T extends { key: string }>(points: readonly T[], today: string): T[] {
  return points.filter((point) => point.key <= today.slice(0, point.key.length));
}
