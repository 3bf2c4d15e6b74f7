import { dayOf, endOfDay } from "./civil-day.ts";
import type { Rules } from "./rules.ts";

/** How a dossier was answered. `undated` has no due time and never counts as on time. */
export const VERDICT_CLASSES = ["early", "onTime", "late", "undated"] as const;
export type VerdictClass = (typeof VERDICT_CLASSES)[number];

/** The last millisecond that is still in time: the due instant, with grain `day` the end of the due day. */
export function lastInTime(dueAt: number, grain: Rules["grain"]): number {
  return grain === "day" ? endOfDay(dayOf(dueAt)) : dueAt;
}

/**
 * Early: answered on a civil day before the due day. On time: on the due day and not after the due instant
 * (with grain `day`: on the due day). Late: after that. Times in milliseconds since the epoch.
 */
export function verdict(resolvedAt: number, dueAt: number | null, grain: Rules["grain"]): VerdictClass {
  if (dueAt === null) return "undated";
  if (dayOf(resolvedAt) < dayOf(dueAt)) return "early";
  return resolvedAt <= lastInTime(dueAt, grain) ? "onTime" : "late";
}
