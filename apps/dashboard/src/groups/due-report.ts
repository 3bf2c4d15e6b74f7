import type { Cadence, SeriesPoint } from "@nhip/contracts";
import { parsePeriod } from "@nhip/domain";

/**
 * The newest period that should have been reported by a day: the last month or quarter that has ended, as `2026-10` or
 * `2026-Q3`. `null` for yearly figures, and while none of the day's year has ended.
 */
export function dueReport(cadence: Cadence, day: string): string | null {
  const year = day.slice(0, 4);
  const month = Number(day.slice(5, 7));
  const ended = cadence === "month" ? month - 1 : Math.floor((month - 1) / 3);
  const isLast = (period: string) => parsePeriod(period, day)?.to === day;
  const name = (n: number) =>
    cadence === "month" ? `${year}-${String(n).padStart(2, "0")}` : `${year}-Q${n}`;
  if (cadence === "year") return null;
  const running = name(ended + 1);
  return isLast(running) ? running : ended === 0 ? null : name(ended);
}

export type Told = { told: number; missing: SeriesPoint[] };

/** Who has reported up to the due period, or, where none is due by name, at all. */
export function whoReported(points: readonly SeriesPoint[], due: string | null): Told {
  const dueTo = due === null ? "" : (parsePeriod(due, "2000-01-01")?.to ?? "");
  const hasTold = ({ report }: SeriesPoint): boolean =>
    report !== null && report !== undefined && (parsePeriod(report.period, "2000-01-01")?.to ?? "") >= dueTo;
  const missing = points.filter((point) => !hasTold(point));
  return { told: points.length - missing.length, missing };
}
