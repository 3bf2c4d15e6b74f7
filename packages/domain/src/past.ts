import type { DossierEvent } from "@nhip/contracts";
import { dayOf, startOfDay } from "./civil-day.ts";
import { contribution } from "./contribution.ts";
import { addAll, type Counts } from "./counts.ts";
import { fold } from "./dossier.ts";
import type { History } from "./history.ts";
import type { Rules } from "./rules.ts";

/**
 * What has to be added to the counters for this dossier to stand in them as it stood at `at` (milliseconds): what it
 * contributed by its events up to then, less what it contributes by all of them. Only up to the day of `at`: later days
 * had not come yet. Instants of that day alone are kept, because no other day's clock is looked at from there.
 */
export function takenBack(history: History<DossierEvent>, at: number, rules: Rules): Counts {
  const counts: Counts = new Map();
  const known = history.filter((event) => event.time <= at);
  if (known.length === history.length) return counts;
  const day = dayOf(at);
  if (known.length === 0 && cameAfter(history, startOfDay(day) + DAY_MS)) return counts;
  addAll(counts, contribution(fold(history, rules), rules), -1);
  if (known.length > 0) addAll(counts, contribution(fold(known, rules), rules), 1);
  for (const address of counts.keys()) {
    const other = address.slice(0, 10);
    if (other > day || (other < day && address.charCodeAt(10) === AT_SIGN)) counts.delete(address);
  }
  return counts;
}

const DAY_MS = 86_400_000;
const AT_SIGN = 64;

/** True where a dossier can stand on no day before `from`: it began later, and nothing dates it back. */
function cameAfter(history: History<DossierEvent>, from: number): boolean {
  return history.every(
    ({ time, data }) =>
      time >= from && (data.receivedAt ?? from) >= from && (data.resolvedAt ?? from) >= from,
  );
}
