import { intoJobs } from "@nhip/backbone";
import { AppError, MAX_JOB_EVENTS, type EventBatch, type WardEvent } from "@nhip/contracts";
import type { EventGroup } from "@nhip/intake";

/** How long the first of several small posts waits for the others. */
const GATHER_MS = 2;
const MAX_PENDING_EVENTS = 50_000;
/** One add carries about this many events at most, so that nobody waits long behind a bulk load. */
const MAX_ADD_EVENTS = 10_000;

type Caller = { left: number; resolve: () => void; reject: (error: unknown) => void };
/** A piece of one caller's events that fits into a job. */
type Part = { ward: string; source: string; events: WardEvent[]; caller: Caller };

export type GroupCommitDeps = {
  /** Resolves when the batches are on disk. */
  add: (batches: EventBatch[]) => Promise<void>;
  now: () => number;
  onJob?: (events: number) => void;
};

/**
 * Lets those who come at about the same time share one write: what arrives while a write is under way, or within 2 ms
 * of the first, goes into the next one, and small posts of one ward and source share a job.
 */
export function createGroupCommit({ add, now, onJob }: GroupCommitDeps) {
  let waiting: Part[] = [];
  let pending = 0;
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> | undefined;

  function schedule(): void {
    if (writing || waiting.length === 0) return;
    if (pending >= MAX_JOB_EVENTS) return begin();
    timer ??= setTimeout(begin, GATHER_MS);
  }

  function begin(): void {
    clearTimeout(timer);
    timer = undefined;
    writing = write(takeSome()).finally(() => {
      writing = undefined;
      schedule();
    });
  }

  function takeSome(): Part[] {
    let count = 0;
    let size = 0;
    while (count < waiting.length && size < MAX_ADD_EVENTS) size += waiting[count++]?.events.length ?? 0;
    return waiting.splice(0, count);
  }

  async function write(parts: Part[]): Promise<void> {
    const batches = shareJobs(parts, now());
    for (const batch of batches) onJob?.(batch.events.length);
    try {
      await add(batches);
      settle(parts, (caller) => --caller.left === 0 && caller.resolve());
    } catch (error) {
      // An add that timed out may still have been taken. Harmless: the same event again counts nothing twice.
      settle(parts, (caller) => caller.reject(error));
      const failed = new Set(parts.map(({ caller }) => caller));
      const lost = waiting.filter(({ caller }) => failed.has(caller));
      waiting = waiting.filter(({ caller }) => !failed.has(caller));
      settle(lost, () => undefined);
    }
  }

  function settle(parts: readonly Part[], tell: (caller: Caller) => unknown): void {
    for (const { events, caller } of parts) {
      pending -= events.length;
      tell(caller);
    }
  }

  return {
    /** Events that are not on disk yet. */
    pending: (): number => pending,

    /** Resolves when all events are on disk. Rejects with what `add` rejects with, or AppError("too-busy"). */
    async submit(groups: readonly EventGroup[]): Promise<void> {
      const size = groups.reduce((sum, { events }) => sum + events.length, 0);
      if (size === 0) return;
      if (pending > 0 && pending + size > MAX_PENDING_EVENTS)
        throw new AppError("too-busy", "too many events in hand", { retryAfterSeconds: 1 });
      await new Promise<void>((resolve, reject) => {
        const caller: Caller = { left: 0, resolve, reject };
        for (const { ward, source, events } of groups)
          for (const piece of intoJobs(events)) {
            caller.left += 1;
            waiting.push({ ward, source, events: piece, caller });
          }
        pending += size;
        schedule();
      });
    },

    /** Writes what waits; resolves when nothing does. */
    async flush(): Promise<void> {
      while (writing || waiting.length > 0) {
        if (!writing) begin();
        await writing;
      }
    },
  };
}
export type GroupCommit = ReturnType<typeof createGroupCommit>;

/** Fills jobs in order; a part is never split, so that one caller's piece is in one job. */
function shareJobs(parts: readonly Part[], acceptedAt: number): EventBatch[] {
  const batches: EventBatch[] = [];
  const open = new Map<string, EventBatch>();
  for (const { ward, source, events } of parts) {
    const name = `${ward}\n${source}`;
    const batch = open.get(name);
    if (batch && batch.events.length + events.length <= MAX_JOB_EVENTS) batch.events.push(...events);
    else {
      const fresh = { ward, source, acceptedAt, events: [...events] };
      batches.push(fresh);
      open.set(name, fresh);
    }
  }
  return batches;
}
