import { addDays, dayOf, startOfDay } from "../civil-day.ts";

const MINUTE_MS = 60_000;

/**
 * When quiet hours end that hold at `now`, both in milliseconds since the epoch; `null` outside of them. Times of day
 * `HH:MM` in Asia/Ho_Chi_Minh; hours that end before they begin go over midnight, equal ones are none.
 */
export function quietUntil(quiet: { from: string; to: string } | null, now: number): number | null {
  if (quiet === null || quiet.from === quiet.to) return null;
  const day = dayOf(now);
  const at = (text: string, on: string) => startOfDay(on) + minutesOf(text) * MINUTE_MS;
  if (quiet.from < quiet.to) {
    const end = at(quiet.to, day);
    return now >= at(quiet.from, day) && now < end ? end : null;
  }
  if (now < at(quiet.to, day)) return at(quiet.to, day);
  return now >= at(quiet.from, day) ? at(quiet.to, addDays(day, 1)) : null;
}

function minutesOf(text: string): number {
  return Number(text.slice(0, 2)) * 60 + Number(text.slice(3));
}
