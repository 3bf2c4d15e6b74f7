import type { Redis } from "./connection.ts";
import type { Keys } from "./keys.ts";
import { scanKeys, unlinkAll } from "./scan.ts";

/** What a house keeps beside its logs, by a name that a backup may rely on. */
export type HouseValue = { name: string; value: string | Record<string, string> };

const TRAIL = "trail";
const TRAIL_HEAD = "trailHead";

/**
 * What a backup takes along that is not in a log: settings, keys of sources, accounts and how they arranged their pages, screens,
 * the audit log, what waits to be mended. Sessions are left behind: everybody signs in again.
 */
export function createVault(redis: Redis, keys: Keys) {
  const hashes: Record<string, string> = {
    wards: keys.wards,
    alerting: keys.alerting,
    apiKeys: keys.apiKeys,
    accounts: keys.accounts,
    accountNames: keys.accountNames,
    accountSubjects: keys.accountSubjects,
    screens: keys.screens,
  };
  const strings: Record<string, string> = { sampleEnded: keys.sampleEnded, sampleLoaded: keys.sampleLoaded };
  const wardHashes = (ward: string): Record<string, string> => ({
    quarantine: keys.quarantine(ward),
    quarantineCounts: keys.quarantine(ward, "counts"),
    quarantineSettled: keys.quarantine(ward, "settled"),
    sources: keys.sources(ward),
    suspectReasons: keys.suspectReasons(ward),
    layouts: keys.layouts(ward),
  });
  const wardOrders = (ward: string): Record<string, string> => ({
    quarantineOrder: keys.quarantine(ward, "order"),
    quarantineSettledOrder: keys.quarantine(ward, "settled-order"),
  });

  /** The audit log line by line with its ids, and its head as of the same moment: the chain holds afterwards. */
  async function readTrail(): Promise<HouseValue[]> {
    const [lines, head] = (await redis.multi().xrange(keys.trail, "-", "+").get(keys.trailHead).exec()) ?? [];
    const failed = lines?.[0] ?? head?.[0];
    if (failed) throw failed;
    if (typeof head?.[1] !== "string") return [];
    const entries = (lines?.[1] ?? []) as [id: string, fields: string[]][];
    const value = Object.fromEntries(entries.map(([id, fields]) => [id, JSON.stringify(fields)]));
    return [
      { name: TRAIL, value },
      { name: TRAIL_HEAD, value: head[1] },
    ];
  }
  /** In the place of what an empty store may have written down meanwhile: a chain has one beginning. */
  function writeTrail(transaction: ReturnType<Redis["multi"]>, lines: Record<string, string>): void {
    transaction.del(keys.trail);
    for (const [id, fields] of Object.entries(lines))
      transaction.xadd(keys.trail, id, ...(JSON.parse(fields) as string[]));
  }

  return {
    async readHouse(): Promise<HouseValue[]> {
      const values: HouseValue[] = [];
      for (const [name, key] of Object.entries(hashes))
        values.push({ name, value: await redis.hgetall(key) });
      for (const [name, key] of Object.entries(strings)) {
        const value = await redis.get(key);
        if (value !== null) values.push({ name, value });
      }
      return [...values, ...(await readTrail())];
    },

    /** What a ward keeps beside its log, as at one moment. */
    async readWard(ward: string): Promise<HouseValue[]> {
      const [hashed, ordered] = [Object.entries(wardHashes(ward)), Object.entries(wardOrders(ward))];
      const transaction = redis.multi();
      for (const [, key] of hashed) transaction.hgetall(key);
      for (const [, key] of ordered) transaction.zrange(key, 0, -1, "WITHSCORES");
      const replies = (await transaction.exec()) ?? [];
      return [...hashed, ...ordered].map(([name], n) => {
        const [error, reply] = replies[n] ?? [new Error("transaction was cut")];
        if (error) throw error;
        return { name, value: Array.isArray(reply) ? toScores(reply.map(String)) : toTexts(reply) };
      });
    },

    /** Writes a value of a ward under its name; names that this version does not know are an Error. */
    async writeWard(ward: string, { name, value }: HouseValue): Promise<void> {
      const key = wardHashes(ward)[name];
      const order = wardOrders(ward)[name];
      if (typeof value === "string" || (key ?? order) === undefined)
        throw new Error(`unknown part of a backup: ${name}`);
      const members = Object.entries(value);
      if (members.length === 0) return;
      if (key !== undefined) await redis.hset(key, value);
      else if (order !== undefined)
        await redis.zadd(order, ...members.flatMap(([member, score]) => [score, member]));
    },

    /** True when no ward is known: nobody can have sent anything. */
    hasNoWards: async (): Promise<boolean> => (await redis.exists(keys.wards)) === 0,

    /** True when no ward and no log is there. */
    async isEmpty(): Promise<boolean> {
      if ((await redis.exists(keys.wards)) === 1) return false;
      return (await scanKeys(redis, keys.log("*"))).size === 0;
    },

    /** True while a restore is not finished. */
    isRestoring: async (): Promise<boolean> => (await redis.exists(keys.restoring)) === 1,

    /** Says that a restore begins: from here to the end, what is in the store is only a part. */
    beginRestore: async (now: number): Promise<void> => void (await redis.set(keys.restoring, String(now))),

    /** Writes what the house keeps and says that the restore is finished, at once: from here on its wards are to be seen. */
    async finishRestore(values: readonly HouseValue[]): Promise<void> {
      const transaction = redis.multi();
      for (const { name, value } of values) {
        if (name === TRAIL && typeof value !== "string") {
          writeTrail(transaction, value);
          continue;
        }
        const key = name === TRAIL_HEAD ? keys.trailHead : (hashes[name] ?? strings[name]);
        if (key === undefined) throw new Error(`unknown part of a backup: ${name}`);
        if (typeof value === "string") transaction.set(key, value);
        else if (Object.keys(value).length > 0) transaction.hset(key, value);
      }
      transaction.del(keys.restoring);
      for (const [error] of (await transaction.exec()) ?? []) if (error) throw error;
    },

    /** Removes all that an unfinished restore has written. */
    async clearUnfinished(): Promise<void> {
      const left = await scanKeys(redis, keys.everything);
      left.delete(keys.restoring);
      await unlinkAll(redis, left);
    },
  };
}
export type Vault = ReturnType<typeof createVault>;

/** Scores by member, out of the flat reply. */
function toScores(reply: readonly string[]): Record<string, string> {
  const scores: Record<string, string> = {};
  for (let at = 0; at + 1 < reply.length; at += 2) scores[reply[at] ?? ""] = reply[at + 1] ?? "0";
  return scores;
}

function toTexts(reply: unknown): Record<string, string> {
  if (typeof reply !== "object" || reply === null) return {};
  return Object.fromEntries(Object.entries(reply).map(([field, text]) => [field, String(text)]));
}
