import { WardSettings, type WardEvent } from "@nhip/contracts";
import { createRules, foldBatch, toBuckets } from "@nhip/domain";
import { SOURCE, type Stack } from "./stack.ts";

/** The rules of a ward that has set none. */
export const RULES = createRules(WardSettings.parse({ id: "w", name: "w" }).rules);
const ALL_LOG_ENTRIES = 1_000_000;

/** Counters by bucket and field. */
export type Plain = Record<string, Record<string, number>>;

/** The counters of an undisturbed run: one fold of everything in memory, once. */
export function undisturbed(events: readonly WardEvent[]): Plain {
  const { counts } = foldBatch(new Map(), events, RULES);
  return sorted(toBuckets(counts));
}

/** The counters of a ward as they lie in Redis, each bucket that there is. */
export async function storedBuckets({ admin, keys, store }: Stack, ward: string): Promise<Plain> {
  const prefix = keys.count(ward, "");
  const names = (await admin.keys(`${prefix}*`)).map((key) => key.slice(prefix.length));
  return sorted((await store.readBuckets(ward, names)).buckets);
}

function sorted(buckets: ReadonlyMap<string, ReadonlyMap<string, number>>): Plain {
  const byName = [...buckets].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(
    byName.map(([name, fields]) => [
      name,
      Object.fromEntries([...fields].toSorted(([a], [b]) => (a < b ? -1 : 1))),
    ]),
  );
}

/** Every event of the ward's log, oldest first, with the id that its sender gave it: inside, the source stands before it. */
export async function loggedEvents({ store }: Stack, ward: string): Promise<WardEvent[]> {
  const events = await store.readNewestEvents(ward, ALL_LOG_ENTRIES);
  return events.toReversed().map((event) => ({ ...event, id: sentId(event.id) }));
}

/** An event's id as its sender gave it. */
export const sentId = (id: string): string => id.slice(SOURCE.length + 1);
