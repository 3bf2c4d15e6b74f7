import type { SuspectKind } from "@nhip/contracts";
import type { Redis } from "./connection.ts";
import type { Keys } from "./keys.ts";
import { script } from "./script.ts";

/** Reasons kept of one suspect; the oldest go first. */
const KEPT_OF_ONE = 20;
/** Suspects with a reason that a ward keeps, and how many of those longest without a new one go when there are more. */
const KEPT = 5_000;
const DROPPED_AT_ONCE = 500;

/** `at` in milliseconds since the epoch. */
export type KeptReason = { reason: string; at: number };

/**
 * KEYS  1 reasons
 * ARGV  1 field · 2 the reason as JSON · 3 how many are kept of one suspect
 * Returns { how many suspects have reasons }.
 */
const ADD_LUA = `
local lines = {}
for line in string.gmatch(redis.call('HGET', KEYS[1], ARGV[1]) or '', '[^\\n]+') do lines[#lines + 1] = line end
lines[#lines + 1] = ARGV[2]
local first = math.max(1, #lines - tonumber(ARGV[3]) + 1)
redis.call('HSET', KEYS[1], ARGV[1], table.concat(lines, '\\n', first))
return { redis.call('HLEN', KEYS[1]) }
`;
const addScript = script(ADD_LUA);

/** What officers said about suspects: every reason is kept beside those before it. Every method rejects when Redis does. */
export function createSuspectReasons(redis: Redis, keys: Keys) {
  return {
    /** All reasons of a ward by {@link reasonKey}, each list oldest first. */
    async all(ward: string): Promise<Map<string, KeptReason[]>> {
      const kept = await redis.hgetall(keys.suspectReasons(ward));
      return new Map(Object.entries(kept).map(([field, text]) => [field, reasonsIn(text)]));
    },

    async add(ward: string, kind: SuspectKind, code: string, reason: KeptReason): Promise<void> {
      const key = keys.suspectReasons(ward);
      const [count] = await addScript(
        redis,
        [key],
        [reasonKey(kind, code), JSON.stringify(reason), KEPT_OF_ONE],
      );
      if (Number(count) > KEPT) await dropOldest(key);
    },
  };

  async function dropOldest(key: string): Promise<void> {
    const kept = Object.entries(await redis.hgetall(key));
    const last = (text: string): number => reasonsIn(text).at(-1)?.at ?? 0;
    const oldest = kept.toSorted((a, b) => last(a[1]) - last(b[1])).slice(0, DROPPED_AT_ONCE);
    await redis.hdel(key, ...oldest.map(([field]) => field));
  }
}
export type SuspectReasons = ReturnType<typeof createSuspectReasons>;

/** Under which the reasons of a suspect stand. */
export function reasonKey(kind: SuspectKind, code: string): string {
  return `${kind}|${code}`;
}

/** Guarantee: only {@link createSuspectReasons} writes these lines. */
function reasonsIn(text: string): KeptReason[] {
  return text.split("\n").map((line) => JSON.parse(line) as KeptReason);
}
