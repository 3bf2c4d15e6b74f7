import type { Log, LogEntry } from "@nhip/backbone";
import { lineOf } from "./entry-line.ts";
import type { Segment, Segments } from "./segments.ts";

/**
 * What is wrong with a log. `gap`: revisions that are neither in Redis nor on disk. `rolled-back`: files on disk know
 * revisions up to `fileTo` that Redis has lost (an older copy was put back), `forked` of its own say something else.
 */
export type LogTrouble =
  | { kind: "gap"; from: number; to: number }
  | { kind: "rolled-back"; storeRev: number; fileTo: number; forked: number };

export type LogExtent = { entries: number; events: number; troubles: LogTrouble[] };

/** A ward's log from its first event on: the segments on disk, then what is in Redis. */
export function createWholeLog(log: Log, segments: Segments) {
  /**
   * Entries up to revision `upTo`, in order, each once. Entries may move into a file while we read: where Redis goes on
   * later than we left off, the files are looked at once more before it is taken for a gap.
   */
  async function* read(ward: string, upTo: number): AsyncGenerator<LogEntry[]> {
    let next = 1;
    for (let looked = 0; ;) {
      for (const segment of await segments.list(ward)) {
        if (segment.to < next || segment.from > upTo) continue;
        for await (const entries of segments.read(segment)) {
          const own = entries.filter(({ rev }) => rev >= next && rev <= upTo);
          if (own.length > 0) yield own;
        }
        next = segment.to + 1;
      }
      let moved = false;
      for await (const entries of log.read(ward, next, upTo)) {
        moved = (entries[0]?.rev ?? next) > next && looked !== next;
        if (moved) break;
        yield entries;
        next = (entries.at(-1)?.rev ?? next) + 1;
      }
      if (!moved) return;
      looked = next;
    }
  }

  /** Entries of Redis up to `upTo` under revisions that a file knows, too, but with another content. */
  async function forkedEntries(ward: string, upTo: number): Promise<{ fileTo: number; forked: LogEntry[] }> {
    const files = await segments.list(ward);
    const fileTo = files.at(-1)?.to ?? 0;
    const bounds = await log.bounds(ward);
    if (bounds === null || bounds.first > fileTo) return { fileTo, forked: [] };
    const forked: LogEntry[] = [];
    const filed = oneByOne(files.filter(({ to }) => to >= bounds.first));
    let theirs = await filed.next();
    for await (const entries of log.read(ward, bounds.first, Math.min(fileTo, upTo))) {
      for (const entry of entries) {
        while (!theirs.done && theirs.value.rev < entry.rev) theirs = await filed.next();
        const same = !theirs.done && theirs.value.rev === entry.rev && lineOf(theirs.value) === lineOf(entry);
        if (!same) forked.push(entry);
      }
    }
    await filed.return(undefined);
    return { fileTo, forked };
  }

  async function* oneByOne(files: readonly Segment[]): AsyncGenerator<LogEntry> {
    for (const file of files) for await (const entries of segments.read(file)) yield* entries;
  }

  return {
    read,
    forkedEntries,

    /** How long the log is up to `upTo` and whether it is whole. */
    async examine(ward: string, upTo: number): Promise<LogExtent> {
      const extent: LogExtent = { entries: 0, events: 0, troubles: [] };
      let next = 1;
      for await (const entries of read(ward, upTo)) {
        for (const entry of entries) {
          if (entry.rev > next) extent.troubles.push({ kind: "gap", from: next, to: entry.rev - 1 });
          next = entry.rev + 1;
          extent.entries += 1;
          extent.events += entry.n;
        }
      }
      if (next <= upTo) extent.troubles.push({ kind: "gap", from: next, to: upTo });
      const { fileTo, forked } = await forkedEntries(ward, upTo);
      const storeRev = await log.lastRev(ward);
      if (fileTo > storeRev || forked.length > 0)
        extent.troubles.push({ kind: "rolled-back", storeRev, fileTo, forked: forked.length });
      return extent;
    },
  };
}
export type WholeLog = ReturnType<typeof createWholeLog>;
