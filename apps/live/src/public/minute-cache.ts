const MINUTE_MS = 60_000;

/**
 * Keeps what was worked out for a minute, for everybody who asks meanwhile, those who ask while it is worked out included
 * (pitfall V12). At most `max` keys; what fails is asked for again. `now` in milliseconds.
 */
export function createMinuteCache<T>({ now, max }: { now: () => number; max: number }) {
  const kept = new Map<string, { at: number; value: Promise<T> }>();
  return function get(key: string, compute: () => Promise<T>): Promise<T> {
    const at = Math.floor(now() / MINUTE_MS);
    const found = kept.get(key);
    if (found?.at === at) return found.value;
    const value = compute();
    kept.delete(key);
    for (const oldest of kept.keys()) {
      if (kept.size < max) break;
      kept.delete(oldest);
    }
    kept.set(key, { at, value });
    value.catch(() => kept.delete(key));
    return value;
  };
}

/** Counts what comes from each address in a minute; true while it is not more than `most`. Holds at most `max` addresses. */
export function createVisitorLimit({ now, most, max }: { now: () => number; most: number; max: number }) {
  let minute = 0;
  let counts = new Map<string, number>();
  return function isWelcome(address: string): boolean {
    const at = Math.floor(now() / MINUTE_MS);
    if (at !== minute || counts.size >= max) {
      minute = at;
      counts = new Map();
    }
    const count = (counts.get(address) ?? 0) + 1;
    counts.set(address, count);
    return count <= most;
  };
}
