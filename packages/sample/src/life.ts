import type { DossierEventType } from "@nhip/contracts";
import { dayOf, formatInstant } from "@nhip/domain";
import { afterWork, instantAt, workingHoursBetween } from "./office-time.ts";
import type { NonEmpty, Random } from "./random.ts";
import { sampleWard } from "./sample-ward.ts";
import { type ServiceHabits, serviceFacts } from "./service-facts.ts";
import type { CaseFacts, WireDossierEvent, WireFacts } from "./wire-event.ts";

/** One dossier from the counter to its answer; instants in milliseconds. */
export type Life = {
  /** Unique; the ids of its events begin with it. */
  key: string;
  code: string;
  facts: CaseFacts;
  receivedAt: number;
  dueAt: number;
  resolvedAt: number;
  supplement?: { requestedAt: number; suppliedAt: number; dueAt: number };
  /** A field written down wrongly at the counter and put right soon after. */
  mistakenField?: string;
};

/** Shares of dossiers, 0 to 1, that show a step, and the instant by which all steps are over. */
export type Habits = {
  processing: number;
  digitized: number;
  rated: number;
  sameDay: number;
  latestAt: number;
  service: ServiceHabits;
};

const LETTERS = {
  "dossier.submitted": "s",
  "dossier.received": "r",
  "dossier.corrected": "c",
  "dossier.digitized": "g",
  "dossier.processing": "p",
  "dossier.supplement-requested": "q",
  "dossier.supplemented": "a",
  "dossier.resolved": "f",
  "dossier.delivered": "d",
  "dossier.rated": "t",
} as const satisfies Partial<Record<DossierEventType, string>>;

const SECOND_MS = 1000;

const SCORES: NonEmpty<{ score: number; weight: number }> = [
  { score: 5, weight: 70 },
  { score: 4, weight: 24 },
  { score: 3, weight: 6 },
];

/** The events of a life in the order they happen; nothing but the answer itself comes after `latestAt`. */
export function lifeEvents(life: Life, habits: Habits, random: Random): WireDossierEvent[] {
  const { key, code, facts, receivedAt, dueAt, resolvedAt, supplement, mistakenField } = life;
  const events: WireDossierEvent[] = [];
  const tell = (type: keyof typeof LETTERS, atMs: number, data: WireFacts = {}) => {
    events.push({
      id: `${key}-${LETTERS[type]}`,
      type,
      ward: sampleWard.id,
      subject: code,
      time: formatInstant(atMs),
      data,
    });
  };

  const service = serviceFacts(code, facts.field, habits.service);
  const workedUntil = supplement?.requestedAt ?? resolvedAt;
  const hours = workingHoursBetween(receivedAt, workedUntil);
  const duringWork = (share: number) => afterWork(receivedAt, hours * share);

  if (facts.channel === "online") {
    const earliest = instantAt(dayOf(receivedAt), 5.5);
    tell("dossier.submitted", Math.max(earliest, receivedAt - random.whole(300, 9000) * SECOND_MS));
  }
  tell("dossier.received", receivedAt, {
    ...facts,
    ...(mistakenField ? { field: mistakenField } : {}),
    dueAt: formatInstant(dueAt),
    ...service.received,
  });
  if (random.chance(habits.digitized)) tell("dossier.digitized", duringWork(random.between(0.01, 0.08)));
  if (mistakenField) tell("dossier.corrected", duringWork(0.1), { field: facts.field });
  if (random.chance(habits.processing)) tell("dossier.processing", duringWork(random.between(0.12, 0.35)));
  if (supplement) {
    tell("dossier.supplement-requested", supplement.requestedAt);
    tell("dossier.supplemented", supplement.suppliedAt, { dueAt: formatInstant(supplement.dueAt) });
  }
  tell("dossier.resolved", resolvedAt, service.resolved);

  const delay = random.chance(habits.sameDay) ? random.between(0.05, 0.8) : random.between(3, 9);
  const deliveredAt = Math.min(afterWork(resolvedAt, delay), habits.latestAt - 60 * SECOND_MS);
  tell("dossier.delivered", deliveredAt, service.delivered);
  if (random.chance(habits.rated)) {
    const ratedAt = Math.min(afterWork(deliveredAt, random.between(0.01, 0.2)), habits.latestAt);
    tell("dossier.rated", ratedAt, { score: random.pickWeighted(SCORES).score });
  }
  return events;
}
