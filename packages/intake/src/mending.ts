import {
  AppError,
  MAX_QUARANTINE_PAGE,
  MAX_REASON,
  line,
  personalDataIn,
  type EventBatch,
  type KeptEntry,
  type QuarantineBulk,
  type QuarantineSent,
  type Settlement,
} from "@nhip/contracts";
import { checkMended } from "./check-mended.ts";
import { fault, faultOf, type Fault } from "./fault.ts";
import type { EventGroup } from "./sort-lines.ts";

type Filter = { code?: string | undefined; source?: string | undefined; cursor?: string | undefined };

export type MendingDeps = {
  /** The store of what waits. */
  quarantine: {
    find: (ward: string, key: string) => Promise<KeptEntry | undefined>;
    page: (
      ward: string,
      options: Filter & { limit: number },
    ) => Promise<{ entries: KeptEntry[]; cursor: string | null }>;
    settleEntry: (
      ward: string,
      entry: KeptEntry,
      settlement: Settlement,
    ) => Promise<"settled" | "seen-again" | "gone">;
  };
  /** Puts batches on the queue; resolves when they are on disk. */
  add: (batches: readonly EventBatch[]) => Promise<void>;
  now: () => number;
  /** Who does it, as the history names it. */
  by: string;
};

export type Sent = ({ ok: true } & QuarantineSent) | Fault;

/**
 * What a person can do with lines that wait. An event is on the queue before its entry is taken out: whoever dies in
 * between leaves an entry that can be sent again, and since the event has the same id again, it counts once.
 */
export function createMending({ quarantine, add, now, by }: MendingDeps) {
  const batchOf = (group: EventGroup): EventBatch => ({ ...group, acceptedAt: now() });

  async function found(ward: string, key: string): Promise<KeptEntry> {
    const entry = await quarantine.find(ward, key);
    if (!entry) throw new AppError("not-found", `no entry ${key}`);
    return entry;
  }

  return {
    /** Sends one entry, as `event` says or as it is. Throws AppError("not-found") when it does not wait. */
    async send(ward: string, key: string, event?: Record<string, unknown>): Promise<Sent> {
      const entry = await found(ward, key);
      const mended = checkMended(entry, ward, event, now());
      if (!mended.ok) return mended;
      await add([batchOf(mended.group)]);
      const settlement = { how: "mended", at: now(), by, event: mended.id } as const;
      const result = await quarantine.settleEntry(ward, entry, settlement);
      return { ok: true, key, event: mended.id, again: result === "seen-again", dropped: mended.dropped };
    },

    /** Sends a page of entries as they are; those that are refused still wait. */
    async sendMany(ward: string, filter: Filter): Promise<QuarantineBulk> {
      const { entries, cursor } = await quarantine.page(ward, { ...filter, limit: MAX_QUARANTINE_PAGE });
      const good = entries.flatMap((entry) => {
        const mended = checkMended(entry, ward, undefined, now());
        return mended.ok ? [{ entry, mended }] : [];
      });
      if (good.length > 0) await add(bySource(good.map(({ mended }) => mended.group)).map(batchOf));
      for (const { entry, mended } of good)
        await quarantine.settleEntry(ward, entry, { how: "mended", at: now(), by, event: mended.id });
      return { done: good.length, refused: entries.length - good.length, cursor };
    },

    /** Sets entries aside for a reason, which stays in the history. `refused` counts those that no longer wait. */
    async dismiss(
      ward: string,
      wanted: readonly string[],
      reason: unknown,
    ): Promise<({ ok: true } & QuarantineBulk) | Fault> {
      const why = REASON.safeParse(reason);
      if (!why.success) return faultOf("reason", reason, why.error);
      if (personalDataIn(why.data, "prose")) return fault("reason", "personal-data");
      let done = 0;
      for (const key of wanted.slice(0, MAX_QUARANTINE_PAGE)) {
        const entry = await quarantine.find(ward, key);
        const settlement = { how: "dismissed", at: now(), by, reason: why.data } as const;
        if (entry && (await quarantine.settleEntry(ward, entry, settlement)) === "settled") done += 1;
      }
      return { ok: true, done, refused: wanted.length - done, cursor: null };
    },
  };
}
export type Mending = ReturnType<typeof createMending>;

const REASON = line(MAX_REASON);

/** One group for each source. */
function bySource(groups: readonly EventGroup[]): EventGroup[] {
  const joined = new Map<string, EventGroup>();
  for (const { ward, source, events } of groups) {
    const known = joined.get(source)?.events ?? [];
    joined.set(source, { ward, source, events: [...known, ...events] });
  }
  return [...joined.values()];
}
