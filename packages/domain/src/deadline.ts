import type { DossierFacts } from "@nhip/contracts";
import type { Wait } from "./dossier.ts";
import type { Rules } from "./rules.ts";
import { lastInTime } from "./verdict.ts";

/** A due time that the source gave, and when it gave it. */
export type DueMark = { at: number; setAt: number };

/** What the due time of a received dossier is worked out from. Times in milliseconds since the epoch. */
export type DeadlineGround = {
  receivedAt: number;
  facts: DossierFacts;
  /** The newest due time that the source gave. */
  mark: DueMark | null;
  waits: readonly Wait[];
  closedAt: number | null;
};

/**
 * When a dossier is due, in milliseconds since the epoch; `null` when nobody gave a time and none can be worked out.
 *
 * The source's due time wins. Otherwise the procedure's working days are counted from the receipt. A wait that ended
 * after the due time was set moves it:
 *
 * - `pause` adds the working time waited. A wait that began when the dossier was already overdue adds nothing: a clock
 *   that has run out cannot be stopped.
 * - `restart` counts the working days again from the end of the wait (Decree 61/2018/NĐ-CP Art. 19.4, kept by Decree
 *   118/2025/NĐ-CP); where only the source's due time is known, it gives as much working time as that did. What begins
 *   the time anew is what came in: a stop by the office, and a wait that the answer itself ended, pause it.
 */
export function deadline(ground: DeadlineGround, rules: Rules): number | null {
  const { receivedAt, mark, waits, closedAt } = ground;
  const { calendar } = rules;
  const days = mark ? null : workingDaysOf(ground.facts, rules);
  const first = mark?.at ?? (days === null ? null : calendar.addWorkingDays(receivedAt, days));
  if (first === null) return null;
  const setAt = mark?.setAt ?? receivedAt;
  const again = (from: number): number =>
    days === null
      ? calendar.addWorkingMs(from, calendar.workingMsBetween(receivedAt, first))
      : calendar.addWorkingDays(from, days);
  let due = first;
  for (const wait of waits) {
    if (wait.to === null || wait.to <= setAt) continue;
    const from = Math.max(wait.from, setAt);
    const begins = rules.waitingClock === "restart" && wait.kind !== "stopped" && wait.to !== closedAt;
    if (begins) due = again(wait.to);
    else if (from <= lastInTime(due, rules.grain))
      due = calendar.addWorkingMs(due, calendar.workingMsBetween(from, wait.to));
  }
  return due;
}

function workingDaysOf(facts: DossierFacts, rules: Rules): number | null {
  const { procedure } = facts;
  const known = procedure !== undefined && Object.hasOwn(rules.procedureDays, procedure);
  return facts.workingDays ?? (known ? (rules.procedureDays[procedure] ?? null) : null);
}
