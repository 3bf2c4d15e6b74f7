import type { DayRange } from "@nhip/contracts";
import type { Day } from "../civil-day.ts";
import { dutiesOf, type Duty, type DutyInput } from "./duties.ts";
import { dayOf } from "../civil-day.ts";

/**
 * How units reported. `due`: reports whose due day lies in the period and is over, or that came before it; `onTime`: those
 * of them in time. `missing`: past their due day and not there. `owed`: periods that were over, there or not.
 */
export type DutyTally = DutyCounts & {
  /** The same by unit, in the order in which they were met. */
  byUnit: ReadonlyMap<string, DutyCounts & { name: string }>;
};
type DutyCounts = { due: number; onTime: number; missing: number; owed: number };

/** The tally of a period, worked out once, when it is first asked for. */
export function dutyTally(input: DutyInput, range: DayRange): () => DutyTally {
  let tally: DutyTally | undefined;
  return () => (tally ??= tallyOf(dutiesOf(input), range, dayOf(input.asOf)));
}

/** Adds duties up for a period, as at `today`. */
export function tallyOf(duties: readonly Duty[], range: DayRange, today: Day): DutyTally {
  const whole: DutyCounts = { due: 0, onTime: 0, missing: 0, owed: 0 };
  const byUnit = new Map<string, DutyCounts & { name: string }>();
  for (const duty of duties) {
    const { id, name } = duty.unit;
    const own = byUnit.get(id) ?? { name, due: 0, onTime: 0, missing: 0, owed: 0 };
    byUnit.set(id, own);
    for (const counts of [whole, own]) addDuty(counts, duty, range, today);
  }
  return { ...whole, byUnit };
}

function addDuty(counts: DutyCounts, duty: Duty, range: DayRange, today: Day): void {
  if (duty.range.to < today) counts.owed += 1;
  if (isMissing(duty)) counts.missing += 1;
  if (!wasDueIn(duty, range, today)) return;
  counts.due += 1;
  if (duty.state === "onTime") counts.onTime += 1;
}

/** Past its due day and not there. */
export function isMissing({ state }: Duty): boolean {
  return state === "late" || state === "missing";
}

/** True for what is to be judged in a period: its due day lies there, and is over or the report has come before it. */
export function wasDueIn({ dueDay, report }: Duty, range: DayRange, today: Day): boolean {
  return dueDay >= range.from && dueDay <= range.to && (dueDay < today || report !== null);
}
