import type { Dossier } from "./dossier.ts";
import { addCount, type Counts } from "./counts.ts";
import { activeSpans, overlap, type Span } from "./span.ts";
import type { Rules } from "./rules.ts";
import { lastInTime, verdict } from "./verdict.ts";

const HOUR_MS = 3_600_000;
/** From this score of 0 to 5 a person who rated a dossier counts as satisfied; a convention of the house, shown beside the figure. */
export const SATISFIED_FROM = 4;

/**
 * What this one dossier adds to the counters. A counter is the sum of what the dossiers contribute; all that is ever
 * written is `contribution(after) - contribution(before)`.
 *
 * Flows (`received`, `closed.*`, `rated.*`) stand on the day they happened; what is told of papers, reuse and payment
 * stands on the day of receipt, of the result on the day of the answer, so that each is a share of those. States (`waiting`, `stopped`, `dueSoon`, `overdue`)
 * stand as one `.in` where they begin and one `.out` where they end, so that a balance at any moment is a running sum,
 * also of moments to come: a dossier answered in time takes its future `overdue.in` away again.
 */
export function contribution(dossier: Dossier, rules: Rules): Counts {
  const counts: Counts = new Map();
  if (dossier.voided) return counts;
  const { receivedAt, closedAt, outcome } = dossier;
  const dimensions = `|${dossier.field}|${dossier.channel}|${dossier.level}`;
  if (receivedAt === null) {
    if (closedAt !== null) addCount(counts, closedAt, `unreceived${dimensions}`, 1);
    return counts;
  }
  addCount(counts, receivedAt, `received${dimensions}`, 1);
  addService(counts, dossier, receivedAt, dimensions);
  if (closedAt !== null && outcome !== null) {
    // An answer dated before the receipt is counted with it, so that no day ends with fewer than none open.
    const at = Math.max(closedAt, receivedAt);
    if (outcome === "resolved") addAnswer(counts, dossier, receivedAt, at, dimensions, rules);
    else addCount(counts, at, `closed.${outcome}${dimensions}`, 1);
  }
  const end = closedAt === null ? Infinity : Math.max(closedAt, receivedAt);
  for (const wait of dossier.waits) {
    const span = overlap({ from: wait.from, to: wait.to ?? Infinity }, { from: receivedAt, to: end });
    if (span) addState(counts, wait.kind === "stopped" ? "stopped" : "waiting", span, dimensions, false);
  }
  if (dossier.dueAt !== null)
    addClockStates(counts, dossier, dossier.dueAt, { from: receivedAt, to: end }, dimensions, rules);
  return counts;
}

function addAnswer(
  counts: Counts,
  dossier: Dossier,
  receivedAt: number,
  at: number,
  dimensions: string,
  rules: Rules,
): void {
  const ours = verdict(at, dossier.dueAt, rules.grain);
  addCount(counts, at, `closed.${ours}${dimensions}`, 1);
  const hours = Math.round(rules.calendar.workingMsBetween(receivedAt, at) / HOUR_MS);
  addCount(counts, at, `took.${hours <= 200 ? hours : Math.min(4000, Math.round(hours / 8) * 8)}|||`, 1);
  addTold(counts, at, "result.electronic", dossier.resultElectronic, dimensions);
  const theirs = dossier.sourceVerdict === "on-time" ? "onTime" : dossier.sourceVerdict;
  if (theirs !== null && theirs !== ours) addCount(counts, at, `verdictDiffers${dimensions}`, 1);
}

/** What the index of Decision 766 is made of. `.no` counts those of which a source has said so; silence counts nowhere. */
function addService(counts: Counts, dossier: Dossier, receivedAt: number, dimensions: string): void {
  const { papersDigitized, dataReused, feeDue, paidOnline, rating } = dossier;
  addTold(counts, receivedAt, "papers.digital", papersDigitized, dimensions);
  addTold(counts, receivedAt, "reused", dataReused, dimensions);
  if (feeDue) {
    addCount(counts, receivedAt, `fee.due${dimensions}`, 1);
    addTold(counts, receivedAt, "fee.online", paidOnline, dimensions);
  }
  if (rating === null) return;
  const ratedAt = Math.max(rating.at, receivedAt);
  addCount(counts, ratedAt, `rated${dimensions}`, 1);
  if (rating.score >= SATISFIED_FROM) addCount(counts, ratedAt, `rated.satisfied${dimensions}`, 1);
}

function addTold(
  counts: Counts,
  at: number,
  measure: string,
  told: boolean | null,
  dimensions: string,
): void {
  if (told !== null) addCount(counts, at, `${measure}${told ? "" : ".no"}${dimensions}`, 1);
}

function addClockStates(
  counts: Counts,
  dossier: Dossier,
  dueAt: number,
  life: Span,
  dimensions: string,
  rules: Rules,
): void {
  // A dossier is overdue from the first millisecond at which an answer would be late, never before it.
  const overdueFrom = lastInTime(dueAt, rules.grain) + 1;
  const soonFrom = rules.calendar.subtractWorkingMs(dueAt, rules.dueSoonMs);
  for (const active of activeSpans(life, dossier.waits)) {
    const soon = overlap(active, { from: soonFrom, to: overdueFrom });
    if (soon) addState(counts, "dueSoon", soon, dimensions, true);
    const overdue = overlap(active, { from: overdueFrom, to: Infinity });
    if (overdue) addState(counts, "overdue", overdue, dimensions, true);
  }
}

/** `byClock`: time alone may begin or end the state, so the instant is kept beside the day. */
function addState(counts: Counts, state: string, span: Span, dimensions: string, byClock: boolean): void {
  addCount(counts, span.from, `${state}.in${dimensions}`, 1, byClock);
  if (span.to !== Infinity) addCount(counts, span.to, `${state}.out${dimensions}`, 1, byClock);
}
