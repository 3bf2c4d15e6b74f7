import type { Cadence, SeriesPoint } from "@nhip/contracts";
import { parsePeriod } from "@nhip/domain";

/** One column: `n` the month or quarter, `height` 0 to 100, `null` where nothing is known. */
export type Column = { n: number; value: number | null; height: number; break: boolean };
export type Trend = { by: "month" | "quarter"; columns: Column[]; target: number | null };

/**
 * The columns of a year out of its months: twelve, or four where figures come by quarter. What is still running is left out
 * of figures that units report: what stands there is the report before it. `null` for yearly figures and a year without any.
 */
export function trendOf(
  points: readonly SeriesPoint[],
  cadence: Cadence | null,
  target: number | null,
  today: string,
): Trend | null {
  if (cadence === "year") return null;
  const by = cadence === "quarter" ? "quarter" : "month";
  const known = points.filter(({ key }) => cadence === null || (parsePeriod(key, today)?.to ?? "") <= today);
  const top = Math.max(target ?? 0, ...known.map(({ value }) => value ?? 0)) * 1.06 || 1;
  const size = by === "month" ? 1 : 3;
  const columns = Array.from({ length: 12 / size }, (_, index): Column => {
    const months = known.filter(({ key }) => Math.ceil(Number(key.slice(5, 7)) / size) === index + 1);
    const last = months.find(({ key }) => Number(key.slice(5, 7)) === (index + 1) * size);
    const value = last?.value ?? null;
    return {
      n: index + 1,
      value,
      height: value === null ? 0 : Math.max(0, (100 * value) / top),
      break: months.some((point) => point.break),
    };
  });
  if (columns.every(({ value }) => value === null)) return null;
  return { by, columns, target: target === null || target <= 0 ? null : (100 * target) / top };
}
