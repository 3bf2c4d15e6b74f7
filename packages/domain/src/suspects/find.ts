import type { DossierEvent } from "@nhip/contracts";
import { currentWait } from "../batch.ts";
import { dayOf } from "../civil-day.ts";
import { fold, type Dossier } from "../dossier.ts";
import type { History } from "../history.ts";
import type { Rules } from "../rules.ts";
import { lastInTime } from "../verdict.ts";
import {
  msOnWorkingDays,
  startOfWorkingDayAfter,
  startOfWorkingDayBefore,
  workingDaysAfter,
} from "./working-days.ts";

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** From where on a pattern is worth a question. */
export type SuspectThresholds = {
  /** More working days than this after the answer, without a delivery. */
  undeliveredDays: number;
  /** So many working days or more without any event, while overdue. */
  idleDays: number;
  /** A supplement asked for so many hours or fewer before the due time; days off do not count. */
  lateSupplementHours: number;
  /** Answered so many minutes or fewer after the receipt. */
  instantMinutes: number;
  /** More extensions than this. */
  extensionsAllowed: number;
  /** From so many working days before the due day on, an apology is due. */
  apologyDays: number;
};

export const SUSPECT_THRESHOLDS: SuspectThresholds = {
  undeliveredDays: 3,
  idleDays: 5,
  lateSupplementHours: 24,
  instantMinutes: 5,
  extensionsAllowed: 1,
  apologyDays: 1,
};

/** A question that a dossier raises. `since`: from when on, in milliseconds since the epoch. */
export type Suspect = { since: number } & (
  | { kind: "undelivered"; days: number }
  | { kind: "idle-overdue"; days: number }
  /** `hours`: begun hours that were left. */
  | { kind: "late-supplement"; hours: number }
  /** `minutes`: whole minutes from receipt to answer, `null` when the answer is dated before the receipt. */
  | { kind: "instant"; minutes: number | null }
  | { kind: "second-extension"; times: number; allowed: number }
  /** Begun working hours that are left, or working days since the due day. */
  | { kind: "apology-due"; hoursLeft: number }
  | { kind: "apology-due"; daysOver: number }
);

type Case = {
  history: History<DossierEvent>;
  dossier: Dossier;
  rules: Rules;
  now: number;
  limits: SuspectThresholds;
};

/**
 * The questions that a dossier raises at `now`, each kind at most once. `history` is sorted by (time, id) and `dossier` is
 * its fold under `rules`. What was never received or was voided raises none.
 */
export function suspectsOf(
  told: { history: History<DossierEvent>; dossier: Dossier },
  rules: Rules,
  now: number,
  limits: SuspectThresholds = SUSPECT_THRESHOLDS,
): Suspect[] {
  const { receivedAt, voided } = told.dossier;
  if (voided || receivedAt === null || receivedAt > now) return [];
  const one: Case = { ...told, rules, now, limits };
  return [
    apologyDue(one, receivedAt),
    idleOverdue(one, receivedAt),
    undelivered(one),
    secondExtension(one),
    lateSupplement(one),
    instant(one, receivedAt),
  ].filter((suspect) => suspect !== null);
}

function undelivered({ dossier, rules, now, limits }: Case): Suspect | null {
  const { closedAt, outcome, deliveredAt } = dossier;
  if (outcome !== "resolved" || closedAt === null || deliveredAt !== null) return null;
  const days = workingDaysAfter(rules.calendar, closedAt, now);
  if (days <= limits.undeliveredDays) return null;
  const since = startOfWorkingDayAfter(rules.calendar, closedAt, limits.undeliveredDays + 1);
  return { kind: "undelivered", since, days };
}

function idleOverdue({ history, dossier, rules, now, limits }: Case, receivedAt: number): Suspect | null {
  const overdueFrom = runsOutAt(dossier, rules);
  if (overdueFrom === null || now < overdueFrom) return null;
  const lastAt = history.findLast(({ time }) => time <= now)?.time ?? receivedAt;
  const days = workingDaysAfter(rules.calendar, lastAt, now);
  if (days < limits.idleDays) return null;
  const quietFrom = startOfWorkingDayAfter(rules.calendar, lastAt, limits.idleDays);
  return { kind: "idle-overdue", since: Math.max(quietFrom, overdueFrom), days };
}

/** The newest request near the due time that held then; one that came as soon after the receipt is only prompt. */
function lateSupplement({ history, rules, limits }: Case): Suspect | null {
  const limitMs = limits.lateSupplementHours * HOUR_MS;
  for (let at = history.length - 1; at >= 0; at--) {
    const event = history[at];
    if (event?.type !== "dossier.supplement-requested") continue;
    const before = fold(
      history.filter((one, place) => place < at || isIntake(one)),
      rules,
    );
    const { receivedAt, dueAt, closedAt } = before;
    if (receivedAt === null || dueAt === null || closedAt !== null || currentWait(before)) continue;
    if (event.time > lastInTime(dueAt, rules.grain)) continue;
    const leftMs = msOnWorkingDays(rules.calendar, event.time, dueAt);
    if (leftMs > limitMs || msOnWorkingDays(rules.calendar, receivedAt, event.time) <= limitMs) continue;
    return {
      kind: "late-supplement",
      since: event.time,
      hours: Math.max(1, Math.ceil(leftMs / HOUR_MS)),
    };
  }
  return null;
}

/** Where nothing longer was promised ("trả ngay", same day) or no due time is known, a quick answer is as it should be. */
function instant({ history, dossier, rules, limits }: Case, receivedAt: number): Suspect | null {
  const { closedAt, outcome, dueAt } = dossier;
  if (outcome !== "resolved" || closedAt === null || dueAt === null) return null;
  const tookMs = closedAt - receivedAt;
  if (tookMs > limits.instantMinutes * MINUTE_MS) return null;
  if (dayOf(dueAt) <= dayOf(receivedAt) || promisedDays(history, dossier, rules) === 0) return null;
  const minutes = tookMs < 0 ? null : Math.floor(tookMs / MINUTE_MS);
  return { kind: "instant", since: Math.max(closedAt, receivedAt), minutes };
}

function secondExtension({ history, dossier, limits }: Case): Suspect | null {
  const allowed = limits.extensionsAllowed;
  if (dossier.extensions <= allowed) return null;
  const since = history.filter(({ type }) => type === "dossier.extended")[allowed]?.time ?? 0;
  return { kind: "second-extension", since, times: dossier.extensions, allowed };
}

/**
 * From the working day before the due day on, which is the last on which the letter is in time. Where the dossier came in
 * later than the beginning of that day, it is asked for only once the due time has passed.
 */
function apologyDue({ history, dossier, rules, now, limits }: Case, receivedAt: number): Suspect | null {
  const overdueFrom = runsOutAt(dossier, rules);
  const { dueAt } = dossier;
  if (overdueFrom === null || dueAt === null) return null;
  const { calendar } = rules;
  const letterAt = startOfWorkingDayBefore(calendar, dueAt, limits.apologyDays);
  const since = letterAt < receivedAt ? overdueFrom : letterAt;
  if (now < since || hasApology(history)) return null;
  if (now >= overdueFrom)
    return { kind: "apology-due", since, daysOver: workingDaysAfter(calendar, dueAt, now) };
  const hoursLeft = Math.max(1, Math.ceil(calendar.workingMsBetween(now, dueAt) / HOUR_MS));
  return { kind: "apology-due", since, hoursLeft };
}

/** An apology for the due time that holds: one that came with a new due time, or before it, was for the old one. */
function hasApology(history: History<DossierEvent>): boolean {
  let setAt = -1;
  let dueAt: number | undefined;
  for (const [place, { data }] of history.entries()) {
    if (data.dueAt === undefined || data.dueAt === dueAt) continue;
    dueAt = data.dueAt;
    setAt = place;
  }
  return history.some(({ data }, place) => place > setAt && data.apology === true);
}

/** The first millisecond at which an open dossier whose clock runs is overdue; `null` for every other. */
function runsOutAt(dossier: Dossier, rules: Rules): number | null {
  if (dossier.closedAt !== null || dossier.dueAt === null || currentWait(dossier)) return null;
  return lastInTime(dossier.dueAt, rules.grain) + 1;
}

function promisedDays(history: History<DossierEvent>, dossier: Dossier, rules: Rules): number | null {
  const told = history.findLast(({ data }) => data.workingDays !== undefined)?.data.workingDays;
  if (told !== undefined) return told;
  const { procedure } = dossier;
  if (procedure === null || !Object.hasOwn(rules.procedureDays, procedure)) return null;
  return rules.procedureDays[procedure] ?? null;
}

function isIntake({ type }: DossierEvent): boolean {
  return type === "dossier.received" || type === "dossier.submitted";
}
