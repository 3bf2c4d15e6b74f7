import type { Step } from "./steps.ts";

/** What a forecast starts from: what was counted until the last day that is known, and the working days after it. */
export type SoFar = { n: number; of: number; daysLeft: number };

/** A point and the range in which the end is found in four cases out of five; exact, not rounded. */
export type Projection = {
  value: number;
  low: number;
  high: number;
  /** What usually comes in a working day: numerator, and what it is divided by. */
  nADay: number;
  ofADay: number;
};

/** Half the width of an 80 % range, in standard deviations. */
const WIDTH = 1.2816;
/**
 * By how much the days left may differ from what was usual, beyond the ups and downs from week to week, whatever has been
 * seen: 5 % of a count. Held against the sample year by the back-test.
 */
const DRIFT = 0.05;
/** The same for a rate, as part of p × (1 − p): near 0 % and 100 % there is little room left. */
const RATE_DRIFT = 0.1;

/**
 * Where a count will stand: what there is, and for each working day left what a usual day brings. The range comes from
 * how much the usual steps differ among themselves. `steps` as of `usualSteps`, not empty; `null` without them.
 */
export function forecastCount(steps: readonly Step[], soFar: SoFar): Projection | null {
  if (steps.length < 2) return null;
  const days = sum(steps, (step) => step.days);
  const nADay = sum(steps, (step) => step.n) / days;
  const left = soFar.daysLeft;
  const parts = steps.map(({ n, days: size }) => ({ n, size }));
  const spread = scatter(parts, nADay);
  const drift = Math.hypot(DRIFT * nADay, changeWithin(parts));
  const half = WIDTH * Math.sqrt(spread * (left + (left * left) / days) + (drift * left) ** 2);
  const value = soFar.n + nADay * left;
  // What is counted stays counted.
  return { value, low: Math.max(soFar.n, value - half), high: value + half, nADay, ofADay: 0 };
}

/**
 * Where a rate will stand, in percent: numerator and denominator grow by what is usual. `null` without steps, and where
 * there will be nothing to divide by.
 */
export function forecastRate(steps: readonly Step[], soFar: SoFar): Projection | null {
  const of = sum(steps, (step) => step.of);
  if (steps.length < 2 || of <= 0) return null;
  const days = sum(steps, (step) => step.days);
  const ofADay = of / days;
  const share = sum(steps, (step) => step.n) / of;
  const toCome = ofADay * soFar.daysLeft;
  const all = soFar.of + toCome;
  if (all <= 0) return null;
  const parts = steps.map(({ n, of: size }) => ({ n, size }));
  const spread = scatter(parts, share);
  const drift = Math.hypot(RATE_DRIFT * Math.max(0, share * (1 - share)), changeWithin(parts));
  const half =
    (100 * WIDTH * Math.sqrt(spread * (toCome + (toCome * toCome) / of) + (drift * toCome) ** 2)) / all;
  const value = (100 * (soFar.n + share * toCome)) / all;
  const top = value <= 100 ? 100 : Infinity;
  return {
    value,
    low: Math.max(0, value - half),
    high: Math.min(top, value + half),
    nADay: share * ofADay,
    ofADay,
  };
}

/** Variance of one unit of size: 1 for a count where each comes by itself, larger where they come in waves. */
function scatter(parts: readonly { n: number; size: number }[], rate: number): number {
  const sized = parts.filter(({ size }) => size > 0);
  if (sized.length < 2) return 0;
  return sum(sized, ({ n, size }) => (n - rate * size) ** 2 / size) / (sized.length - 1);
}

/** How far the newer half of the steps lies from the older one, by size: what has changed may change again. */
function changeWithin(parts: readonly { n: number; size: number }[]): number {
  const all = sum(parts, ({ size }) => size);
  let before = 0;
  const older = { n: 0, size: 0 };
  const newer = { n: 0, size: 0 };
  for (const { n, size } of parts) {
    const half = before < all / 2 ? older : newer;
    half.n += n;
    half.size += size;
    before += size;
  }
  return older.size > 0 && newer.size > 0 ? newer.n / newer.size - older.n / older.size : 0;
}

function sum<T>(list: readonly T[], of: (item: T) => number): number {
  return list.reduce((total, item) => total + of(item), 0);
}
