import type { Channel, DossierEvent, DossierFacts, Level, Verdict } from "@nhip/contracts";
import { deadline, type DueMark } from "./deadline.ts";
import type { History } from "./history.ts";
import type { Rules } from "./rules.ts";

export type Outcome = "resolved" | "withdrawn" | "rejected";
export type WaitKind = "supplement" | "payment" | "stopped";

/** A stretch in which the clock stood still; `to` is `null` while it lasts. Milliseconds since the epoch. */
export type Wait = { kind: WaitKind; from: number; to: number | null };

/** A dossier as its events tell it. Times in milliseconds since the epoch. */
export type Dossier = {
  procedure: string | null;
  field: string;
  channel: Channel;
  level: Level;
  unit: string | null;
  /** `null` until its receipt is known; until then it counts nowhere but in `unreceived`. */
  receivedAt: number | null;
  dueAt: number | null;
  closedAt: number | null;
  outcome: Outcome | null;
  deliveredAt: number | null;
  waits: Wait[];
  extensions: number;
  /** The source's own word on how it was answered. */
  sourceVerdict: Verdict | null;
  /** What sources tell of it for the index of Decision 766; `null` where none has told. */
  papersDigitized: boolean | null;
  resultElectronic: boolean | null;
  dataReused: boolean | null;
  /** Something is to be paid: told, or seen by a payment that was asked for or made. */
  feeDue: boolean;
  paidOnline: boolean | null;
  /** The newest rating, 0 to 5, and when it was given. */
  rating: { score: number; at: number } | null;
  /** Entered by mistake: contributes nothing. */
  voided: boolean;
};

type Draft = {
  facts: DossierFacts;
  due: DueMark | null;
  receivedAt: number | null;
  closedAt: number | null;
  outcome: Outcome | null;
  deliveredAt: number | null;
  waits: Wait[];
  extensions: number;
  paymentSeen: boolean;
  ratedAt: number | null;
  voided: boolean;
};

/**
 * A dossier is the fold of its events. `history` is sorted by (time, id), so the order of arrival does not matter.
 * What the receipt says is the ground that later events build on, even when a clock put one of them before it.
 */
export function fold(history: History<DossierEvent>, rules: Rules): Dossier {
  const draft: Draft = {
    facts: {},
    due: null,
    receivedAt: null,
    closedAt: null,
    outcome: null,
    deliveredAt: null,
    waits: [],
    extensions: 0,
    paymentSeen: false,
    ratedAt: null,
    voided: false,
  };
  for (const event of history) if (isIntake(event)) takeIn(draft, event);
  for (const event of history) if (!isIntake(event)) apply(draft, event);

  const { facts } = draft;
  const receivedAt = facts.receivedAt ?? draft.receivedAt;
  const closedAt = draft.outcome === "resolved" ? (facts.resolvedAt ?? draft.closedAt) : draft.closedAt;
  return {
    procedure: facts.procedure ?? null,
    field: facts.field ?? "khac",
    channel: facts.channel ?? "direct",
    level: facts.level ?? "none",
    unit: facts.unit ?? null,
    receivedAt,
    dueAt: receivedAt === null ? null : deadline({ ...draft, receivedAt, mark: draft.due }, rules),
    closedAt,
    outcome: draft.outcome,
    deliveredAt: draft.deliveredAt,
    waits: draft.waits,
    extensions: draft.extensions,
    sourceVerdict: facts.verdict ?? null,
    papersDigitized: facts.papersDigitized ?? null,
    resultElectronic: facts.resultElectronic ?? null,
    dataReused: facts.dataReused ?? null,
    // What was paid online was due, whatever was said before.
    feeDue: facts.paidOnline === true || (facts.feeDue ?? draft.paymentSeen),
    paidOnline: facts.paidOnline ?? null,
    rating:
      draft.ratedAt === null || facts.score === undefined ? null : { score: facts.score, at: draft.ratedAt },
    voided: draft.voided,
  };
}

const DIGITAL = ["papersDigitized", "resultElectronic", "dataReused"] as const;

function isIntake(event: DossierEvent): boolean {
  return event.type === "dossier.submitted" || event.type === "dossier.received";
}

function takeIn(draft: Draft, event: DossierEvent): void {
  Object.assign(draft.facts, event.data);
  if (event.data.dueAt !== undefined) draft.due = { at: event.data.dueAt, setAt: event.time };
  if (event.type === "dossier.received") draft.receivedAt ??= event.time;
}

function apply(draft: Draft, event: DossierEvent): void {
  const { time, data } = event;
  Object.assign(draft.facts, data);
  if (data.dueAt !== undefined) draft.due = { at: data.dueAt, setAt: time };
  // A correction changes what the score was, not when it was given.
  if (data.score !== undefined && (event.type !== "dossier.corrected" || draft.ratedAt === null))
    draft.ratedAt = time;
  switch (event.type) {
    case "dossier.supplement-requested":
      return beginWait(draft, "supplement", time);
    case "dossier.payment-requested":
      draft.paymentSeen = true;
      return beginWait(draft, "payment", time);
    case "dossier.stopped":
      return beginWait(draft, "stopped", time);
    // Sources that send status codes alone tell the end of a wait by "đang xử lý" (4).
    case "dossier.processing":
    case "dossier.supplemented":
      return endWait(draft, time);
    case "dossier.paid":
      draft.paymentSeen = true;
      return endWait(draft, time);
    case "dossier.digitized":
      // Told without saying what: its papers.
      if (!DIGITAL.some((fact) => data[fact] !== undefined)) draft.facts.papersDigitized = true;
      return;
    case "dossier.resumed":
      endWait(draft, time);
      draft.closedAt = null;
      draft.outcome = null;
      draft.deliveredAt = null;
      draft.voided = false;
      // What was said of the first answer does not hold for the next one.
      delete draft.facts.resolvedAt;
      delete draft.facts.verdict;
      delete draft.facts.resultElectronic;
      return;
    case "dossier.extended":
      draft.extensions += 1;
      return;
    case "dossier.resolved":
      return close(draft, "resolved", time);
    case "dossier.delivered":
      draft.deliveredAt = time;
      return close(draft, "resolved", time);
    case "dossier.withdrawn":
      return close(draft, "withdrawn", time);
    case "dossier.rejected":
      return close(draft, "rejected", time);
    case "dossier.refused":
      if (draft.receivedAt !== null && draft.receivedAt <= time) close(draft, "rejected", time);
      return;
    case "dossier.voided":
      draft.voided = true;
      return;
    default:
      return;
  }
}

function beginWait(draft: Draft, kind: WaitKind, at: number): void {
  if (draft.closedAt !== null || draft.waits.at(-1)?.to === null) return;
  draft.waits.push({ kind, from: at, to: null });
}

function endWait(draft: Draft, at: number): void {
  const wait = draft.waits.at(-1);
  if (wait && wait.to === null) wait.to = at;
}

function close(draft: Draft, outcome: Outcome, at: number): void {
  if (draft.closedAt !== null) return;
  endWait(draft, at);
  draft.closedAt = at;
  draft.outcome = outcome;
}
