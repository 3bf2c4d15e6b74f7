import type { Kpi, KpiUnit } from "@nhip/contracts";

const whole = new Intl.NumberFormat("vi-VN", { maximumFractionDigits: 0 });
const decimal = new Intl.NumberFormat("vi-VN", { maximumFractionDigits: 1 });

/** `5188` -> `5.188`. */
export function formatCount(value: number): string {
  return whole.format(value);
}

/** At most one decimal: `78.3` -> `78,3`, `75` -> `75`. */
export function formatDecimal(value: number): string {
  return decimal.format(value);
}

/** A KPI's figure as it stands on a tile: `5.188`, `78,3%`, `7,5`. Hours and points get their unit as a word beside it. */
export function formatFigure(value: number, unit: KpiUnit): string {
  switch (unit) {
    case "count":
      return formatCount(value);
    case "percent":
      return `${formatDecimal(value)}%`;
    case "hours":
    case "points":
      return formatDecimal(value);
  }
}

/** A KPI's figure, or the dash of one that has none. */
export function kpiFigure(kpi: Kpi | undefined): string {
  return kpi === undefined || kpi.value === null ? "—" : formatFigure(kpi.value, kpi.unit);
}

/** A difference with its sign, the minus as a true minus: `+3`, `−0,4`; rounded to the unit first. */
export function formatSigned(value: number, unit: KpiUnit): string {
  const size = unit === "count" ? formatCount(Math.abs(value)) : formatDecimal(Math.abs(value));
  if (size === "0") return "0";
  return `${value < 0 ? "−" : "+"}${size}`;
}

/** Breakdowns on a wall hide small cells: 1 to 4 become `<5`, 0 and 5 upwards stay. */
export function formatMasked(value: number): string {
  return value > 0 && value < 5 ? "<5" : formatCount(value);
}
