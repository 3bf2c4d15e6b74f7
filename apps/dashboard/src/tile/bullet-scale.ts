import type { KpiUnit } from "@nhip/contracts";

export type BulletScale = { bar: number; tick: number | null; pace: number | null };

/** Where bar, target and pace stand, each 0 to 100. A percentage is drawn against 100, a count against the larger of value and target. */
export function bulletScale(
  value: number | null,
  target: number | null,
  pace: number | null,
  unit: KpiUnit,
): BulletScale {
  const top =
    unit === "percent"
      ? Math.max(100, value ?? 0, target ?? 0)
      : Math.max(value ?? 0, (target ?? 0) * 1.1, 1);
  const at = (figure: number): number =>
    Math.round(Math.min(100, Math.max(0, (figure / top) * 100)) * 10) / 10;
  return {
    bar: at(value ?? 0),
    tick: target === null ? null : at(target),
    pace: pace === null ? null : at(pace),
  };
}
