import type { PlanRow } from "@nhip/contracts";

/** Where everything stands on a bar, each 0 to 100; `null` where there is none. */
export type PlanScale = {
  bar: number;
  target: number;
  pace: number | null;
  forecast: { value: number; low: number; high: number } | null;
};

/** A percentage is drawn against 100, anything else against the largest of what stands on the bar, with some room. */
export function planScale({ unit, value, target, pace, forecast }: PlanRow): PlanScale {
  const most = Math.max(value ?? 0, target, pace ?? 0, forecast?.high ?? 0);
  const top = unit === "percent" ? Math.max(100, most) : Math.max(most * 1.05, 1);
  const at = (figure: number): number =>
    Math.round(Math.min(100, Math.max(0, (figure / top) * 100)) * 10) / 10;
  return {
    bar: at(value ?? 0),
    target: at(target),
    // A rate is to be at its target at any time: one tick says both.
    pace: pace === null || pace === target ? null : at(pace),
    forecast: forecast && { value: at(forecast.value), low: at(forecast.low), high: at(forecast.high) },
  };
}
