import type { WardChange } from "@nhip/backbone";
import { bump, type Counts } from "@nhip/domain";

/** The newest changes kept to bring a bucket up that was read while they went by. */
const MAX_RECENT = 512;

type Cached = { rev: number; fields: Counts };

/**
 * Buckets in memory, each with the revision at which it was read. A change is added to a bucket exactly when it came
 * after that revision, so that buckets read at different moments agree.
 */
export class BucketCache {
  readonly #buckets = new Map<string, Cached>();
  #recent: WardChange[] = [];

  /** Which of these are not in memory. */
  missing(buckets: readonly string[]): string[] {
    return buckets.filter((bucket) => !this.#buckets.has(bucket));
  }

  /** The newest revision at which one of these was read. */
  newestReading(buckets: readonly string[]): number {
    return buckets.reduce((newest, bucket) => Math.max(newest, this.#buckets.get(bucket)?.rev ?? 0), 0);
  }

  get(bucket: string): Counts {
    return this.#buckets.get(bucket)?.fields ?? EMPTY;
  }

  get size(): number {
    return this.#buckets.size;
  }

  /** Adds a change of revision `change.rev` to the buckets that do not hold it yet. */
  apply(change: WardChange): void {
    this.#recent.push(change);
    if (this.#recent.length > MAX_RECENT) this.#recent = this.#recent.slice(-MAX_RECENT / 2);
    for (const name of Object.keys(change.counts)) {
      const cached = this.#buckets.get(name);
      if (cached) applyTo(cached, name, change);
    }
  }

  /** Takes buckets read at `rev` while `applied` was the newest change known. False when too much went by meanwhile. */
  take(buckets: ReadonlyMap<string, Counts>, rev: number, applied: number): boolean {
    const later = this.#recent.filter((change) => change.rev > rev);
    if (applied > rev && later.length !== applied - rev) return false;
    for (const [name, fields] of buckets) {
      const cached: Cached = { rev, fields };
      for (const change of later) applyTo(cached, name, change);
      this.#buckets.set(name, cached);
    }
    return true;
  }

  clear(): void {
    this.#buckets.clear();
    this.#recent = [];
  }
}

const EMPTY: Counts = new Map();

function applyTo(cached: Cached, name: string, change: WardChange): void {
  if (change.rev <= cached.rev) return;
  for (const [field, n] of Object.entries(change.counts[name] ?? {})) bump(cached.fields, field, n);
}
