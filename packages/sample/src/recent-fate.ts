import type { Life } from "./life.ts";
import { CLOSING, OPENING, afterWork, calendar, instantAt, workingDayFrom } from "./office-time.ts";
import { QUICK, SLOW, factsOf } from "./procedures-today.ts";
import type { Random } from "./random.ts";

/** How a dossier of these days goes. `overdue` stays so for more than a day, `missed` for hours. */
export type Fate = "same-day" | "overnight" | "slow" | "lacking" | "overdue" | "missed";

type Course = Pick<Life, "facts" | "dueAt" | "resolvedAt" | "supplement">;

/** What is promised for work that ends the next morning, in working days. */
const OVERNIGHT_DAYS = [1, 1, 2, 3] as const;

const COURSES: { readonly [fate in Fate]: (day: string, receivedAt: number, random: Random) => Course } = {
  "same-day": (day, receivedAt, random) => {
    const procedure = random.pickWeighted(QUICK);
    const isToday = procedure.promisedDays === 1 && random.chance(0.3);
    const lastCall = instantAt(day, CLOSING - random.between(0.1, 0.5));
    return {
      facts: factsOf(procedure, random),
      dueAt: calendar.addWorkingDays(receivedAt, isToday ? 0 : procedure.promisedDays),
      resolvedAt: Math.min(afterWork(receivedAt, random.between(0.1, 0.7)), lastCall),
    };
  },
  overnight: (day, receivedAt, random) => {
    const procedure = random.pickWeighted(QUICK);
    return {
      facts: factsOf(procedure, random),
      dueAt: calendar.addWorkingDays(receivedAt, random.pick(OVERNIGHT_DAYS)),
      resolvedAt: instantAt(workingDayFrom(day, 1), random.between(OPENING + 0.2, 11.4)),
    };
  },
  slow: (_day, receivedAt, random) => {
    const procedure = random.pickWeighted(SLOW);
    return {
      facts: factsOf(procedure, random),
      dueAt: calendar.addWorkingDays(receivedAt, procedure.promisedDays),
      resolvedAt: afterWork(receivedAt, random.between(9, 34)),
    };
  },
  lacking: (_day, receivedAt, random) => {
    const procedure = random.pickWeighted(SLOW);
    const requestedAt = afterWork(receivedAt, random.between(1, 4));
    const suppliedAt = afterWork(requestedAt, random.between(8, 24));
    return {
      facts: factsOf(procedure, random),
      dueAt: calendar.addWorkingDays(receivedAt, procedure.promisedDays),
      supplement: {
        requestedAt,
        suppliedAt,
        dueAt: calendar.addWorkingDays(suppliedAt, procedure.promisedDays),
      },
      resolvedAt: afterWork(suppliedAt, random.between(2, 8)),
    };
  },
  overdue: (day, receivedAt, random) => ({
    facts: factsOf(random.pickWeighted(QUICK), random),
    dueAt: calendar.addWorkingDays(receivedAt, 1),
    resolvedAt: instantAt(workingDayFrom(day, 3), random.between(OPENING + 0.6, 10)),
  }),
  missed: (day, _receivedAt, random) => ({
    facts: factsOf(random.pickWeighted(SLOW), random),
    dueAt: instantAt(workingDayFrom(day, 2), 11.5),
    resolvedAt: instantAt(workingDayFrom(day, 2), random.between(14, 16.5)),
  }),
};

/** The course of a dossier received at an instant of a working day. */
export function courseOf(fate: Fate, day: string, receivedAt: number, random: Random): Course {
  return COURSES[fate](day, receivedAt, random);
}

/** The fates of a day's dossiers in the order they come in. */
export function fatesOf(count: number, random: Random): Fate[] {
  const special: Fate[] = [
    "overdue",
    ...Array<Fate>(random.chance(0.35) ? 1 : 0).fill("missed"),
    "lacking",
    ...Array<Fate>(random.whole(4, 5)).fill("slow"),
    ...Array<Fate>(random.whole(7, 10)).fill("overnight"),
  ];
  return random.shuffled([...special, ...Array<Fate>(count - special.length).fill("same-day")]);
}
