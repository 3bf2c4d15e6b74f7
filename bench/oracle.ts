import { DossierFacts, Instant, WardSettings, type WardEvent } from "@nhip/contracts";
import { createRules, foldBatch, toBuckets } from "@nhip/domain";
import type { WireDossierEvent } from "@nhip/sample";
import { SOURCE, type Store } from "./store.ts";

const RULES = createRules(WardSettings.parse({ id: "bench", name: "bench" }).rules);
const MAX_TOLD = 5;

/** An event as it stands inside the house. */
function asWardEvent({ id, type, subject, time, data }: WireDossierEvent): WardEvent {
  return { id: `${SOURCE}/${id}`, type, subject, time: Instant.parse(time), data: DossierFacts.parse(data) };
}

/**
 * Holds every counter of a ward against one undisturbed fold of the same events in memory. Returns what differs, a
 * line each; nothing when the counters are exact. `events` are all that the ward ever got.
 */
export async function differences(
  { redis, keys, ward }: Store,
  id: string,
  events: readonly WireDossierEvent[],
): Promise<string[]> {
  const expected = toBuckets(foldBatch(new Map(), events.map(asWardEvent), RULES).counts);
  const stem = keys.count(id, "");
  const there = (await redis.keys(`${stem}*`)).map((key) => key.slice(stem.length));
  const { buckets } = await ward.readBuckets(id, [...new Set([...expected.keys(), ...there])]);
  const faults: string[] = [];
  for (const [bucket, found] of buckets) {
    const wanted = expected.get(bucket) ?? new Map<string, number>();
    for (const field of new Set([...wanted.keys(), ...found.keys()])) {
      const should = wanted.get(field) ?? 0;
      const is = found.get(field) ?? 0;
      if (is !== should) faults.push(`${id} ${bucket} ${field}: ${is} instead of ${should}`);
    }
  }
  return faults.length > MAX_TOLD
    ? [...faults.slice(0, MAX_TOLD), `${id}: ${faults.length - MAX_TOLD} more`]
    : faults;
}
