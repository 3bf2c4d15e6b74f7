import type { TickerEvent } from "@nhip/contracts";
import { formatInstant, shortCode, type BatchOutcome, type Counts } from "@nhip/domain";

const MAX_TICKER_EVENTS = 5;

/** A rebuild has put new figures in the place of all that was known: read the ward anew. */
export type Recounted = { rev: number; recounted: true };

/** The ward's settings were changed; its figures were not. */
export type Resettled = { settings: true };

/** What a commit tells those who watch a ward. */
export type WardChange = {
  rev: number;
  /** When the events were accepted, milliseconds since the epoch. */
  at: number;
  /** The time of the newest event in it. */
  eventAt: number;
  /** Differences by bucket and field. */
  counts: Record<string, Record<string, number>>;
  /** True when reports, targets or claims changed. */
  statements: boolean;
  ticker: TickerEvent[];
};

/** The change message without its revision, which the commit puts in front. */
export function encodeChange(
  at: number,
  buckets: ReadonlyMap<string, Counts>,
  outcome: BatchOutcome,
): string {
  const counts: Record<string, Record<string, number>> = {};
  for (const [bucket, fields] of buckets) counts[bucket] = Object.fromEntries(fields);
  const change: Omit<WardChange, "rev"> = {
    at,
    eventAt: outcome.fresh.reduce((newest, event) => Math.max(newest, event.time), 0),
    counts,
    statements: outcome.changed.some(({ ref }) => ref.kind !== "dossier"),
    ticker: tickerOf(outcome),
  };
  return JSON.stringify(change).slice(1);
}

/** Reads a change message; it comes from our own script. */
export function decodeChange(message: string): WardChange | Recounted | Resettled {
  return JSON.parse(message) as WardChange | Recounted | Resettled;
}

function tickerOf(outcome: BatchOutcome): TickerEvent[] {
  return outcome.fresh.slice(-MAX_TICKER_EVENTS).map((event) => ({
    at: formatInstant(event.time),
    type: event.type,
    field: "subject" in event ? (event.data.field ?? fieldOf(event.subject, outcome)) : "",
    code: "subject" in event ? shortCode(event.subject) : "",
  }));
}

/** The field that any event of this dossier named last. */
function fieldOf(code: string, { changed }: BatchOutcome): string {
  const history = changed.find(({ ref }) => ref.kind === "dossier" && ref.key === code)?.history ?? [];
  const named = history.findLast((event) => "subject" in event && event.data.field !== undefined);
  return named && "subject" in named ? (named.data.field ?? "") : "";
}
