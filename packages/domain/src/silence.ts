import type { Calendar } from "./calendar.ts";
import type { Day } from "./civil-day.ts";
import { dayOf } from "./civil-day.ts";

/** A source sends usually when it did on this many of the last working days on which the office was open. */
const USUAL_DAYS = 2;
const LOOKED_AT_DAYS = 5;

/** When a source was last heard: an instant, and the civil days on which it sent. */
export type Heard = { lastAt: number; days: readonly Day[] };

/**
 * Whether a source that usually sends has been silent for `afterMs` of working time or longer. Nights, weekends and
 * holidays are no working time, so they neither raise nor end it. One that reports now and then, on fewer than two of
 * the five working days up to its last event, is never called silent; neither is any when `afterMs` is 0.
 */
export function isSilent(
  heard: Heard,
  options: { calendar: Calendar; afterMs: number; now: number },
): boolean {
  const { calendar, afterMs, now } = options;
  if (afterMs <= 0 || !sendsUsually(heard, calendar)) return false;
  return calendar.workingMsBetween(heard.lastAt, now) >= afterMs;
}

function sendsUsually({ lastAt, days }: Heard, calendar: Calendar): boolean {
  const last = dayOf(lastAt);
  let first = last;
  for (let n = 1; n < LOOKED_AT_DAYS; n++) first = calendar.previousWorkingDay(first);
  return new Set(days.filter((day) => day >= first && day <= last)).size >= USUAL_DAYS;
}
