import { AppError } from "@nhip/contracts";
import type { ErrorCode, KeptEntry, QuarantineEntry, QuarantineSummary, Settlement } from "@nhip/contracts";
import type { Redis } from "./connection.ts";
import type { Keys } from "./keys.ts";
import { newestFirst } from "./newest-first.ts";
import { ADOPT_LUA, KEEP_LUA, SETTLE_LUA } from "./quarantine.lua.ts";
import { comesBack, digestOf, parseKept, partsOf, tailOf, wasSetAside } from "./quarantine-value.ts";

/** The most events a ward's quarantine holds; when it is full, posts with bad lines are turned away whole. */
const MAX_ENTRIES = 50_000;
/** The settled entries that a ward keeps; older ones are counted as forgotten. */
const MAX_SETTLED = 50_000;
/** What one entry remembers of what was done with it. */
const MAX_TRAIL = 20;
/** Entries handed to one script: it must not hold the server up. */
const KEPT_AT_ONCE = 500;

const TALLIES = ["mended", "dismissed", "forgotten"] as const;
type Tallies = Record<(typeof TALLIES)[number], number>;

export type QuarantineFilter = { code?: string | undefined; source?: string | undefined };
type PageOptions = { cursor?: string | undefined; limit: number };
export type SettleResult = "settled" | "seen-again" | "gone";

/** What could not be counted, kept until a person mends it or sets it aside. The same line twice is one entry. */
export function createQuarantine(
  redis: Redis,
  keys: Keys,
  { maxEntries = MAX_ENTRIES, maxSettled = MAX_SETTLED } = {},
) {
  const keysOf = (ward: string): string[] => [
    keys.quarantine(ward),
    keys.quarantine(ward, "order"),
    keys.quarantine(ward, "counts"),
    keys.quarantine(ward, "settled"),
    keys.quarantine(ward, "settled-order"),
  ];
  const run = (script: string, ward: string, args: (string | number)[]): Promise<unknown> =>
    redis.eval(script, 5, ...keysOf(ward), ...args);

  async function read(hash: string, wanted: readonly string[]): Promise<KeptEntry[]> {
    if (wanted.length === 0) return [];
    const values = await redis.hmget(hash, ...wanted);
    return wanted.map((key, n) => parseKept(key, values[n])).filter((entry) => entry !== undefined);
  }

  /** Counts and order of a ward, in one look. */
  async function look(ward: string) {
    const [entries = "", order = "", counts = ""] = keysOf(ward);
    const [count, ordered, tallies, oldest] = await Promise.all([
      redis.hlen(entries),
      redis.zcard(order),
      redis.hgetall(counts),
      redis.zrange(order, 0, 0, "WITHSCORES"),
    ]);
    return {
      count,
      ordered,
      tallies,
      oldestAt: oldest[1] === undefined ? null : Math.floor(Number(oldest[1])),
    };
  }

  /** The same, once entries of an older version have their place. */
  async function overview(ward: string) {
    const found = await look(ward);
    if (found.ordered >= found.count) return found;
    const all = await redis.hgetall(keys.quarantine(ward));
    const args = Object.entries(all).flatMap(([key, value]) => {
      const entry = parseKept(key, value);
      return entry ? [key, entry.firstSeenAt, tailOf(entry)] : [];
    });
    for (let at = 0; at < args.length; at += KEPT_AT_ONCE * 3)
      await run(ADOPT_LUA, ward, args.slice(at, at + KEPT_AT_ONCE * 3));
    return look(ward);
  }

  return {
    /**
     * Keeps entries; rejects with AppError("too-busy") when the ward's quarantine is full. A line that was settled and
     * comes again does not wait again where its event has an id: its source may repeat it for ever.
     */
    async keep(ward: string, entries: readonly QuarantineEntry[]): Promise<void> {
      for (let at = 0; at < entries.length; at += KEPT_AT_ONCE) {
        const part = entries.slice(at, at + KEPT_AT_ONCE);
        const args = part.flatMap((entry) => [
          digestOf(entry),
          tailOf(entry),
          comesBack(entry) ? "1" : "",
          JSON.stringify(entry),
        ]);
        const now = Math.max(...part.map(({ firstSeenAt }) => firstSeenAt));
        if ((await run(KEEP_LUA, ward, [now, maxEntries, part.length, at, ...args])) !== 1)
          throw new AppError("too-busy", `quarantine of ${ward} is full`, { retryAfterSeconds: 60 });
      }
    },

    async count(ward: string): Promise<number> {
      return redis.hlen(keys.quarantine(ward));
    },

    /** Every entry that waits, in no order; for looking through the whole. */
    async list(ward: string): Promise<KeptEntry[]> {
      const all = await redis.hgetall(keys.quarantine(ward));
      return Object.entries(all)
        .map(([key, value]) => parseKept(key, value))
        .filter((entry) => entry !== undefined);
    },

    /** How many wait, by reason and by source, and since when the oldest does. Costs the same however many they are. */
    async summary(ward: string): Promise<QuarantineSummary> {
      const { count, oldestAt, tallies } = await overview(ward);
      const byCode: Partial<Record<ErrorCode, number>> = {};
      const bySource: Record<string, number> = {};
      for (const { code, source, n } of groupsIn(tallies)) {
        byCode[code] = (byCode[code] ?? 0) + n;
        bySource[source] = (bySource[source] ?? 0) + n;
      }
      return { count, oldestAt, byCode, bySource };
    },

    /** Those that wait, newest first. `total` counts what the filter lets through. */
    async page(
      ward: string,
      { code, source, ...options }: PageOptions & QuarantineFilter,
    ): Promise<{ entries: KeptEntry[]; cursor: string | null; total: number }> {
      const { tallies } = await overview(ward);
      const isWanted = (one: { code: string; source: string }): boolean =>
        (code === undefined || one.code === code) && (source === undefined || one.source === source);
      const accept = (tail: string): boolean => isWanted(partsOf(tail));
      const found = await newestFirst(redis, keys.quarantine(ward, "order"), { ...options, accept });
      const total = groupsIn(tallies)
        .filter(isWanted)
        .reduce((sum, { n }) => sum + n, 0);
      return { entries: await read(keys.quarantine(ward), found.keys), cursor: found.cursor, total };
    },

    /** One entry that waits. */
    async find(ward: string, key: string): Promise<KeptEntry | undefined> {
      return parseKept(key, await redis.hget(keys.quarantine(ward), key));
    },

    /**
     * Takes an entry out and remembers what was done with it. A poisoned one that was seen again since it was read
     * stays: the worker has set it aside once more.
     */
    async settleEntry(ward: string, entry: KeptEntry, settlement: Settlement): Promise<SettleResult> {
      const { how, ...rest } = settlement;
      const result = await run(SETTLE_LUA, ward, [
        entry.key,
        tailOf(entry),
        how,
        settlement.at,
        JSON.stringify({ how, ...rest }),
        wasSetAside(entry) ? entry.seen : "",
        maxSettled,
        MAX_TRAIL,
      ]);
      return result === "settled" || result === "seen-again" ? result : "gone";
    },

    /** What was mended or set aside, newest first, with counts of all that ever was. */
    async history(
      ward: string,
      options: PageOptions,
    ): Promise<Tallies & { entries: KeptEntry[]; cursor: string | null }> {
      const found = await newestFirst(redis, keys.quarantine(ward, "settled-order"), options);
      const tallies = await redis.hmget(keys.quarantine(ward, "counts"), ...TALLIES);
      const [mended, dismissed, forgotten] = tallies.map((n) => Number(n ?? 0));
      return {
        mended: mended ?? 0,
        dismissed: dismissed ?? 0,
        forgotten: forgotten ?? 0,
        entries: await read(keys.quarantine(ward, "settled"), found.keys),
        cursor: found.cursor,
      };
    },
  };
}
export type Quarantine = ReturnType<typeof createQuarantine>;

/** The groups of what waits; the other tallies have no space in their name. */
function groupsIn(tallies: Record<string, string>): { code: ErrorCode; source: string; n: number }[] {
  return Object.entries(tallies)
    .filter(([tail]) => tail.includes(" "))
    .map(([tail, n]) => {
      const { code, source } = partsOf(tail);
      return { code: asCode(code), source, n: Number(n) };
    });
}

/** Guarantee: the name was made by {@link tailOf} out of an entry's code. */
function asCode(text: string): ErrorCode {
  return text as ErrorCode;
}
