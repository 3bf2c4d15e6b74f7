import { LAST_INTAKE, instantAt } from "./office-time.ts";
import type { NonEmpty, Random } from "./random.ts";

/** How a counter's day runs: a rush at nine, quiet before lunch, a smaller rush at half past two. */
const RHYTHM: NonEmpty<{ from: number; to: number; weight: number }> = [
  { from: 7.55, to: 8, weight: 6 },
  { from: 8, to: 9, weight: 20 },
  { from: 9, to: 10, weight: 20 },
  { from: 10, to: 11, weight: 13 },
  { from: 11, to: 11.4, weight: 4 },
  { from: 13.5, to: 14, weight: 8 },
  { from: 14, to: 15, weight: 15 },
  { from: 15, to: 16, weight: 10 },
  { from: 16, to: LAST_INTAKE, weight: 4 },
];

/** When the `count` dossiers of a working day come in, in order, milliseconds since the epoch. */
export function arrivals(day: string, count: number, random: Random): number[] {
  const times = Array.from({ length: count }, () => {
    const { from, to } = random.pickWeighted(RHYTHM);
    return instantAt(day, random.between(from, to));
  });
  return times.toSorted((a, b) => a - b);
}
