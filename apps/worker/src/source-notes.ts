import type { SourceNote } from "@nhip/backbone";
import type { EventBatch } from "@nhip/contracts";
import { dayOf } from "@nhip/domain";

/** The first of a burst is written at once, the others at most once a second together. */
const WRITE_EVERY_MS = 1_000;
/** Sources held at a time, all wards together; more are left to their next batch. */
const MAX_HELD = 5_000;

/**
 * Notes when each source was last heard, apart from the commits: never waited for, and one that cannot be written is
 * left to the source's next batch.
 */
export function createSourceNotes(deps: {
  write: (ward: string, notes: readonly SourceNote[]) => Promise<void>;
  onError: (error: Error) => void;
}) {
  const held = new Map<string, Map<string, SourceNote>>();
  let count = 0;
  let timer: NodeJS.Timeout | undefined;
  let resting = false;

  async function flush(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    const wards = [...held];
    held.clear();
    count = 0;
    await Promise.all(
      wards.map(([ward, notes]) =>
        deps
          .write(ward, [...notes.values()])
          .catch((error: unknown) => deps.onError(error instanceof Error ? error : new Error(String(error)))),
      ),
    );
  }

  function rest(): void {
    resting = true;
    timer = setTimeout(() => {
      resting = false;
      if (held.size > 0) go();
    }, WRITE_EVERY_MS);
    timer.unref();
  }
  function go(): void {
    void flush();
    rest();
  }

  return {
    note({ ward, source, acceptedAt, events }: EventBatch): void {
      const eventTime = events.reduce((newest, { time }) => Math.max(newest, time), 0);
      const notes = held.get(ward) ?? new Map<string, SourceNote>();
      const had = notes.get(source);
      if (!had && count >= MAX_HELD) return;
      if (!had) count += 1;
      const at = Math.max(acceptedAt, had?.at ?? 0);
      const newest = Math.max(Number.isFinite(eventTime) ? eventTime : 0, had?.eventTime ?? 0);
      notes.set(source, { source, at, eventTime: newest, day: dayOf(at) });
      held.set(ward, notes);
      if (!resting) go();
    },
    flush,
  };
}
