/** The trace shows one hour in slots of 10 s: however many events come, 360 numbers hold them. */
export const SLOT_MS = 10_000;
export const SLOTS = 360;

/** `counts[SLOTS - 1]` is the running slot, number `slot` since the clock's zero. */
export type PulseTrace = { slot: number; counts: readonly number[] };

const silence = (slots: number): number[] => Array.from({ length: slots }, () => 0);

/** An hour without a beat. */
export function emptyTrace(now: number): PulseTrace {
  return { slot: Math.floor(now / SLOT_MS), counts: silence(SLOTS) };
}

/** The trace moved on to `now`; the same object while the slot lasts. */
export function shiftTrace(trace: PulseTrace, now: number): PulseTrace {
  const slot = Math.floor(now / SLOT_MS);
  const by = Math.min(SLOTS, slot - trace.slot);
  if (by <= 0) return trace;
  return { slot, counts: [...trace.counts.slice(by), ...silence(by)] };
}

/** Adds `count` beats that happened at `at`; what is older than the hour falls off, the future beats now. */
export function addBeats(trace: PulseTrace, at: number, count: number, now: number): PulseTrace {
  const moved = shiftTrace(trace, now);
  const index = Math.min(SLOTS - 1, SLOTS - 1 - (moved.slot - Math.floor(at / SLOT_MS)));
  if (index < 0 || count <= 0) return moved;
  return { slot: moved.slot, counts: moved.counts.map((have, i) => (i === index ? have + count : have)) };
}

/** Beats in the hour. */
export function beatCount(trace: PulseTrace): number {
  return trace.counts.reduce((sum, count) => sum + count, 0);
}

/** The height of a slot's beat, 0 to 1: one event is plain to see, a rush does not leave the paper. */
export function beatHeight(count: number): number {
  return count <= 0 ? 0 : Math.min(1, 0.5 + Math.log2(count) * 0.14);
}

/**
 * The trace as an SVG path in a box of `SLOTS` by 2, base line at 1. A beat is a stroke up, a shorter one down and
 * back, about three slots wide.
 */
export function tracePath(trace: PulseTrace): string {
  const steps = ["M0 1"];
  let free = 0;
  trace.counts.forEach((count, i) => {
    if (count === 0 || i < free) return;
    const up = beatHeight(Math.max(count, trace.counts[i + 1] ?? 0));
    steps.push(
      `L${i} 1L${i + 0.7} ${(1 - up).toFixed(2)}L${i + 1.5} ${(1 + up * 0.55).toFixed(2)}L${i + 2.1} 1`,
    );
    free = i + 2;
  });
  steps.push(`L${SLOTS + 2} 1`);
  return steps.join("");
}
