import { mastersOf } from "./cluster.ts";
import type { Redis } from "./connection.ts";

const KEYS_AT_ONCE = 5_000;

/** All keys of a pattern, without holding up the server. A key that comes or goes meanwhile may be in it or not. */
export async function scanKeys(redis: Redis, pattern: string): Promise<Set<string>> {
  const found = new Set<string>();
  for (const node of mastersOf(redis)) {
    let cursor = "0";
    do {
      const [next, keys] = await node.scan(cursor, "MATCH", pattern, "COUNT", KEYS_AT_ONCE);
      for (const key of keys) found.add(key);
      cursor = next;
    } while (cursor !== "0");
  }
  return found;
}

/** Removes keys of any slots; large ones are freed in the background. */
export async function unlinkAll(redis: Redis, keys: Iterable<string>): Promise<void> {
  const all = [...keys];
  for (let at = 0; at < all.length; at += KEYS_AT_ONCE)
    await Promise.all(all.slice(at, at + KEYS_AT_ONCE).map((key) => redis.unlink(key)));
}
