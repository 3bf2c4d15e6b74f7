import { randomUUID } from "node:crypto";
import type { Log, Upkeep } from "@nhip/backbone";
import type { Segment, Segments } from "./segments.ts";
import type { WholeLog } from "./whole-log.ts";

/** The newest entries stay in Redis: what changed last is shown from there. */
export const MIN_KEPT_ENTRIES = 1_000;

/**
 * Moves the older part of a ward's log out of Redis into a file: entries accepted before `before`, but never the newest
 * {@link MIN_KEPT_ENTRIES}. They leave Redis only after the file is on disk and was read back whole.
 * Resolves to `null` when there was nothing to move. Rejects with an Error while Redis has under a file's revisions
 * something else than the file: the store went back, and a rebuild has to take both in first.
 */
export async function archiveLog(
  deps: { log: Log; whole: WholeLog; segments: Segments; upkeep: Upkeep; keep?: number },
  ward: string,
  before: number,
): Promise<Segment | null> {
  const { log, whole, segments, upkeep, keep = MIN_KEPT_ENTRIES } = deps;
  const token = randomUUID();
  return upkeep.alone(ward, token, async () => {
    const bounds = await log.bounds(ward);
    if (bounds === null) return null;
    const { fileTo: done, forked } = await whole.forkedEntries(ward, bounds.last);
    if (done > bounds.last || forked.length > 0)
      throw new Error(
        `Kho của ${ward} đã lùi về bản cũ; hãy chạy nhip rebuild trước. · The store of ${ward} went back; run nhip rebuild first.`,
      );
    // A crash between file and removal leaves entries that are in a file already.
    if (bounds.first <= done) await trim(done + 1);
    const from = Math.max(bounds.first, done + 1);
    const to = await lastBefore(log, ward, from, bounds.last - keep, before);
    if (to < from) return null;
    const segment = await segments.write(ward, { from, to }, log.read(ward, from, to));
    let read = 0;
    for await (const entries of segments.read(segment)) read += entries.length;
    if (read !== to - from + 1)
      throw new Error(`segment ${segment.file} holds ${read} of ${to - from + 1} entries`);
    await trim(to + 1);
    return segment;
  });

  async function trim(rev: number): Promise<void> {
    if (!(await log.trimBefore(ward, rev, token)))
      throw new Error(`the lease of ${ward} was lost; its log is whole`);
  }
}

/** The last revision from `from` to `to` that was accepted before a moment. */
async function lastBefore(log: Log, ward: string, from: number, to: number, before: number): Promise<number> {
  let last = from - 1;
  for await (const entries of log.read(ward, from, to)) {
    for (const { rev, at } of entries) {
      if (at >= before) return last;
      last = rev;
    }
  }
  return last;
}
