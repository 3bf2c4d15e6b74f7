import { AppError, type WardEvent } from "@nhip/contracts";
import { addressOf, type Counts, type EntityKind, type EntityRef, type History } from "@nhip/domain";
import { NOTHING_STORED, decodeStored, eventOfRow, type Stored } from "./codec.ts";
import type { Redis } from "./connection.ts";
import type { Keys } from "./keys.ts";
import { readNewestEntries, rowsOf } from "./log.ts";

/** Buckets as they stood at one revision. */
export type BucketReading = { rev: number; buckets: Map<string, Counts> };

/** Reads what commits have written. Every method is one round trip and rejects when Redis does. */
export function createWardStore(redis: Redis, keys: Keys) {
  /** The stored histories of some entities, by address. */
  async function readStored(ward: string, refs: readonly EntityRef[]): Promise<Map<string, Stored>> {
    const found = new Map<string, Stored>();
    const byKind = new Map<EntityKind, string[]>();
    for (const { kind, key } of refs) byKind.set(kind, [...(byKind.get(kind) ?? []), key]);
    await Promise.all(
      [...byKind].map(async ([kind, codes]) => {
        const states = await redis.hmget(keys.entities(ward, kind), ...codes);
        codes.forEach((key, n) => {
          const text = states[n];
          found.set(addressOf({ kind, key }), text ? decodeStored(key, text) : NOTHING_STORED);
        });
      }),
    );
    return found;
  }

  return {
    readStored,

    /** The histories of dossiers by code, in the order asked; codes that are not there are left out. */
    async readDossiers(
      ward: string,
      codes: readonly string[],
    ): Promise<{ code: string; history: History }[]> {
      if (codes.length === 0) return [];
      const stored = await readStored(
        ward,
        codes.map((key) => ({ kind: "dossier", key })),
      );
      return codes.flatMap((code) => {
        const history = stored.get(addressOf({ kind: "dossier", key: code }))?.history ?? [];
        return history.length > 0 ? [{ code, history }] : [];
      });
    },

    /** All histories of reports, targets or claims; they are few. */
    async readAll(ward: string, kind: Exclude<EntityKind, "dossier">): Promise<History[]> {
      const states = await redis.hgetall(keys.entities(ward, kind));
      return Object.entries(states).map(([key, text]) => decodeStored(key, text).history);
    },

    /** Some buckets and the revision at which they stood, read in one transaction. */
    async readBuckets(ward: string, buckets: readonly string[]): Promise<BucketReading> {
      const transaction = redis.multi().get(keys.rev(ward));
      for (const bucket of buckets) transaction.hgetall(keys.count(ward, bucket));
      const replies = await transaction.exec();
      if (!replies) throw new AppError("store-away", "transaction was cut");
      const [rev, ...hashes] = replies.map(([error, reply]) => {
        if (error) throw error;
        return reply;
      });
      return {
        rev: Number(rev ?? 0),
        buckets: new Map(buckets.map((bucket, n) => [bucket, toCounts(hashes[n])])),
      };
    },

    async readRev(ward: string): Promise<number> {
      return Number((await redis.get(keys.rev(ward))) ?? 0);
    },

    /** Codes in an index from score `from` to `to`, ascending, at most `limit` after `offset`. */
    async readIndex(
      ward: string,
      index: string,
      range: { from: number; to: number; offset: number; limit: number },
    ): Promise<string[]> {
      return redis.zrangebyscore(
        keys.index(ward, index),
        bound(range.from),
        bound(range.to),
        "LIMIT",
        range.offset,
        range.limit,
      );
    },

    async countIndex(ward: string, index: string, from: number, to: number): Promise<number> {
      return redis.zcount(keys.index(ward, index), bound(from), bound(to));
    },

    /** Codes that stand on each of some days. */
    async readDays(ward: string, days: readonly string[]): Promise<string[][]> {
      if (days.length === 0) return [];
      const pipeline = redis.pipeline();
      for (const day of days) pipeline.zrange(keys.index(ward, `day:${day}`), 0, -1);
      const replies = (await pipeline.exec()) ?? [];
      return replies.map(([error, reply]) => {
        if (error) throw error;
        return Array.isArray(reply) ? reply.map(String) : [];
      });
    },

    /** The newest committed events, newest first, out of at most `entries` log entries. */
    async readNewestEvents(ward: string, entries: number): Promise<WardEvent[]> {
      const newest = await readNewestEntries(redis, keys, ward, entries);
      return newest.flatMap((entry) => rowsOf(entry).map(eventOfRow).toReversed());
    },
  };
}
export type WardStore = ReturnType<typeof createWardStore>;

function bound(score: number): string {
  return score === Infinity ? "+inf" : score === -Infinity ? "-inf" : String(score);
}

function toCounts(reply: unknown): Counts {
  if (typeof reply !== "object" || reply === null) return new Map();
  return new Map(Object.entries(reply).map(([field, n]) => [field, Number(n)]));
}
