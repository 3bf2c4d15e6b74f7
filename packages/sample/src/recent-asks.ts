import { formatInstant, weekday } from "@nhip/domain";
import { dossierCode } from "./dossier-code.ts";
import { lifeEvents, type Life } from "./life.ts";
import { CLOSING, calendar, instantAt, workingDayFrom } from "./office-time.ts";
import { QUICK, SLOW, factsOf } from "./procedures-today.ts";
import { createRandom, type NonEmpty, type Random } from "./random.ts";
import { sampleWard } from "./sample-ward.ts";
import { HABITS_TODAY } from "./service-facts.ts";
import type { WireDossierEvent } from "./wire-event.ts";

const HABITS = {
  processing: 0,
  digitized: 0,
  rated: 0,
  sameDay: 1,
  service: HABITS_TODAY,
  latestAt: Infinity,
};
const MINUTE_MS = 60_000;

/** What a dossier leaves somebody to ask about. */
type Ask = "idle" | "undelivered" | "late-supplement" | "instant" | "extended-twice";
type Course = Omit<Life, "key" | "code" | "facts" | "receivedAt">;

const ON_OTHER_DAYS: NonEmpty<{ ask: Ask | null; weight: number }> = [
  { ask: "undelivered", weight: 4 },
  { ask: "late-supplement", weight: 3 },
  { ask: "instant", weight: 3 },
  { ask: "extended-twice", weight: 3 },
  { ask: null, weight: 7 },
];

/**
 * One dossier of a day that is worth a question, or none; the last of its day, so that no other changes for it. On Mondays
 * it is one that is overdue and left alone until the Friday of the week after.
 */
export function recentAsk(day: string, sequence: string): WireDossierEvent[] {
  const random = createRandom(`${sampleWard.id} ${day} asks`);
  const picked = random.pickWeighted(ON_OTHER_DAYS).ask;
  const ask = weekday(day) === 1 ? "idle" : picked;
  if (ask === null) return [];
  const receivedAt = instantAt(day, random.between(CLOSING - 0.5, CLOSING - 0.2));
  const later = (days: number, hour: number): number => instantAt(workingDayFrom(day, days), hour);
  const key = `r${day.slice(2).replaceAll("-", "")}-${sequence}`;
  const facts = factsOf(random.pickWeighted(ask === "idle" || ask === "undelivered" ? QUICK : SLOW), random);
  const life = { key, code: dossierCode(day, sequence), facts, receivedAt };
  const events = lifeEvents({ ...life, ...courseOf(ask, receivedAt, later, random) }, HABITS, random);
  if (ask === "undelivered") return events.filter(({ type }) => type !== "dossier.delivered");
  return ask === "extended-twice" ? [...events, ...extensions(life, later)] : events;
}

function courseOf(
  ask: Ask,
  receivedAt: number,
  later: (days: number, hour: number) => number,
  random: Random,
): Course {
  const dueIn = (days: number): number => calendar.addWorkingDays(receivedAt, days);
  switch (ask) {
    case "idle":
      return { dueAt: dueIn(1), resolvedAt: later(9, random.between(10, 11)) };
    case "undelivered":
      return { dueAt: dueIn(2), resolvedAt: later(1, random.between(8, 11)) };
    case "instant":
      return { dueAt: dueIn(5), resolvedAt: receivedAt + random.whole(1, 4) * MINUTE_MS };
    case "extended-twice":
      return { dueAt: dueIn(3), resolvedAt: later(8, random.between(8, 11)) };
    case "late-supplement": {
      const suppliedAt = later(4, random.between(8, 11));
      const requestedAt = later(3, random.between(8, 11));
      const dueAt = calendar.addWorkingDays(suppliedAt, 3);
      return {
        dueAt: dueIn(3),
        supplement: { requestedAt, suppliedAt, dueAt },
        resolvedAt: later(5, random.between(14, 16)),
      };
    }
  }
}

/** Put off by three working days each time, with the letter that goes with it. */
function extensions(
  { key, code }: Pick<Life, "key" | "code">,
  later: (days: number, hour: number) => number,
): WireDossierEvent[] {
  return [2, 5].map((days, n) => ({
    id: `${key}-x${n + 1}`,
    type: "dossier.extended",
    ward: sampleWard.id,
    subject: code,
    time: formatInstant(later(days, 15)),
    data: { dueAt: formatInstant(later(days + 4, CLOSING)), apology: true },
  }));
}
