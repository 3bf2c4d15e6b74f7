import type { ErrorCode, Issue } from "./error.ts";

/** A refused or poisoned event. `line` holds only what our schemas know of, in the words of the wire, never more. */
export type QuarantineEntry = Issue & {
  source: string;
  /** Milliseconds since the epoch, as all times of an entry inside the house. */
  firstSeenAt: number;
  line: Record<string, unknown>;
  /** The door had taken it, and the worker could not count it. */
  setAside?: true;
};

/** What a person did with an entry: sent it (the event's id inside the house) or set it aside for a reason. */
export type Settlement =
  | { how: "mended"; at: number; by: string; event: string }
  | { how: "dismissed"; at: number; by: string; reason: string };

/** An entry as it is kept: how often and when it was last seen, and what was done with it, oldest first. */
export type KeptEntry = QuarantineEntry & {
  key: string;
  seen: number;
  lastSeenAt: number;
  trail: Settlement[];
};

/** What waits in one ward. `oldestAt` is when the oldest of them was first seen. */
export type QuarantineSummary = {
  count: number;
  oldestAt: number | null;
  byCode: Partial<Record<ErrorCode, number>>;
  bySource: Record<string, number>;
};

/** The longest reason for setting an entry aside. */
export const MAX_REASON = 300;
/** The most entries of one page. */
export const MAX_QUARANTINE_PAGE = 200;

/** An entry as the API shows it; times RFC 3339, +07:00. `message` is in the language that was asked for. */
export type QuarantineRow = Issue & {
  key: string;
  source: string;
  firstSeenAt: string;
  lastSeenAt: string;
  seen: number;
  line: Record<string, unknown>;
  trail: SettlementRow[];
};
export type SettlementRow = {
  how: Settlement["how"];
  at: string;
  by: string;
  /** The id of the event that was sent. */
  event?: string;
  reason?: string;
};

/** `total` counts what the filter lets through, `count` everything that waits in the ward. */
export type QuarantinePage = {
  ward: string;
  count: number;
  oldestAt: string | null;
  byCode: Partial<Record<ErrorCode, number>>;
  bySource: Record<string, number>;
  total: number;
  entries: QuarantineRow[];
  cursor: string | null;
};

/** What was done, newest first. `mended` and `dismissed` count for ever, `forgotten` those too old to be kept. */
export type QuarantineHistory = {
  ward: string;
  mended: number;
  dismissed: number;
  forgotten: number;
  entries: QuarantineRow[];
  cursor: string | null;
};

/** The answer to sending one entry. `again`: the worker has set the same event aside once more, so it still waits. */
export type QuarantineSent = { key: string; event: string; again: boolean; dropped: string[] };
/** The answer to sending or setting aside many; go on with `cursor` until it is `null`. */
export type QuarantineBulk = { done: number; refused: number; cursor: string | null };
