import { ENTITY_KINDS, type Counts, type EntityKind, type EntityRef, type IndexMove } from "@nhip/domain";
import { encodeStored, type Stored } from "./codec.ts";
import type { Redis } from "./connection.ts";
import { SWITCH_LUA } from "./draft.lua.ts";
import type { Keys } from "./keys.ts";
import { scanKeys, unlinkAll } from "./scan.ts";
import { script } from "./script.ts";
import { createWardStore } from "./ward-store.ts";

/** While it holds, nothing commits to the ward; it ends by itself when the rebuild dies. */
const HOLD_MS = 5_000;
const AT_ONCE = 1_000;
const DRAFT_KEY = /\{([^}]+)\}:draft:([^:]+):/;

const switchScript = script(SWITCH_LUA);

/**
 * A ward's figures written beside the live ones, until they take their place. `token` names the rebuild, which must hold
 * the ward's lease under it: a draft of another one never takes over.
 */
export function createDraft(redis: Redis, keys: Keys, ward: string, token: string) {
  const own = keys.draft(token);
  /** What was written, by the name it will have. */
  const written = new Map<string, string>();
  const draftOf = (name: (from: Keys) => string): string => {
    written.set(name(keys), name(own));
    return name(own);
  };

  return {
    /** Removes what unfinished rebuilds left, and says that from here on this one is whole. */
    async begin(): Promise<void> {
      await clearDrafts(redis, keys, ward);
      written.clear();
      await redis.set(keys.draftWhole(ward, token), token);
    },

    /** Removes what this rebuild wrote. */
    async clear(): Promise<void> {
      const left = [...(await scanKeys(redis, keys.pattern(ward, "draft")))];
      await unlinkAll(
        redis,
        left.filter((key) => key.includes(`:draft:${token}:`)),
      );
    },

    /** Reads histories back out of the draft, by address. */
    readStored: (refs: readonly EntityRef[]): Promise<Map<string, Stored>> =>
      createWardStore(redis, own).readStored(ward, refs),

    /** Writes histories and index places. */
    async put(
      entities: readonly { ref: EntityRef; stored: Stored }[],
      moves: readonly IndexMove[],
    ): Promise<void> {
      const pipeline = redis.pipeline();
      const byKind = new Map<EntityKind, string[]>();
      for (const { ref, stored } of entities) {
        const fields = byKind.get(ref.kind) ?? [];
        fields.push(ref.key, encodeStored(stored));
        byKind.set(ref.kind, fields);
      }
      for (const [kind, fields] of byKind)
        pipeline.hset(
          draftOf((from) => from.entities(ward, kind)),
          ...fields,
        );
      for (const { index, member, score } of moves) {
        const key = draftOf((from) => from.index(ward, index));
        if (score === null) pipeline.zrem(key, member);
        else pipeline.zadd(key, score === Infinity ? "+inf" : score, member);
      }
      for (const [error] of (await pipeline.exec()) ?? []) if (error) throw error;
    },

    /** Writes buckets whole, in the place of what the draft held of them. */
    async putCounts(buckets: Iterable<[bucket: string, fields: Counts]>): Promise<void> {
      let pipeline = redis.pipeline();
      const flush = async () => {
        for (const [error] of (await pipeline.exec()) ?? []) if (error) throw error;
        pipeline = redis.pipeline();
      };
      for (const [bucket, fields] of buckets) {
        const key = draftOf((from) => from.count(ward, bucket));
        pipeline.del(key);
        if (fields.size > 0) pipeline.hset(key, fields);
        if (pipeline.length > AT_ONCE) await flush();
      }
      await flush();
    },

    /** Stops commits to the ward for a moment. `false` when somebody else does so. */
    async hold(): Promise<boolean> {
      if ((await redis.set(keys.hold(ward), token, "PX", HOLD_MS, "NX")) === "OK") return true;
      // Ours all the same, when the reply was lost and the client asked again.
      return (await redis.get(keys.hold(ward))) === token;
    },

    /** Lets commits go on. */
    async release(): Promise<void> {
      if ((await redis.get(keys.hold(ward))) === token) await redis.del(keys.hold(ward));
    },

    /** All live counters and indexes, by key. */
    async liveKeys(): Promise<Set<string>> {
      const [counts, indexes] = await Promise.all([
        scanKeys(redis, keys.pattern(ward, "count")),
        scanKeys(redis, keys.pattern(ward, "index")),
      ]);
      return new Set([...counts, ...indexes]);
    },

    /**
     * Takes the place of the live figures if the ward still stands at `rev` and is held. Resolves to the new revision, or to
     * `null` when the ward went on meanwhile. Rejects when the lease was lost, and with it the draft.
     */
    async takeOver(request: {
      rev: number;
      mark: string;
      at: number;
      live: ReadonlySet<string>;
    }): Promise<number | null> {
      const { rev, mark, at, live } = request;
      const entities = ENTITY_KINDS.map((kind) => keys.entities(ward, kind));
      const given = [...live, ...entities].filter((key) => !written.has(key));
      const pairs = [...written].flatMap(([name, draft]) => [draft, name]);
      const [next] = await switchScript(
        redis,
        [
          keys.rev(ward),
          keys.log(ward),
          keys.countedBy(ward),
          keys.hold(ward),
          keys.upkeep(ward),
          keys.draftWhole(ward, token),
          ...given,
          ...pairs,
        ],
        [rev, token, mark, at, "recount", keys.changes(ward), given.length],
      );
      if (next === -1) throw new Error(`the rebuild of ${ward} has lost its lease; nothing was changed`);
      return next === 0 ? null : Number(next);
    },
  };
}
export type Draft = ReturnType<typeof createDraft>;

/** Removes drafts of a ward, or (`*`) of all wards, but for those of rebuilds that hold their ward's lease. */
export async function clearDrafts(redis: Redis, keys: Keys, ward: string): Promise<void> {
  const left = [...(await scanKeys(redis, keys.pattern(ward, "draft")))];
  const holders = new Map<string, string | null>();
  const dead: string[] = [];
  for (const key of left) {
    const [, of, token] = DRAFT_KEY.exec(key) ?? [];
    if (of === undefined || token === undefined) continue;
    if (!holders.has(of)) holders.set(of, await redis.get(keys.upkeep(of)));
    if (holders.get(of) !== token) dead.push(key);
  }
  await unlinkAll(redis, dead);
}
