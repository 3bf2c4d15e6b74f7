import { weekday } from "@nhip/domain";
import { arrivals } from "./arrivals.ts";
import { daySequence, dossierCode } from "./dossier-code.ts";
import { lifeEvents } from "./life.ts";
import { createRandom } from "./random.ts";
import { recentAsk } from "./recent-asks.ts";
import { courseOf, fatesOf } from "./recent-fate.ts";
import { sampleWard } from "./sample-ward.ts";
import { HABITS_TODAY } from "./service-facts.ts";
import type { WireDossierEvent } from "./wire-event.ts";

const HABITS = {
  processing: 0.8,
  digitized: 0.6,
  rated: 0.08,
  sameDay: 0.9,
  latestAt: Infinity,
  service: HABITS_TODAY,
};

/** Dossiers a day, Monday first; a working Saturday is a quiet day. */
const ORDINARY: readonly number[] = [138, 122, 114, 112, 102, 94];

/** All that ever happens to the dossiers received on a working day; depends on the day alone. */
export function recentDay(day: string): WireDossierEvent[] {
  const random = createRandom(`${sampleWard.id} ${day}`);
  const count = (ORDINARY[weekday(day) - 1] ?? 94) + random.whole(-4, 11);
  const fates = fatesOf(count, random);
  const ordinary = arrivals(day, count, random).flatMap((receivedAt, index) => {
    const sequence = daySequence(index + 1);
    const life = {
      key: `r${day.slice(2).replaceAll("-", "")}-${sequence}`,
      code: dossierCode(day, sequence),
      receivedAt,
      ...courseOf(fates[index] ?? "same-day", day, receivedAt, random),
    };
    return lifeEvents(life, HABITS, random);
  });
  return [...ordinary, ...recentAsk(day, daySequence(count + 1))];
}
