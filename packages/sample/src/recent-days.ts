import { formatInstant } from "@nhip/domain";
import { workingDayFrom, workingDays } from "./office-time.ts";
import { recentDay } from "./recent-day.ts";
import { recentStatements } from "./recent-statements.ts";
import { type WireEvent, inTimeOrder } from "./wire-event.ts";

/** Working days before today that the sample looks back on. */
const LOOK_BACK = 20;

/**
 * The last twenty working days and today until `nowMs`, in time order, with this year's plan and reports.
 * A dossier depends on its day of receipt alone: asked again tomorrow, the same dossiers have gone on.
 */
export function recentDays(todayDay: string, nowMs: number): WireEvent[] {
  const now = formatInstant(Math.floor(nowMs / 1000) * 1000);
  const days = workingDays(workingDayFrom(todayDay, -LOOK_BACK), todayDay);
  const events = [...recentStatements(todayDay), ...days.flatMap(recentDay)];
  return inTimeOrder(events.filter(({ time }) => time <= now));
}
