import { eventOfRow, rowsOf, type LogEntry, type LogRow, type Stored } from "@nhip/backbone";
import {
  dossierEvents,
  entityOf,
  merge,
  standingOf,
  toBuckets,
  type Counts,
  type EntityRef,
  type Rules,
} from "@nhip/domain";

/** So many events are held in memory at a time; a longer log is gone through several times. */
const EVENTS_AT_ONCE = 200_000;
const ENTITIES_AT_ONCE = 500;

/** One dossier (or report, target, claim) as the log says it must be. */
export type Recounted = {
  ref: EntityRef;
  stored: Stored;
  /** As it was when it had that version; a store that is read while it works may hold any of them. */
  storedAt: (version: number) => Stored;
  /** What it adds to the counters, by bucket and field. */
  buckets: Map<string, Counts>;
  /** Where it stands in the indexes. */
  scores: Map<string, number>;
};

/**
 * Works out from the log alone what a ward's store must hold, a few entities at a time, each once. Memory follows the
 * bound above and not the log: in each pass only the dossiers whose code falls into its share are put together.
 *
 * @param read the log from its beginning; called once a pass
 * @param events how many events it has, roughly
 */
export async function* recount(
  read: () => AsyncIterable<LogEntry[]>,
  events: number,
  rules: Rules,
): AsyncGenerator<Recounted[]> {
  const shares = Math.max(1, Math.ceil(events / EVENTS_AT_ONCE));
  for (let share = 0; share < shares; share++) {
    const gathered = new Map<string, Gathered>();
    for await (const entries of read()) {
      for (const entry of entries) {
        for (const row of rowsOf(entry)) if (shareOf(row, shares) === share) gather(gathered, row, entry.rev);
      }
    }
    let some: Recounted[] = [];
    for (const one of gathered.values()) {
      some.push(settle(one, rules));
      if (some.length < ENTITIES_AT_ONCE) continue;
      yield some;
      some = [];
    }
    if (some.length > 0) yield some;
  }
}

/** Rows are kept as they are until their turn comes: they take less room. `since[n]` is the version that brought `rows[n]`. */
type Gathered = { ref: EntityRef; rows: LogRow[]; since: number[]; version: number; lastRev: number };

/** A version is the number of commits that brought an entity something. */
function gather(into: Map<string, Gathered>, row: LogRow, rev: number): void {
  const ref = refOf(row);
  const address = ref.kind === "dossier" ? ref.key : `${ref.kind}\t${ref.key}`;
  const one = into.get(address);
  if (!one) {
    into.set(address, { ref, rows: [row], since: [1], version: 1, lastRev: rev });
    return;
  }
  if (one.lastRev !== rev) {
    one.version += 1;
    one.lastRev = rev;
  }
  one.rows.push(row);
  one.since.push(one.version);
}

function refOf(row: LogRow): EntityRef {
  return row[0] === "" ? entityOf(eventOfRow(row)) : { kind: "dossier", key: row[0] };
}

function settle({ ref, rows, since, version }: Gathered, rules: Rules): Recounted {
  const events = rows.map(eventOfRow);
  const storedAt = (at: number): Stored => ({
    version: at,
    history: merge([], at >= version ? events : events.filter((_, n) => (since[n] ?? 0) <= at)).history,
  });
  const stored = storedAt(version);
  const { counts, scores } = standingOf(ref.kind === "dossier" ? dossierEvents(stored.history) : [], rules);
  return { ref, stored, storedAt, buckets: toBuckets(counts), scores };
}

/** Statements are few and name what they speak of inside: they all fall into the first share. */
function shareOf([subject]: LogRow, shares: number): number {
  if (shares === 1 || subject === "") return 0;
  let hash = 0x811c9dc5;
  for (let i = 0; i < subject.length; i++) hash = Math.imul(hash ^ subject.charCodeAt(i), 0x01000193) >>> 0;
  return hash % shares;
}

/** Adds the buckets of one entity to those of a ward. */
export function addBuckets(into: Map<string, Counts>, from: ReadonlyMap<string, Counts>): void {
  for (const [bucket, fields] of from) {
    let sum = into.get(bucket);
    if (!sum) into.set(bucket, (sum = new Map()));
    for (const [field, n] of fields) {
      const next = (sum.get(field) ?? 0) + n;
      if (next === 0) sum.delete(field);
      else sum.set(field, next);
    }
  }
}
