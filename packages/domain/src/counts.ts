import { dayOf, startOfDay, type Day } from "./civil-day.ts";

/**
 * Counters by address. An address is `<day>/<field>` for what stands on a day, and `<day>@<ms of day>/<field>` for the
 * instant of a state that time alone moves. A field is `measure|field of work|channel|level`.
 */
export type Counts = Map<string, number>;

/** Adds `n` on the day of `atMs`, and at its instant too when `byClock`. */
export function addCount(counts: Counts, atMs: number, field: string, n: number, byClock = false): void {
  const day = dayOf(atMs);
  bump(counts, `${day}/${field}`, n);
  if (byClock) bump(counts, `${day}@${atMs - startOfDay(day)}/${field}`, n);
}

/** Adds `n` to one counter; a counter at zero does not exist. */
export function bump(counts: Counts, key: string, n: number): void {
  const sum = (counts.get(key) ?? 0) + n;
  if (sum === 0) counts.delete(key);
  else counts.set(key, sum);
}

/** Adds all of `from`, `sign` times, to `into`. */
export function addAll(into: Counts, from: Counts, sign: 1 | -1): void {
  for (const [key, n] of from) bump(into, key, n * sign);
}

/** The days on which a dossier stands in the counters. */
export function daysIn(counts: Counts): Set<Day> {
  const days = new Set<Day>();
  for (const key of counts.keys()) days.add(key.slice(0, 10));
  return days;
}

/**
 * Counters by address, spread over the buckets in which they are stored: the day, its month, its year
 * (`d:2022-12-05`, `m:2022-12`, `y:2022`), and the day's clock (`c:2022-12-05`, fields `<ms of day>@<field>`).
 */
export function toBuckets(counts: Counts): Map<string, Counts> {
  const buckets = new Map<string, Counts>();
  for (const [address, n] of counts) {
    const day = address.slice(0, 10);
    const slash = address.indexOf("/");
    const field = address.slice(slash + 1);
    if (slash > 10) {
      into(buckets, `c:${day}`, `${address.slice(11, slash)}@${field}`, n);
      continue;
    }
    into(buckets, `d:${day}`, field, n);
    into(buckets, `m:${day.slice(0, 7)}`, field, n);
    into(buckets, `y:${day.slice(0, 4)}`, field, n);
  }
  for (const [bucket, fields] of buckets) if (fields.size === 0) buckets.delete(bucket);
  return buckets;
}

function into(buckets: Map<string, Counts>, bucket: string, field: string, n: number): void {
  let fields = buckets.get(bucket);
  if (!fields) buckets.set(bucket, (fields = new Map()));
  bump(fields, field, n);
}
