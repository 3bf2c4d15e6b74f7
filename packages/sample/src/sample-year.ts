import { CLOSING, instantAt } from "./office-time.ts";
import { type Life, lifeEvents } from "./life.ts";
import { YEAR_PROCEDURES } from "./procedures-2022.ts";
import { YEAR_TO } from "./published-figures.ts";
import { createRandom } from "./random.ts";
import { HABITS_2022 } from "./service-facts.ts";
import { type WireEvent, inTimeOrder } from "./wire-event.ts";
import { yearCases } from "./year-cases.ts";
import { yearReceipts } from "./year-intake.ts";
import { yearLives } from "./year-lives.ts";
import { yearStatements } from "./year-statements.ts";

const HABITS = { processing: 0.7, digitized: 0.3, rated: 0.06, sameDay: 0.75, service: HABITS_2022 };
/** Some weeks after the last answer; dossiers answered in the year's working days end within them. */
const AFTERWARDS = "2022-12-30";

function latestAt(life: Life): number {
  const lastClosing = instantAt(YEAR_TO, CLOSING);
  return life.resolvedAt <= lastClosing ? lastClosing : instantAt(AFTERWARDS, CLOSING);
}

/**
 * The ward's year 2022 in time order, always the same: 5,188 dossiers received by 9 December, 5,184 of them
 * answered by then (5,126 before their due day, 58 on it), four answered later that month; plans, monthly
 * reports, and the figures published on 12 December.
 */
export function sampleYear(): WireEvent[] {
  const random = createRandom("nguyen-thai-hoc 2022");
  const total = YEAR_PROCEDURES.reduce((sum, { count }) => sum + count, 0);
  const cases = yearCases(yearReceipts(total, random), random);
  const dossiers = yearLives(cases, random).flatMap((life) =>
    lifeEvents(life, { ...HABITS, latestAt: latestAt(life) }, random),
  );
  return inTimeOrder([...yearStatements(), ...dossiers]);
}
