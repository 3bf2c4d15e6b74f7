import type { DayRange, ServiceGroupId } from "@nhip/contracts";
import type { Report } from "../kpi/report.ts";

const PORTAL = "service766.portal";

/** The indicator under which the portal's own score is reported: the total, or one group's. */
export const portalIndicator = (group?: ServiceGroupId): string =>
  group === undefined ? PORTAL : `${PORTAL}.${group}`;

/** A score that the portal has published; `at` milliseconds since the epoch, when it was reported. */
export type PublishedScore = { points: number; period: string; range: DayRange; at: number };

/** The newest score of the portal that speaks of days of `range`; `null` where none was reported. */
export function publishedScore(
  reports: readonly Report[],
  range: DayRange,
  group?: ServiceGroupId,
): PublishedScore | null {
  const indicator = portalIndicator(group);
  const newest = reports
    .filter((report) => report.indicator === indicator && report.data.value !== undefined)
    .filter((report) => report.range.from <= range.to && report.range.to >= range.from)
    .toSorted((a, b) => (a.range.to < b.range.to ? 1 : a.range.to > b.range.to ? -1 : b.at - a.at))[0];
  if (newest?.data.value === undefined) return null;
  return { points: newest.data.value, period: newest.data.period, range: newest.range, at: newest.at };
}
