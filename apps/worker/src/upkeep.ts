import type { Verified, WardSettings } from "@nhip/contracts";
import { COUNTING_VERSION, countingVersionOf, formatInstant, type Rules } from "@nhip/domain";
import type { Ledger } from "@nhip/ledger";
import type { Logger } from "@nhip/runtime";

const DAY_MS = 86_400_000;
/** A ward that could not be counted anew is not tried again with every batch: it may be long, and the store full. */
const RECOUNT_AGAIN_MS = 30_000;

export type UpkeepDeps = {
  ledger: Pick<Ledger, "verify" | "rebuild" | "archive" | "countedBy" | "clearDrafts">;
  wards: { list: () => Promise<WardSettings[]> };
  verified: { save: (ward: string, result: Verified) => Promise<void> };
  rulesOf: (ward: string, anew?: boolean) => Promise<Rules>;
  log: Logger;
  now: () => number;
};

/** What keeps the figures true over the years: comparing, counting anew after a change of rules, moving the log. */
export function createUpkeepTasks({ ledger, wards, verified, rulesOf, log, now }: UpkeepDeps) {
  /** When counting a ward anew failed last. At most one entry a ward. */
  const failedAt = new Map<string, number>();

  /** One ward's trouble keeps nobody else from theirs. */
  async function eachWard(what: string, work: (ward: string) => Promise<void>): Promise<void> {
    for (const { id } of await wards.list())
      await work(id).catch((error: unknown) => log.error({ err: error, ward: id }, `${what} failed`));
  }

  /**
   * Counts a ward anew when its rules are no longer those that its counters were made by; resolves to the rules of now.
   * Rejects when a newer version of this software has counted: a worker never undoes that.
   */
  async function recount(ward: string, countedBy: string): Promise<Rules> {
    if (countingVersionOf(countedBy) > COUNTING_VERSION)
      throw new Error(`ward ${ward} was counted by a newer version of this software; update this worker`);
    const rules = await rulesOf(ward, true);
    if (rules.mark === countedBy) return rules;
    if (now() - (failedAt.get(ward) ?? -Infinity) < RECOUNT_AGAIN_MS)
      throw new Error(`ward ${ward} could not be counted anew a moment ago`);
    const { rev, events } = await ledger.rebuild(ward, rules).catch((error: unknown) => {
      failedAt.set(ward, now());
      throw error;
    });
    failedAt.delete(ward);
    log.warn({ ward, rev, events, countedBy, mark: rules.mark }, "rules have changed: counted anew");
    return rules;
  }

  return {
    recount,

    /** Does so for every ward; a change of settings, of holidays or of the software needs no event to show. */
    recountAll: (): Promise<void> => eachWard("counting anew", recountIfNeeded),

    /** Removes what rebuilds left that were killed. */
    tidy: (): Promise<void> => ledger.clearDrafts(),

    /** Compares every ward's figures with its log and keeps the result for the screens. */
    async verifyAll(): Promise<void> {
      await eachWard("verification", async (id) => {
        await recountIfNeeded(id);
        const { ok, rev, events, total, differences } = await ledger.verify(id, () => rulesOf(id, true));
        if (ok && events === 0) return;
        await verified.save(id, { at: formatInstant(now()), rev, ok, differences: total });
        if (!ok)
          log.error({ ward: id, rev, differences: differences.slice(0, 5) }, "figures differ from the log");
      });
    },

    /** Moves entries older than `keepDays` out of Redis, ward by ward. */
    async archiveAll(keepDays: number): Promise<void> {
      await eachWard("moving the log", async (id) => {
        const moved = await ledger.archive(id, now() - keepDays * DAY_MS);
        if (moved) log.info({ ward: id, from: moved.from, to: moved.to }, "log moved to a file");
      });
    },
  };

  async function recountIfNeeded(ward: string): Promise<void> {
    const mark = await ledger.countedBy(ward);
    if (mark !== null && countingVersionOf(mark) <= COUNTING_VERSION) await recount(ward, mark);
  }
}
