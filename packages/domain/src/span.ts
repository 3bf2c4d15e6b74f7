import type { Wait } from "./dossier.ts";

/** From `from` up to but not including `to`; milliseconds since the epoch, `Infinity` for no end. */
export type Span = { from: number; to: number };

/** The common part of two spans, or `null` when there is none. */
export function overlap(a: Span, b: Span): Span | null {
  const from = Math.max(a.from, b.from);
  const to = Math.min(a.to, b.to);
  return from < to ? { from, to } : null;
}

/** The parts of a dossier's life in which its clock runs. */
export function activeSpans(life: Span, waits: readonly Wait[]): Span[] {
  const spans: Span[] = [];
  let from = life.from;
  for (const wait of waits) {
    const running = overlap({ from, to: wait.from }, life);
    if (running) spans.push(running);
    from = Math.max(from, wait.to ?? Infinity);
  }
  const rest = overlap({ from, to: Infinity }, life);
  if (rest) spans.push(rest);
  return spans;
}
