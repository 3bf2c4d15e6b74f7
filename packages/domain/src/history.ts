import type { WardEvent } from "@nhip/contracts";

/** What is known of one dossier (or report, target, claim): its events, by (time, id), no id twice. */
export type History<E extends WardEvent = WardEvent> = readonly E[];

/** The order that makes arrival irrelevant: by time, ties by id. */
export function byTimeThenId(a: { time: number; id: string }, b: { time: number; id: string }): number {
  return a.time - b.time || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

/**
 * Adds `events` to `history`. An id already there changes nothing, so repeats do not matter.
 * Returns the same array when nothing was new, and the events that were.
 */
export function merge<E extends WardEvent>(
  history: History<E>,
  events: readonly E[],
): { history: History<E>; fresh: E[] } {
  const known = new Set<string>();
  for (const event of history) known.add(event.id);
  const fresh: E[] = [];
  for (const event of events) {
    if (known.has(event.id)) continue;
    known.add(event.id);
    fresh.push(event);
  }
  if (fresh.length === 0) return { history, fresh };
  return { history: [...history, ...fresh].toSorted(byTimeThenId), fresh };
}

/** The newest event at or before `at`, which is the one that counts for a report, a target or a claim. */
export function newestAt<E extends WardEvent>(history: History<E>, at: number): E | undefined {
  for (let i = history.length - 1; i >= 0; i--) {
    const event = history[i];
    if (event && event.time <= at) return event;
  }
  return undefined;
}
