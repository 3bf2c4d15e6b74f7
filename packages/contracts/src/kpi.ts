import type { KpiGroup } from "./catalogue-words.ts";
import type { Cause, Severity } from "./claims.ts";

/** `count` integer · `percent` one decimal, 78.3 · `hours` working hours · `points` one decimal. */
export type KpiUnit = "count" | "percent" | "hours" | "points";
/** Whether a larger value is better, a smaller one, or neither. */
export type Direction = "higher" | "lower" | "neutral";
/** ● đạt, ▲ cần chú ý, ■ chưa đạt, and none where nothing is to be judged. */
export type KpiStatus = "good" | "watch" | "bad" | "none";
/** Why a value is `null`. `bad-formula`: a ratio of the ward's own names what is not there any more. */
export type NoValueReason =
  | "nothing-to-divide-by"
  | "not-reported"
  | "no-data-yet"
  | "parts-missing"
  | "bad-formula"
  | "nothing-due";

/** What changes about a KPI from one revision to the next. */
export type KpiValue = {
  id: string;
  value: number | null;
  numerator: number | null;
  denominator: number | null;
  target: number | null;
  /** Value over target in percent, one decimal. */
  attainment: number | null;
  status: KpiStatus;
  /** Set exactly when `value` is `null`. */
  reason?: NoValueReason;
};

export type Kpi = KpiValue & {
  label: string;
  group: KpiGroup;
  unit: KpiUnit;
  direction: Direction;
  /** The value of the period before (`previousPeriod` of the snapshot). */
  previous: number | null;
  /** Where the plan says we should be today; `null` where no plan by time exists. */
  pace: number | null;
  /** Path of the explanation under /api/v1. */
  explain: string;
};

/** Both days inclusive, civil days of Asia/Ho_Chi_Minh. */
export type DayRange = { from: string; to: string };

/** Two figures that ought to be equal. */
export type Check = {
  rule: string;
  /** The rule in words, Vietnamese or English as asked. */
  label: string;
  left: number | null;
  right: number | null;
  holds: boolean;
  note?: string;
  /** In what both sides are told; counts unless set. */
  unit?: KpiUnit;
  /** How grave it is where it does not hold. */
  severity?: Severity;
  /** Why it probably does not hold, in the language asked for. */
  cause?: Cause;
  /** The parts that make up the two sides, where they are more than one each. */
  figures?: { side: "left" | "right"; label: string; value: number }[];
};

/** A ward's KPIs for a period at one revision. */
export type KpiReading = {
  ward: string;
  period: DayRange;
  previousPeriod: DayRange;
  rev: number;
  /** RFC 3339, +07:00. */
  asOf: string;
  computedAt: string;
  /** When the newest counted event happened; `null` while there is none. */
  lastEventAt: string | null;
  kpis: Kpi[];
  checks: Check[];
};
