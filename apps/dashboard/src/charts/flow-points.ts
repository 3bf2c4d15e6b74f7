import type { Series } from "@nhip/contracts";
import { createCalendar } from "@nhip/domain";
import { upToToday } from "../format/period.ts";
import type { FlowPoint } from "./flow-option.ts";

/** Only which days are off is asked of it, so the hours do not matter. */
const { isWorkingDay } = createCalendar({ officeHours: [["08:00", "17:00"]] });

/** Two series laid side by side by key, without the future, and without days off on which nothing happened. */
export function flowPoints(received: Series, resolved: Series, today: string): FlowPoint[] {
  const other = new Map(resolved.points.map((point) => [point.key, point.value]));
  return upToToday(received.points, today)
    .map((point) => ({ key: point.key, received: point.value, resolved: other.get(point.key) ?? null }))
    .filter(({ key, received: came, resolved: went }) => came !== 0 || went !== 0 || !isDayOff(key));
}

/** What came in and what went out over the points drawn. */
export function flowTotals(points: readonly FlowPoint[]): { received: number; resolved: number } {
  const sum = (key: "received" | "resolved"): number =>
    points.reduce((total, point) => total + (point[key] ?? 0), 0);
  return { received: sum("received"), resolved: sum("resolved") };
}

function isDayOff(key: string): boolean {
  return key.length === "2026-11-24".length && !isWorkingDay(key);
}
