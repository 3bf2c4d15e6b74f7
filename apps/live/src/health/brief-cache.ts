/** The most answers kept at a time. */
const MAX_KEPT = 5_000;

/** Reads what many ask for once in `forMs`; those who ask meanwhile share the answer. A failure is not kept. */
export function createBriefCache<T>(forMs: number, now: () => number) {
  const kept = new Map<string, { at: number; value: Promise<T> }>();
  return (key: string, read: () => Promise<T>): Promise<T> => {
    const have = kept.get(key);
    if (have && now() - have.at < forMs) return have.value;
    if (kept.size >= MAX_KEPT) kept.clear();
    const value = read();
    const mine = { at: now(), value };
    kept.set(key, mine);
    value.catch(() => {
      if (kept.get(key) === mine) kept.delete(key);
    });
    return value;
  };
}
