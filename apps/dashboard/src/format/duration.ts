export const DURATION_UNITS = ["second", "minute", "hour", "day"] as const;
export type DurationUnit = (typeof DURATION_UNITS)[number];
/** One counted unit of a length of time. */
export type DurationPart = { unit: DurationUnit; count: number };

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The age of something in one unit, rounded down: 6 min 59 s -> 6 minutes. */
export function age(ms: number): DurationPart {
  const length = Math.max(0, ms);
  if (length < MINUTE) return { unit: "second", count: Math.floor(length / 1000) };
  if (length < HOUR) return { unit: "minute", count: Math.floor(length / MINUTE) };
  if (length < DAY) return { unit: "hour", count: Math.floor(length / HOUR) };
  return { unit: "day", count: Math.floor(length / DAY) };
}

/** The time until or since a due time: minutes below the hour, hours and minutes below 10 hours, then hours, from two days on days. */
export function span(ms: number): DurationPart[] {
  const length = Math.abs(ms);
  if (length < MINUTE) return [{ unit: "minute", count: 1 }];
  if (length < HOUR) return [{ unit: "minute", count: Math.floor(length / MINUTE) }];
  const hours = Math.floor(length / HOUR);
  if (length < 10 * HOUR) {
    const minutes = Math.floor((length % HOUR) / MINUTE);
    const head: DurationPart = { unit: "hour", count: hours };
    return minutes === 0 ? [head] : [head, { unit: "minute", count: minutes }];
  }
  if (length < 2 * DAY) return [{ unit: "hour", count: hours }];
  return [{ unit: "day", count: Math.floor(length / DAY) }];
}
