import type { ErrorCode } from "@nhip/contracts";

/** 1 January 2000, 00:00 +07:00. */
const EARLIEST = Date.UTC(1999, 11, 31, 17);
/** How far a sender's clock may be ahead. */
const MAX_AHEAD_MS = 5 * 60_000;
/** How far ahead an answer may be promised: twenty years. */
const MAX_DUE_AHEAD_MS = 20 * 366 * 86_400_000;

/** What is wrong with the time of something that has happened, milliseconds since the epoch. */
export function pastTimeFault(at: number, now: number): ErrorCode | undefined {
  if (at < EARLIEST) return "time-out-of-range";
  return at > now + MAX_AHEAD_MS ? "time-in-future" : undefined;
}

/** What is wrong with a due time. */
export function dueTimeFault(at: number, now: number): ErrorCode | undefined {
  return at < EARLIEST || at > now + MAX_DUE_AHEAD_MS ? "time-out-of-range" : undefined;
}
