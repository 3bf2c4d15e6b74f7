const TICK_MS = 200;
/** The loop standing still for longer than this counts as a stall. */
const STALL_MS = 1_000;

/**
 * Tells when the event loop stood still for over a second: locks are not renewed meanwhile and nothing is answered.
 * `onStall` hears for how long, in ms, once a stall. A timer that comes late is the measure; Node's own histogram
 * forgets a stall when it is reset right after one.
 */
export function watchStalls(
  onStall: (ms: number) => void,
  steadyNow: () => number = () => performance.now(),
): { stop: () => void } {
  let last = steadyNow();
  const timer = setInterval(() => {
    const now = steadyNow();
    const lateMs = now - last - TICK_MS;
    last = now;
    if (lateMs > STALL_MS) onStall(Math.round(lateMs));
  }, TICK_MS);
  timer.unref();
  return { stop: () => clearInterval(timer) };
}
