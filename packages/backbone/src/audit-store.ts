import { ENTITY_KINDS, type EntityKind } from "@nhip/domain";
import { AppError } from "@nhip/contracts";
import type { Redis } from "./connection.ts";
import type { Keys } from "./keys.ts";
import { readLastRev } from "./log.ts";
import { scanKeys } from "./scan.ts";

/** A key of the store as a check reads it: a bucket of counters, or an index. */
export type FigureName = { kind: "counter" | "index"; name: string };
/** Fields of a bucket, or members of an index, with their numbers as Redis writes them. */
export type Figures = Map<string, string>;

/** Reads what is stored as it stands, without an idea of what it ought to be. */
export function createAuditStore(redis: Redis, keys: Keys) {
  const keyOf = (ward: string, { kind, name }: FigureName): string =>
    kind === "counter" ? keys.count(ward, name) : keys.index(ward, name);

  return {
    async readRev(ward: string): Promise<number> {
      return readLastRev(redis, keys, ward);
    },

    /** The mark of the rules by which the counters were made. */
    async readMark(ward: string): Promise<string | null> {
      return redis.get(keys.countedBy(ward));
    },

    /** The stored texts of some entities, in the order asked. */
    async readTexts(ward: string, kind: EntityKind, codes: readonly string[]): Promise<(string | null)[]> {
      return codes.length === 0 ? [] : redis.hmget(keys.entities(ward, kind), ...codes);
    },

    /** How many entities of each kind are stored. */
    async countEntities(ward: string): Promise<Map<EntityKind, number>> {
      const counts = await Promise.all(ENTITY_KINDS.map((kind) => redis.hlen(keys.entities(ward, kind))));
      return new Map(ENTITY_KINDS.map((kind, n) => [kind, counts[n] ?? 0]));
    },

    /** All codes of a kind, some at a time. */
    async *codes(ward: string, kind: EntityKind): AsyncGenerator<string[]> {
      let cursor = "0";
      do {
        const [next, pairs] = await redis.hscan(keys.entities(ward, kind), cursor, "COUNT", 1_000);
        yield pairs.filter((_, n) => n % 2 === 0);
        cursor = next;
      } while (cursor !== "0");
    },

    /** The names of all buckets and indexes that a ward has. */
    async figureNames(ward: string): Promise<FigureName[]> {
      const names: FigureName[] = [];
      for (const kind of ["counter", "index"] as const) {
        const prefix = keyOf(ward, { kind, name: "" });
        const pattern = keys.pattern(ward, kind === "counter" ? "count" : "index");
        for (const key of await scanKeys(redis, pattern))
          names.push({ kind, name: key.slice(prefix.length) });
      }
      return names;
    },

    /** Some buckets and indexes, each as it is when its turn comes. */
    async readFigures(ward: string, names: readonly FigureName[]): Promise<Figures[]> {
      if (names.length === 0) return [];
      const pipeline = redis.pipeline();
      for (const name of names) {
        if (name.kind === "counter") pipeline.hgetall(keyOf(ward, name));
        else pipeline.zrange(keyOf(ward, name), 0, -1, "WITHSCORES");
      }
      return repliesOf(await pipeline.exec()).map(toFigures);
    },

    /** Figures together with the revision at which they stand and the mark of their rules, in one transaction. */
    async readFiguresAt(
      ward: string,
      names: readonly FigureName[],
    ): Promise<{ rev: number; mark: string | null; figures: Figures[] }> {
      const transaction = redis.multi().get(keys.rev(ward)).get(keys.countedBy(ward));
      transaction.xrevrange(keys.log(ward), "+", "-", "COUNT", 1);
      for (const name of names) {
        if (name.kind === "counter") transaction.hgetall(keyOf(ward, name));
        else transaction.zrange(keyOf(ward, name), 0, -1, "WITHSCORES");
      }
      const [rev, mark, newest, ...figures] = repliesOf(await transaction.exec());
      const [entry]: unknown[] = Array.isArray(newest) ? newest : [];
      const logged = Array.isArray(entry) ? Number(String(entry[0]).split("-", 1)[0]) : 0;
      return {
        rev: Math.max(Number(rev ?? 0), logged),
        mark: typeof mark === "string" ? mark : null,
        figures: figures.map(toFigures),
      };
    },
  };
}
export type AuditStore = ReturnType<typeof createAuditStore>;

function repliesOf(replies: [Error | null, unknown][] | null): unknown[] {
  if (replies === null) throw new AppError("store-away", "transaction was cut");
  return replies.map(([error, reply]) => {
    if (error) throw error;
    return reply;
  });
}

function toFigures(reply: unknown): Figures {
  const figures: Figures = new Map();
  if (Array.isArray(reply)) {
    for (let at = 0; at + 1 < reply.length; at += 2) figures.set(String(reply[at]), String(reply[at + 1]));
  } else if (typeof reply === "object" && reply !== null) {
    for (const [field, n] of Object.entries(reply)) figures.set(field, String(n));
  }
  return figures;
}
