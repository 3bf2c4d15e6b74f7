import { AppError, type DossierEvent, type WardEvent } from "@nhip/contracts";
import { contribution } from "./contribution.ts";
import { addAll, daysIn, type Counts } from "./counts.ts";
import { fold, type Dossier } from "./dossier.ts";
import { addressOf, entityOf, type EntityRef } from "./entity.ts";
import { merge, type History } from "./history.ts";
import type { Rules } from "./rules.ts";
import { lastInTime } from "./verdict.ts";

/** The most events one dossier (or report, target, claim) may have; more is a sender's fault, not a long story. */
export const MAX_EVENTS_PER_ENTITY = 500;

/** A member to put into an index at a score, or to take out of it (`score: null`). */
export type IndexMove = { index: string; member: string; score: number | null };

/** What a batch does to a ward. Everything in it is committed together or not at all. */
export type BatchOutcome = {
  changed: { ref: EntityRef; history: History }[];
  counts: Counts;
  moves: IndexMove[];
  /** The events that were not there before, in their order of arrival. */
  fresh: WardEvent[];
};

/** The index of open dossiers by their last moment in time; `Infinity` where no clock runs (waiting, stopped, undated). */
export const OPEN_INDEX = "open";

/**
 * Folds `events` of one ward into what is known and works out all that changes. `known` holds the histories read so
 * far by {@link addressOf}; what is missing there is new. Throws AppError("too-many-events") for an entity over its bound.
 */
export function foldBatch(
  known: ReadonlyMap<string, History>,
  events: readonly WardEvent[],
  rules: Rules,
): BatchOutcome {
  const outcome: BatchOutcome = { changed: [], counts: new Map(), moves: [], fresh: [] };
  for (const { ref, events: own } of groupByEntity(events)) {
    const before = known.get(addressOf(ref)) ?? [];
    const { history, fresh } = merge(before, own);
    if (fresh.length === 0) continue;
    if (history.length > MAX_EVENTS_PER_ENTITY)
      throw new AppError("too-many-events", `over ${MAX_EVENTS_PER_ENTITY} events`);
    outcome.changed.push({ ref, history });
    outcome.fresh.push(...fresh);
    if (ref.kind === "dossier") turn(outcome, ref.key, dossierEvents(before), dossierEvents(history), rules);
  }
  return outcome;
}

function groupByEntity(events: readonly WardEvent[]): Iterable<{ ref: EntityRef; events: WardEvent[] }> {
  const groups = new Map<string, { ref: EntityRef; events: WardEvent[] }>();
  for (const event of events) {
    const ref = entityOf(event);
    const address = addressOf(ref);
    const group = groups.get(address);
    if (group) group.events.push(event);
    else groups.set(address, { ref, events: [event] });
  }
  return groups.values();
}

/** Keeps the events of a dossier; a dossier's history holds no others. */
export function dossierEvents(history: History): DossierEvent[] {
  return history.filter((event): event is DossierEvent => "subject" in event);
}

function turn(
  outcome: BatchOutcome,
  code: string,
  before: DossierEvent[],
  after: DossierEvent[],
  rules: Rules,
): void {
  const was = standingOf(before, rules);
  const is = standingOf(after, rules);
  addAll(outcome.counts, is.counts, 1);
  addAll(outcome.counts, was.counts, -1);
  for (const [index, score] of is.scores) {
    if (was.scores.get(index) !== score) outcome.moves.push({ index, member: code, score });
  }
  for (const index of was.scores.keys()) {
    if (!is.scores.has(index)) outcome.moves.push({ index, member: code, score: null });
  }
}

/** What a dossier adds to the counters, and where it stands in the indexes: among the open, and on each day it counts. */
export function standingOf(
  events: readonly DossierEvent[],
  rules: Rules,
): { counts: Counts; scores: Map<string, number> } {
  const scores = new Map<string, number>();
  if (events.length === 0) return { counts: new Map(), scores };
  const dossier = fold(events, rules);
  const counts = contribution(dossier, rules);
  const open = openScore(dossier, rules);
  if (open !== null) scores.set(OPEN_INDEX, open);
  const dayScore = dossier.receivedAt ?? dossier.closedAt ?? 0;
  for (const day of daysIn(counts)) scores.set(`day:${day}`, dayScore);
  return { counts, scores };
}

/** Its score in the open index: its last moment in time, `Infinity` where no clock runs, `null` when not open. */
export function openScore(dossier: Dossier, rules: Rules): number | null {
  const { dueAt } = dossier;
  if (dossier.voided || dossier.receivedAt === null || dossier.closedAt !== null) return null;
  return dueAt === null || currentWait(dossier) ? Infinity : lastInTime(dueAt, rules.grain);
}

/** The wait that lasts, if one does. */
export function currentWait(dossier: Dossier) {
  const last = dossier.waits.at(-1);
  return last?.to === null ? last : undefined;
}
