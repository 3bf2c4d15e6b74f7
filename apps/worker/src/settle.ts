import { AppError, isWardEvent, type EventBatch, type WardEvent } from "@nhip/contracts";
import { addressOf, entityOf, foldBatch, type EntityRef, type Rules } from "@nhip/domain";
import type { CommitRequest, CommitResult, Stored } from "@nhip/backbone";

/** Conflicts with other workers on the same dossiers pass within a few rounds; more than this is a fault. */
const MAX_ROUNDS = 100;
/** A rebuild holds a ward for a moment only. */
const HELD_PAUSE_MS = 20;

export type SettleDeps = {
  read: (ward: string, refs: readonly EntityRef[]) => Promise<Map<string, Stored>>;
  commit: (request: CommitRequest) => Promise<CommitResult>;
  rulesOf: (ward: string) => Promise<Rules>;
  /** Makes the ward's counters by the rules of now; resolves to these rules. */
  recount: (ward: string, countedBy: string) => Promise<Rules>;
  fold?: typeof foldBatch;
};

/** `rounds` counts how often the batch was folded; `fresh` the events that were new. */
export type Settled = { fresh: number; rounds: number };

/**
 * Folds a batch on what is stored and commits the difference, again on fresh state when somebody wrote in between.
 * Run twice it changes nothing the second time. Rejects with AppError when the batch itself is at fault, with Redis's
 * error when Redis is.
 */
export async function settle(batch: EventBatch, deps: SettleDeps): Promise<Settled> {
  const fold = deps.fold ?? foldBatch;
  if (!batch.events.every(isWardEvent)) throw new AppError("poison", "not an event");
  const refs = uniqueRefs(batch.events);
  let rules = await deps.rulesOf(batch.ward);
  for (let rounds = 1; rounds <= MAX_ROUNDS; rounds++) {
    const read = await asStoreFault(deps.read(batch.ward, refs));
    const histories = new Map([...read].map(([address, stored]) => [address, stored.history]));
    const outcome = foldAsOwnFault(() => fold(histories, batch.events, rules));
    if (outcome.fresh.length === 0) return { fresh: 0, rounds };
    const { ward, source, acceptedAt } = batch;
    const result = await deps.commit({ ward, source, acceptedAt, read, outcome, mark: rules.mark });
    if (result.status === "committed") return { fresh: outcome.fresh.length, rounds };
    if (result.status === "held") await new Promise((resolve) => setTimeout(resolve, HELD_PAUSE_MS));
    if (result.status === "other-rules") rules = await asStoreFault(deps.recount(ward, result.countedBy));
  }
  throw new Error(`no commit in ${MAX_ROUNDS} rounds`);
}

/** Whatever the pure fold throws is the batch's fault, not the store's: it will throw again. */
function foldAsOwnFault<T>(run: () => T): T {
  try {
    return run();
  } catch (error) {
    throw error instanceof AppError ? error : new AppError("poison", "the fold failed", { cause: error });
  }
}

/** What cannot be read back is the store's fault (or an older worker's): the batch waits, it is not set aside. */
async function asStoreFault<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof AppError) throw new Error(`stored state: ${error.message}`, { cause: error });
    throw error;
  }
}

function uniqueRefs(events: readonly WardEvent[]): EntityRef[] {
  return [...new Map(events.map((event) => [addressOf(entityOf(event)), entityOf(event)])).values()];
}
