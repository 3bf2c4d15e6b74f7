import type { ChangeAgainst, DayRange } from "@nhip/contracts";
import type { Calendar } from "./calendar.ts";
import { DAY_MS, addDays, dayOf, endOfDay, startOfDay } from "./civil-day.ts";
import { dayAYearBefore, periodAround, previousPeriod, yearBefore, type PeriodRequest } from "./period.ts";

/**
 * A period looked at from a moment. Milliseconds: figures are those of `asOf`, made of what was known at `knownAt`, which
 * is the same moment or a later one (a period that is over, as its figures stand today).
 */
export type Look = { range: DayRange; asOf: number; knownAt: number };

const DAYS: Record<"yesterday" | "lastWeek", number> = { yesterday: 1, lastWeek: 7 };

/**
 * What a look is compared with. `text` is the period as asked; `look.range` what it means.
 *
 * - `yesterday`, `lastWeek`: what the same screen showed one day, seven days before, at the same time of day: the same period
 *   with what was known then, or where it had not begun, the one that ran then.
 * - `lastYear`: the same period a year before; while it runs as it stood at the same moment then, otherwise as it ended.
 * - `previous`: the period before as far as this one has gone, as it is known now; see {@link previousPeriod}.
 */
export function comparedWith(
  against: ChangeAgainst,
  text: PeriodRequest,
  look: Look,
  calendar: Calendar,
): Look {
  switch (against) {
    case "previous":
      return beforeIt(text, look, calendar);
    case "lastYear":
      return yearEarlier(text, look);
    default:
      return daysEarlier(text, look, DAYS[against]);
  }
}

function beforeIt(text: PeriodRequest, { range, asOf, knownAt }: Look, calendar: Calendar): Look {
  const before = previousPeriod(text, range, dayOf(asOf), calendar);
  const end = Math.min(endOfDay(before.to), endOfDay(addDays(range.from, -1)), knownAt);
  return { range: before, asOf: end, knownAt };
}

function yearEarlier(text: PeriodRequest, { range, asOf, knownAt }: Look): Look {
  const then = yearBefore(text, range);
  const today = dayOf(asOf);
  const runs = today >= range.from && asOf < endOfDay(range.to);
  if (!runs) return { range: then, asOf: Math.min(endOfDay(then.to), knownAt), knownAt };
  const moment =
    text === "week" ? asOf - 364 * DAY_MS : startOfDay(dayAYearBefore(today)) + (asOf - startOfDay(today));
  return { range: then, asOf: moment, knownAt: moment };
}

function daysEarlier(text: PeriodRequest, { range, asOf, knownAt }: Look, days: number): Look {
  const moment = knownAt - days * DAY_MS;
  if (moment < startOfDay(range.from))
    return { range: periodAround(text, range, dayOf(moment), days), asOf: moment, knownAt: moment };
  const end = asOf < knownAt ? Math.min(moment, endOfDay(range.to)) : moment;
  return { range, asOf: end, knownAt: moment };
}
