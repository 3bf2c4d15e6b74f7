import type { DayRange, Direction, KpiStatus, KpiUnit, NoValueReason } from "./kpi.ts";

/** Why a row of the plan has no value: as for a KPI, or that nobody counts it by unit, or that there is no such KPI. */
export type NoPlanValueReason = NoValueReason | "not-by-unit" | "unknown-kpi";
/**
 * Why there is no pace. `no-start`: a level, of which nothing is known to start from. `within-plan`: the plan's own
 * period began before the one asked for, so a count of this one says nothing of it.
 */
export type NoPaceReason = "no-start" | "within-plan";
/**
 * Why there is no forecast. `too-early`: fewer than three weeks or reports to go by. `balance`: the figure is no sum of
 * what happens day by day. `level`: the newest report alone counts.
 */
export type NoForecastReason =
  | "period-over"
  | "not-begun"
  | "within-plan"
  | "no-value"
  | "too-early"
  | "balance"
  | "level";
/**
 * Why nothing is said about what is needed a week. `reached`: already there. `ceiling`: the target is not to be passed.
 * `out-of-reach`: even if all that is expected counted, it would not do.
 */
export type NoNeedReason = Exclude<NoForecastReason, "level"> | "reached" | "ceiling" | "out-of-reach";

/** Where a figure will stand at the period's end: in four of five cases between `low` and `high`. In the KPI's unit. */
export type Forecast = { value: number; low: number; high: number };

/** One KPI of a ward's plan, or of one of its units. Values in the KPI's unit, rounded as the KPI is. */
export type PlanRow = {
  id: string;
  label: string;
  unit: KpiUnit;
  direction: Direction;
  /** The ward's unit that the target is for (`to-7`); `null` for the whole ward. */
  forUnit: string | null;
  value: number | null;
  numerator: number | null;
  denominator: number | null;
  target: number;
  status: KpiStatus;
  /** The plan's own period as it was named (`2022`), and the document that set it. */
  planPeriod: string;
  source: string | null;
  /** Value over target in percent, one decimal. */
  attainment: number | null;
  /** Where the plan says we should be by the working days gone by. */
  pace: number | null;
  /** Value minus pace: below zero is behind, unless the target is a ceiling. */
  ahead: number | null;
  forecast: Forecast | null;
  /**
   * What has to be added in each week of five working days from today on to reach the target: of a count the count, of
   * a rate its numerator (dossiers filed online), of a level its own unit. Rounded up.
   */
  neededAWeek: number | null;
  /** What has been added a week of late, in the same unit. */
  usualAWeek: number | null;
  /** Set exactly where the figure of that name is `null`. */
  reasons: {
    value?: NoPlanValueReason;
    pace?: NoPaceReason;
    forecast?: NoForecastReason;
    neededAWeek?: NoNeedReason;
  };
  /** How the forecast is made, in a sentence, Vietnamese or English as asked. */
  method: string;
  /** Path of the explanation under /api/v1. */
  explain: string;
};

/** A ward's plan for a period, at one revision: a row for each target that was set. */
export type Plan = {
  ward: string;
  period: DayRange;
  rev: number;
  /** RFC 3339, +07:00. */
  asOf: string;
  computedAt: string;
  /** Working days of the period: all, those gone by before the day of `asOf`, and those left, that day included. */
  workingDays: { total: number; done: number; left: number };
  rows: PlanRow[];
};
