import { randomUUID } from "node:crypto";
import {
  eventOfRow,
  rowsOf,
  type Draft,
  type Log,
  type LogEntry,
  type Stored,
  type Upkeep,
} from "@nhip/backbone";
import { AppError } from "@nhip/contracts";
import {
  addressOf,
  entityOf,
  foldBatch,
  toBuckets,
  type Counts,
  type IndexMove,
  type Rules,
  type EntityRef,
} from "@nhip/domain";
import { addBuckets, recount } from "./recount.ts";
import type { WholeLog } from "./whole-log.ts";

/** How often the draft is brought up to the ward, which goes on, before the ward is held for a moment. */
const MAX_CHASES = 5;
const MAX_SWITCHES = 20;
const PAUSE_MS = 100;

export type RebuildDeps = {
  log: WholeLog;
  /** The part of the log that is in Redis. */
  stream: Log;
  /** A draft of its own by the token of the rebuild. */
  draftFor: (ward: string, token: string) => Draft;
  upkeep: Upkeep;
  now: () => number;
};
export type Rebuilt = { ward: string; rev: number; events: number; entities: number };

/**
 * Makes a ward's dossiers, counters and indexes anew from its log, beside the live ones, and lets them take their place at
 * once: whoever reads sees the old figures, then a new revision with the new ones. The ward goes on meanwhile; commits wait
 * only for the moment of the switch. Rejects with AppError("too-busy") while another rebuild of the ward runs, and with an
 * Error, having changed nothing, when entries of the log are missing: then a backup must be put back.
 */
export async function rebuildWard(deps: RebuildDeps, ward: string, rules: Rules): Promise<Rebuilt> {
  const token = randomUUID();
  const draft = deps.draftFor(ward, token);
  return deps.upkeep.alone(ward, token, async () => {
    try {
      await takeFilesIn({ ...deps, draft }, ward, token);
      return await rebuildAlone({ ...deps, draft }, ward, rules);
    } finally {
      await draft.release();
      await draft.clear();
    }
  });
}

type OwnDeps = RebuildDeps & { draft: Draft };

async function rebuildAlone(deps: OwnDeps, ward: string, rules: Rules): Promise<Rebuilt> {
  const { log, stream, draft, now } = deps;
  await draft.begin();
  const start = await stream.lastRev(ward);
  const extent = await log.examine(ward, start);
  const gap = extent.troubles[0];
  if (gap)
    throw new Error(
      `Nhật ký của ${ward} thiếu lần ghi; hãy khôi phục bản sao lưu, không có gì bị thay đổi. · The log of ${ward} is not whole (${JSON.stringify(gap)}); restore a backup, nothing was changed.`,
    );

  const sheet = new Sheet();
  for await (const some of recount(() => log.read(ward, start), extent.events, rules)) {
    const moves: IndexMove[] = [];
    for (const { ref, buckets, scores } of some) {
      sheet.add(buckets);
      for (const [index, score] of scores) moves.push({ index, member: ref.key, score });
    }
    sheet.entities += some.length;
    await draft.put(some, moves);
  }
  await sheet.writeTo(draft);

  const chase = new Chase(deps, ward, rules, sheet, start);
  for (let n = 0; n < MAX_CHASES && (await chase.catchUp()) > 0; n++);
  const live = await draft.liveKeys();
  for (let n = 0; n < MAX_SWITCHES; n++) {
    if (await draft.hold()) {
      await chase.catchUp();
      const request = { rev: chase.rev, mark: rules.mark, at: now(), live };
      const rev = await draft.takeOver(request);
      if (rev !== null) return { ward, rev, events: extent.events, entities: sheet.entities };
      await draft.release();
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    await chase.catchUp();
  }
  throw new AppError("too-busy", `ward ${ward} does not come to rest`);
}

/** The counters of a ward as they grow, and which buckets the draft does not hold as they are. */
class Sheet {
  entities = 0;
  readonly #counts = new Map<string, Counts>();
  readonly #dirty = new Set<string>();

  add(buckets: ReadonlyMap<string, Counts>): void {
    addBuckets(this.#counts, buckets);
    for (const bucket of buckets.keys()) this.#dirty.add(bucket);
  }

  async writeTo(draft: Draft): Promise<void> {
    await draft.putCounts([...this.#dirty].map((bucket) => [bucket, this.#counts.get(bucket) ?? new Map()]));
    this.#dirty.clear();
  }
}

/** Brings a draft up to a ward that goes on: each new entry of the log is folded as the worker folded it. */
class Chase {
  rev: number;
  readonly #deps: OwnDeps;
  readonly #ward: string;
  readonly #rules: Rules;
  readonly #sheet: Sheet;

  constructor(deps: OwnDeps, ward: string, rules: Rules, sheet: Sheet, rev: number) {
    this.#deps = deps;
    this.#ward = ward;
    this.#rules = rules;
    this.#sheet = sheet;
    this.rev = rev;
  }

  /** Takes in what the log had when this was called; resolves to the number of entries. */
  async catchUp(): Promise<number> {
    const { stream, draft } = this.#deps;
    let caught = 0;
    for await (const entries of stream.read(this.#ward, this.rev + 1, await stream.lastRev(this.#ward))) {
      await this.#apply(entries);
      caught += entries.length;
    }
    if (caught > 0) await this.#sheet.writeTo(draft);
    return caught;
  }

  /** Folds some entries, one after the other, on what the draft holds, and writes once. */
  async #apply(entries: readonly LogEntry[]): Promise<void> {
    const { draft } = this.#deps;
    const batches = entries.map((entry) => rowsOf(entry).map(eventOfRow));
    const refs = new Map(batches.flat().map((event) => [addressOf(entityOf(event)), entityOf(event)]));
    const read = await draft.readStored([...refs.values()]);
    const known = new Map([...read].map(([address, { history }]) => [address, history]));
    const changed = new Map<string, { ref: EntityRef; stored: Stored }>();
    const moves: IndexMove[] = [];
    for (const events of batches) {
      const outcome = foldBatch(known, events, this.#rules);
      for (const { ref, history } of outcome.changed) {
        const address = addressOf(ref);
        const before = (changed.get(address)?.stored ?? read.get(address))?.version ?? 0;
        const stored = { version: before + 1, history };
        known.set(address, history);
        changed.set(address, { ref, stored });
        if (stored.version === 1) this.#sheet.entities += 1;
      }
      moves.push(...outcome.moves);
      this.#sheet.add(toBuckets(outcome.counts));
    }
    await draft.put([...changed.values()], moves);
    this.rev = entries.at(-1)?.rev ?? this.rev;
  }
}

/**
 * After a rollback of the store (a failover, an older copy put back) files on disk know more than Redis. What Redis has
 * under their revisions and they have not is written behind them, so that the log is one line again and holds everything.
 * Files are compared while the ward goes on; what comes meanwhile is taken in while it is held.
 */
async function takeFilesIn({ log, stream, draft, now }: OwnDeps, ward: string, token: string): Promise<void> {
  for (let n = 0; n < MAX_SWITCHES; n++) {
    const seen = await stream.lastRev(ward);
    const { fileTo, forked } = await log.forkedEntries(ward, seen);
    if (forked.length === 0 && fileTo <= seen) return;
    if (await draft.hold()) {
      const rev = await stream.lastRev(ward);
      for await (const entries of stream.read(ward, seen + 1, Math.min(rev, fileTo))) forked.push(...entries);
      const next = Math.max(fileTo, rev) + 1;
      const note = { at: now(), source: "", n: 0, events: Buffer.alloc(0), note: "rolled-back" };
      const entries = [
        ...forked.map((entry, place) => ({ ...entry, rev: next + place })),
        { ...note, rev: next + forked.length },
      ];
      const done = await stream.splice(ward, { token, rev, entries, upTo: fileTo });
      await draft.release();
      if (done) return;
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
  throw new AppError("too-busy", `ward ${ward} does not come to rest`);
}
