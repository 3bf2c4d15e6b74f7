/** First and longest wait before the next try, in ms. */
export const FIRST_WAIT_MS = 500;
export const LONGEST_WAIT_MS = 10_000;

/** The wait before try number `attempt` (from 0): doubling, at most 10 s, spread over half to whole so that nobody returns together. */
export function backOffMs(attempt: number, random: () => number): number {
  const ceiling = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(attempt, 10));
  return Math.round(ceiling * (0.5 + random() / 2));
}
