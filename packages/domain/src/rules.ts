import type { WardRules } from "@nhip/contracts";
import { createCalendar, type Calendar } from "./calendar.ts";
import { HOLIDAYS } from "./holidays.ts";

const HOUR_MS = 3_600_000;
/**
 * Raised whenever `fold`, `contribution` or the indexes come out otherwise for the same events and settings. Counters made
 * under an older version are counted anew before anything is added to them.
 */
export const COUNTING_VERSION = 2;

/** A ward's rules, ready for use. Pure data and functions. */
export type Rules = {
  /** `<COUNTING_VERSION>.<digest>`: counters with the same mark may be added up; see {@link countingVersionOf}. */
  mark: string;
  calendar: Calendar;
  /** `pause`: waiting is added to the due time. `restart`: the time begins anew (Decree 61/2018/NĐ-CP Art. 19.4). */
  waitingClock: WardRules["waitingClock"];
  grain: WardRules["grain"];
  /** Working milliseconds before the due time from which a dossier is due soon. */
  dueSoonMs: number;
  procedureDays: Readonly<Record<string, number>>;
};

/** Rules from a ward's settings. Throws AppError("invalid-value") when the office hours make no sense. */
export function createRules(settings: WardRules): Rules {
  return {
    mark: `${COUNTING_VERSION}.${digestOf(JSON.stringify([settings, HOLIDAYS]))}`,
    calendar: createCalendar({ officeHours: settings.officeHours }),
    waitingClock: settings.waitingClock,
    grain: settings.grain,
    dueSoonMs: settings.dueSoonHours * HOUR_MS,
    procedureDays: settings.procedureDays,
  };
}

/** The version of the code behind a mark; a worker leaves alone what a newer one has counted. */
export function countingVersionOf(mark: string): number {
  return Number(mark.split(".", 1)[0]);
}

/** FNV-1a over two lanes; it tells settings apart, it guards nothing. */
function digestOf(text: string): string {
  let low = 0x811c9dc5;
  let high = 0x01000193;
  for (let i = 0; i < text.length; i++) {
    low = Math.imul(low ^ text.charCodeAt(i), 0x01000193) >>> 0;
    high = Math.imul(high ^ text.charCodeAt(i), 0x85ebca6b) >>> 0;
  }
  return low.toString(36) + high.toString(36);
}
