import { createRandom } from "./random.ts";
import type { WireFacts } from "./wire-event.ts";

/** Shares of dossiers, 0 to 1, of which something is true. */
export type ServiceHabits = { papers: number; result: number; reused: number; paidOnline: number };

/** When digitising had just begun. */
export const HABITS_2022: ServiceHabits = { papers: 0.38, result: 0.24, reused: 0.12, paidOnline: 0.18 };
export const HABITS_TODAY: ServiceHabits = { papers: 0.78, result: 0.93, reused: 0.46, paidOnline: 0.57 };

/** Fields of work in which something is paid. */
const WITH_FEES: ReadonlySet<string> = new Set(["chung-thuc", "dat-dai", "dang-ky-kinh-doanh", "xay-dung"]);

/**
 * What is told of a dossier for the index of Decision 766, by the step that tells it. It depends on the code alone and
 * takes nothing from any other source of chance, so all else of the sample stays as it is.
 */
export function serviceFacts(code: string, field: string, habits: ServiceHabits) {
  const random = createRandom(`766 ${code}`);
  const papersDigitized = random.chance(habits.papers);
  const dataReused = random.chance(habits.reused);
  const resultElectronic = random.chance(habits.result);
  const paidOnline = random.chance(habits.paidOnline);
  const feeDue = WITH_FEES.has(field);
  return {
    received: { papersDigitized, dataReused, feeDue },
    resolved: { resultElectronic },
    delivered: feeDue ? { paidOnline } : {},
  } satisfies Record<string, WireFacts>;
}
