import { dayOf } from "@nhip/domain";
import type { Life } from "./life.ts";
import { CLOSING, OPENING, afterWork, calendar, instantAt, workingDayFrom } from "./office-time.ts";
import { ON_TIME, YEAR_TO } from "./published-figures.ts";
import type { Random } from "./random.ts";
import type { YearCase } from "./year-cases.ts";

/** Supplements are asked for only while there is time to answer them within the year's working days. */
const SUPPLEMENT_UNTIL = "2022-11-04";
const SUPPLEMENT_SHARE = 0.05;
/** The first civil-status dossiers of these days were put under the wrong field at first. */
const MISTAKES_ON = ["2022-03-15", "2022-06-21", "2022-09-27"];

/** Working through `hours`, but done before the due day and by the last day of the sample's year. */
function earlyAnswer(fromMs: number, hours: number, dueAt: number, random: Random): number {
  const dayBefore = workingDayFrom(dayOf(dueAt), -1);
  const lastDay = dayBefore < YEAR_TO ? dayBefore : YEAR_TO;
  return Math.min(afterWork(fromMs, hours), instantAt(lastDay, CLOSING - random.between(0.1, 0.35)));
}

function supplementOf(one: YearCase, random: Random): Life["supplement"] {
  const requestedAt = afterWork(one.receivedAt, random.between(3, 10));
  const suppliedAt = afterWork(requestedAt, random.between(4, 30));
  return { requestedAt, suppliedAt, dueAt: calendar.addWorkingDays(suppliedAt, one.procedure.promisedDays) };
}

/** Places of the dossiers answered on their due day. */
function onTimePlaces(cases: readonly YearCase[], random: Random): Set<number> {
  const possible = [...cases.keys()].filter((place) => {
    const one = cases[place];
    return (
      one &&
      !one.leftOpen &&
      dayOf(calendar.addWorkingDays(one.receivedAt, one.procedure.promisedDays)) <= YEAR_TO
    );
  });
  return new Set(random.shuffled(possible).slice(0, ON_TIME));
}

/** How each case of the year went. */
export function yearLives(cases: readonly YearCase[], random: Random): Life[] {
  const onTime = onTimePlaces(cases, random);
  const mistakes = new Set(
    MISTAKES_ON.map((day) => cases.find((one) => one.day === day && one.procedure.field === "ho-tich")?.code),
  );

  return cases.map((one, place) => {
    const { procedure, channel, code, day, receivedAt, leftOpen } = one;
    const dueAt = calendar.addWorkingDays(receivedAt, procedure.promisedDays);
    const life = {
      key: `s22-${String(place + 1).padStart(6, "0")}`,
      code,
      facts: { procedure: procedure.code, field: procedure.field, channel, level: procedure.level },
      receivedAt,
      dueAt,
      ...(mistakes.has(code) ? { mistakenField: "chung-thuc" } : {}),
    };
    if (leftOpen) return { ...life, resolvedAt: instantAt(leftOpen.resolvedOn, leftOpen.resolvedHour) };
    if (onTime.has(place)) {
      const hour = random.chance(0.5)
        ? random.between(OPENING + 0.5, 11.4)
        : random.between(13.6, CLOSING - 0.3);
      return { ...life, resolvedAt: instantAt(dayOf(dueAt), hour) };
    }
    const hours = random.between(...procedure.hours);
    const mayLack = procedure.promisedDays >= 5 && procedure.hours[1] <= 80 && day <= SUPPLEMENT_UNTIL;
    const supplement = mayLack && random.chance(SUPPLEMENT_SHARE) ? supplementOf(one, random) : undefined;
    if (!supplement) return { ...life, resolvedAt: earlyAnswer(receivedAt, hours, dueAt, random) };
    return {
      ...life,
      supplement,
      resolvedAt: earlyAnswer(supplement.suppliedAt, hours, supplement.dueAt, random),
    };
  });
}
