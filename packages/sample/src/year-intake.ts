import { addDays, weekday } from "@nhip/domain";
import { apportion } from "./apportion.ts";
import { arrivals } from "./arrivals.ts";
import { daySequence, dossierCode } from "./dossier-code.ts";
import { calendar, workingDays } from "./office-time.ts";
import { YEAR_FROM, YEAR_TO } from "./published-figures.ts";
import type { Random } from "./random.ts";

export type Receipt = { day: string; receivedAt: number; code: string };

/** Monday is 1; Saturday and Sunday never count. */
const WEEKDAY_WEIGHTS: readonly number[] = [0, 1.3, 1.04, 0.96, 0.94, 0.82];
/** From January: quiet around Tết, busy when schools and universities enrol, in July and August. */
const MONTH_WEIGHTS: readonly number[] = [1, 0.82, 0.98, 1, 1, 1.08, 1.16, 1.18, 1, 0.96, 1, 1.02];
/** Weeks around Tết Nhâm Dần (1 February 2022), both days inclusive. */
const TET_DIPS = [
  { from: "2022-01-24", to: "2022-01-28", factor: 0.7 },
  { from: "2022-02-07", to: "2022-02-11", factor: 0.5 },
  { from: "2022-02-14", to: "2022-02-18", factor: 0.8 },
] as const;

function weightOf(day: string, random: Random): number {
  const dip = TET_DIPS.find(({ from, to }) => from <= day && day <= to)?.factor ?? 1;
  const ordinary = (WEEKDAY_WEIGHTS[weekday(day)] ?? 0) * (MONTH_WEIGHTS[Number(day.slice(5, 7)) - 1] ?? 1);
  const isPentUp = weekday(day) > 1 && !calendar.isWorkingDay(addDays(day, -1)) && dip === 1;
  return ordinary * dip * (isPentUp ? 1.3 : 1) * random.between(0.84, 1.16);
}

/** `total` receipts of the sample's year in the order they come in: working days and office hours only. */
export function yearReceipts(total: number, random: Random): Receipt[] {
  const days = workingDays(YEAR_FROM, YEAR_TO);
  const counts = apportion(
    total,
    days.map((day) => weightOf(day, random)),
  );
  return days.flatMap((day, place) =>
    arrivals(day, counts[place] ?? 0, random).map((receivedAt, index) => ({
      day,
      receivedAt,
      code: dossierCode(day, daySequence(index + 1)),
    })),
  );
}
