import { AppError } from "@nhip/contracts";
import type { History } from "@nhip/domain";
import { decodeStored } from "./codec.ts";
import type { Redis } from "./connection.ts";
import type { Keys } from "./keys.ts";
import { createLog, rowsOf } from "./log.ts";

const DOSSIERS_AT_ONCE = 200;
/** So many commits a look into the past may have to leave out; a ward does not make them while one is answered. */
const MAX_ENTRIES = 5_000;

export type FoundDossier = { code: string; history: History };
/** The ids of the events that some commits brought, by dossier. */
export type EventIds = Map<string, Set<string>>;

/**
 * Dossiers as they stood at a revision, while the ward goes on: what later commits brought is told by the log and left out.
 * A commit writes dossier and log together, so a history read before the log has nothing that the log does not tell.
 */
export function createPastStore(redis: Redis, keys: Keys) {
  const log = createLog(redis, keys);

  /** What commits `from` to `to` (both inclusive) brought; `null` where there are too many, or the log has not all of them. */
  async function eventIds(ward: string, from: number, to: number): Promise<EventIds | null> {
    const ids: EventIds = new Map();
    let next = from;
    if (to - from >= MAX_ENTRIES && to !== Number.MAX_SAFE_INTEGER) return null;
    for await (const entries of log.read(ward, from, to)) {
      for (const entry of entries) {
        if (entry.rev !== next || next - from >= MAX_ENTRIES) return null;
        next += 1;
        for (const [code, id] of rowsOf(entry)) {
          if (code === "") continue;
          const known = ids.get(code);
          if (known) known.add(id);
          else ids.set(code, new Set([id]));
        }
      }
    }
    return to === Number.MAX_SAFE_INTEGER || next === to + 1 ? ids : null;
  }

  /** Follows the commits after `rev`, so that they can be left out. */
  function laterThan(ward: string, rev: number) {
    const later: EventIds = new Map();
    let seen = rev;
    return async (): Promise<EventIds> => {
      for await (const entries of log.read(ward, seen + 1, Number.MAX_SAFE_INTEGER)) {
        for (const entry of entries) {
          if (entry.rev !== seen + 1 || entry.rev - rev > MAX_ENTRIES)
            throw new AppError("too-busy", `ward ${ward} went on too far`, { retryAfterSeconds: 1 });
          seen = entry.rev;
          for (const [code, id] of rowsOf(entry)) later.set(code, (later.get(code) ?? new Set()).add(id));
        }
      }
      return later;
    };
  }

  return {
    eventIds,

    /** Some dossiers as they stood at revision `rev`; codes that were not there yet are left out. */
    async read(ward: string, codes: readonly string[], rev: number): Promise<FoundDossier[]> {
      const follow = laterThan(ward, rev);
      const found: FoundDossier[] = [];
      for (let at = 0; at < codes.length; at += DOSSIERS_AT_ONCE) {
        const some = codes.slice(at, at + DOSSIERS_AT_ONCE);
        const states = await redis.hmget(keys.entities(ward, "dossier"), ...some);
        const rows = some.map((code, n): [string, string | null] => [code, states[n] ?? null]);
        found.push(...decode(rows, await follow()));
      }
      return found;
    },

    /** All dossiers as they stood at revision `rev`, a few at a time, each once. */
    async *scan(ward: string, rev: number): AsyncGenerator<FoundDossier[]> {
      const follow = laterThan(ward, rev);
      const seen = new Set<string>();
      let cursor = "0";
      do {
        const [next, flat] = await redis.hscan(
          keys.entities(ward, "dossier"),
          cursor,
          "COUNT",
          DOSSIERS_AT_ONCE,
        );
        cursor = next;
        const rows: [string, string | null][] = [];
        for (let at = 0; at + 1 < flat.length; at += 2) {
          const code = flat[at] ?? "";
          if (seen.has(code)) continue;
          seen.add(code);
          rows.push([code, flat[at + 1] ?? null]);
        }
        const later = await follow();
        for (let at = 0; at < rows.length; at += DOSSIERS_AT_ONCE)
          yield decode(rows.slice(at, at + DOSSIERS_AT_ONCE), later);
      } while (cursor !== "0");
    },
  };
}
export type PastStore = ReturnType<typeof createPastStore>;

/** The history without the events of some ids. */
export function without(history: History, ids: ReadonlySet<string> | undefined): History {
  return ids === undefined ? history : history.filter(({ id }) => !ids.has(id));
}

function decode(rows: readonly [string, string | null][], later: EventIds): FoundDossier[] {
  return rows.flatMap(([code, text]) => {
    const history = text === null ? [] : without(decodeStored(code, text).history, later.get(code));
    return history.length > 0 ? [{ code, history }] : [];
  });
}
