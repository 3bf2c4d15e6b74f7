export type SteadyReading = { now: number; jumped: boolean };
const JUMP_MS = 5_000;

/**
 * A clock that only goes forward and counts sleep. `performance.now()` stands still while some computers sleep, so a
 * wall clock that has run ahead of it by more than 5 s is added and reported as a jump (pitfall V13).
 */
export function createSteadyClock(monotonic: () => number, wall: () => number): () => SteadyReading {
  let slept = 0;
  let lastMono = monotonic();
  let lastWall = wall();
  return () => {
    const mono = monotonic();
    const date = wall();
    const drift = date - lastWall - (mono - lastMono);
    const jumped = Math.abs(drift) > JUMP_MS;
    if (drift > JUMP_MS) slept += drift;
    lastMono = mono;
    lastWall = date;
    return { now: mono + slept, jumped };
  };
}
