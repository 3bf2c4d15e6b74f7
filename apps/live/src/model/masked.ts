import type { KpiItems, Plan, Series, SeriesPoint } from "@nhip/contracts";

/** Cells of fewer than this may tell of a person. */
const SMALLEST = 5;

/** A breakdown as a wall may show it: counts of 1 to 4, and rates of so few, are not told. */
export function maskedSeries(series: Series): Series {
  if (series.by === "day" || series.by === "month") return series;
  return { ...series, points: series.points.map((point) => maskedPoint(point, series.unit === "count")) };
}

function maskedPoint(point: SeriesPoint, isCount: boolean): SeriesPoint {
  const isSmall = isCount ? few(point.value) : few(point.denominator) || few(point.numerator);
  return isSmall ? { ...point, value: null, numerator: null, denominator: null, masked: true } : point;
}

function few(count: number | null): boolean {
  return count !== null && count > 0 && count < SMALLEST;
}

/** A plan as a wall may show it: the ward's own rows, for a unit's figures are small. */
export function wardPlan(plan: Plan): Plan {
  return { ...plan, rows: plan.rows.filter(({ forUnit }) => forUnit === null) };
}

/** Criteria as a wall may show them: whether they are met, without evidence and without who assessed them. */
export function bareItems(items: KpiItems): KpiItems {
  return { ...items, items: items.items.map((item) => ({ ...item, evidence: null, assessor: null })) };
}
