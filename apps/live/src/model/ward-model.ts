import type { Changes, PastStore, Recounted, Resettled, WardChange, WardStore, Wards } from "@nhip/backbone";
import { AppError, type WardSettings } from "@nhip/contracts";
import {
  createCatalogue,
  createRules,
  type Catalogue,
  type Counts,
  type History,
  type Rules,
} from "@nhip/domain";
import { BucketCache } from "./bucket-cache.ts";
import { Past } from "./past.ts";

/** More buckets than this (about eight years of days) are dropped and read again. */
const MAX_BUCKETS = 3_000;
/** How long a reader waits for changes that the store has and this process has not heard of. */
const CATCH_UP_MS = 1_000;
const MAX_TRIES = 5;

export type Statements = { report: History[]; target: History[]; claim: History[] };
export type WardModelDeps = {
  ward: string;
  store: WardStore;
  pastStore: PastStore;
  wards: Wards;
  changes: Changes;
  now: () => number;
  /** Hears that the store has lost commits that this process had seen. */
  onWentBack?: (ward: string, back: WentBack) => void;
};
/** The revision fell: an older copy of the store was put back, or a failover lost commits. `at` ms since the epoch. */
export type WentBack = { at: number; from: number; to: number };
/** `applied`: one change. `resynced`: everything was read anew. */
export type ModelNews = { kind: "applied"; change: WardChange } | { kind: "resynced" };

/** One watched ward in memory: loaded once, moved by published changes in revision order, read anew after a gap. */
export class WardModel {
  readonly ward: string;
  rev = 0;
  lastEventAt: number | null = null;
  /** Set when the store went back under our eyes; screens say so. */
  wentBack: WentBack | null = null;
  settings: WardSettings;
  rules: Rules;
  catalogue: Catalogue;
  statements: Statements = { report: [], target: [], claim: [] };
  /** The ward as it stood at moments gone by. */
  readonly past: Past;
  readonly #deps: WardModelDeps;
  readonly #cache = new BucketCache();
  readonly #listeners = new Set<(news: ModelNews) => void>();
  #queue: WardChange[] = [];
  #draining = false;
  #lastHeard = 0;
  #resyncing: Promise<void> | null = null;

  private constructor(deps: WardModelDeps, settings: WardSettings) {
    this.#deps = deps;
    this.ward = deps.ward;
    this.past = new Past(deps.pastStore, deps.ward);
    this.settings = settings;
    this.rules = createRules(settings.rules);
    this.catalogue = createCatalogue(settings.catalogue);
  }

  /** Opens a ward. Rejects with AppError("unknown-ward"), or with Redis's error when the store is away. */
  static async open(deps: WardModelDeps): Promise<WardModel> {
    const settings = await deps.wards.find(deps.ward);
    if (!settings) throw new AppError("unknown-ward");
    const model = new WardModel(deps, settings);
    await deps.changes.follow(deps.ward, (change) => model.#hear(change));
    await model.resync();
    return model;
  }

  onNews(listener: (news: ModelNews) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  bucket(name: string): Counts {
    return this.#cache.get(name);
  }

  /** Brings buckets into memory, all as they stand at `rev`. */
  async ensure(buckets: readonly string[]): Promise<void> {
    for (let tries = 0; tries < MAX_TRIES; tries++) {
      if (this.#cache.size > MAX_BUCKETS) this.#cache.clear();
      const missing = this.#cache.missing(buckets);
      if (missing.length > 0) {
        const reading = await this.#deps.store.readBuckets(this.ward, missing);
        if (!this.#cache.take(reading.buckets, reading.rev, this.rev)) continue;
      }
      const newest = this.#cache.newestReading(buckets);
      if (this.#cache.missing(buckets).length === 0 && newest <= this.rev) return;
      await this.#catchUp(newest);
    }
    throw new AppError("store-away", `ward ${this.ward} does not settle`, { retryAfterSeconds: 1 });
  }

  /** Compares with the store's revision and reads anew when a change was missed or the store went back. */
  async checkAgainst(storeRev: number): Promise<void> {
    if (storeRev > this.rev) await this.#catchUp(storeRev);
    else if (storeRev < this.rev) await this.resync();
  }

  /** Forgets what is in memory and reads it anew. */
  resync(): Promise<void> {
    this.#resyncing ??= this.#readAnew().finally(() => {
      this.#resyncing = null;
    });
    return this.#resyncing;
  }

  async #readAnew(): Promise<void> {
    const { store, wards } = this.#deps;
    const { rev } = await store.readBuckets(this.ward, []);
    const settings = await wards.find(this.ward);
    if (settings) {
      this.settings = settings;
      this.rules = createRules(settings.rules);
      this.catalogue = createCatalogue(settings.catalogue);
    }
    await this.#readStatements();
    const [newest] = await store.readNewestEvents(this.ward, 1);
    if (rev < this.rev) this.#noteWentBack(this.rev, rev);
    this.#cache.clear();
    this.past.clear();
    this.#queue = this.#queue.filter((change) => change.rev > rev);
    this.rev = rev;
    this.lastEventAt = newest?.time ?? null;
    this.#tell({ kind: "resynced" });
  }

  #noteWentBack(from: number, to: number): void {
    this.wentBack = { at: this.#deps.now(), from, to };
    this.#deps.onWentBack?.(this.ward, this.wentBack);
  }

  async #readStatements(): Promise<void> {
    const { store } = this.#deps;
    const [report, target, claim] = await Promise.all([
      store.readAll(this.ward, "report"),
      store.readAll(this.ward, "target"),
      store.readAll(this.ward, "claim"),
    ]);
    this.statements = { report, target, claim };
  }

  #hear(change: WardChange | Recounted | Resettled): void {
    if ("settings" in change) {
      void this.resync().catch(() => undefined);
      return;
    }
    const wentBack = change.rev <= this.#lastHeard;
    if (wentBack) this.#noteWentBack(this.#lastHeard, change.rev);
    this.#lastHeard = change.rev;
    if (wentBack || "recounted" in change) {
      // Commits were lost and others written under the same revisions, or all was counted anew: what is in memory is void.
      void this.resync().catch(() => undefined);
      return;
    }
    this.#queue.push(change);
    if (this.#draining) return;
    this.#draining = true;
    void this.#drain().finally(() => {
      this.#draining = false;
    });
  }

  async #drain(): Promise<void> {
    for (let change = this.#queue.shift(); change; change = this.#queue.shift()) {
      if (this.#resyncing) await this.#resyncing.catch(() => undefined);
      if (change.rev <= this.rev) continue;
      if (change.rev > this.rev + 1) {
        await this.resync().catch(() => undefined);
        continue;
      }
      if (change.statements) {
        const read = await this.#readStatements().then(
          () => true,
          () => false,
        );
        if (!read || change.rev !== this.rev + 1) {
          if (!read) await this.resync().catch(() => undefined);
          continue;
        }
      }
      this.#cache.apply(change);
      this.rev = change.rev;
      this.lastEventAt = Math.max(this.lastEventAt ?? 0, change.eventAt);
      this.#tell({ kind: "applied", change });
    }
  }

  /** Waits until the changes up to `rev` have been heard; reads anew when they do not come. */
  async #catchUp(rev: number): Promise<void> {
    if (this.rev >= rev) return;
    let forget: () => void = () => undefined;
    const heard = new Promise<boolean>((resolve) => {
      const timer = setTimeout(() => resolve(false), CATCH_UP_MS);
      const stop = this.onNews(() => {
        if (this.rev >= rev) resolve(true);
      });
      forget = () => {
        clearTimeout(timer);
        stop();
      };
    });
    const caughtUp = await heard;
    forget();
    if (!caughtUp) await this.resync();
  }

  #tell(news: ModelNews): void {
    for (const listener of this.#listeners) listener(news);
  }
}
