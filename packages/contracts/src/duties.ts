import type { Cadence, UnitKind } from "./catalogue-words.ts";
import type { DayRange, Direction, KpiUnit } from "./kpi.ts";

/**
 * How a report of one period stands. Not there: `running` the period is not over, so nothing is owed yet; `due` it is over;
 * `dueSoon` due today or on the next working day; `late` the due day is over; `missing` a later period is over as well.
 * There: `onTime`, `lateSent`, by the day of the first report; a correction later on changes nothing about that.
 */
export const DUTY_STATES = ["running", "due", "dueSoon", "late", "missing", "onTime", "lateSent"] as const;
export type DutyState = (typeof DUTY_STATES)[number];

/**
 * What is asked for: one whole number, one number with a decimal, a numerator with its denominator, or whether it was met
 * (reported as 1 or 0).
 */
export type DutyEntry = "count" | "decimal" | "fraction" | "met";

/** A figure as it was reported; those that were not given are `null`. `at` RFC 3339, +07:00. */
export type ReportedValue = {
  value: number | null;
  numerator: number | null;
  denominator: number | null;
  note: string | null;
  at: string;
};

/** One period of one indicator. `period` as reports name it: `2026-10`, `2026-Q3`, `2026`. */
export type DutyTask = { period: string; range: DayRange; dueDay: string; state: DutyState };

/** What was reported for one period, the newest first; what it replaced stays. */
export type DutyHistory = { period: string; range: DayRange; versions: ReportedValue[] };

/** One indicator that a unit reports. */
export type UnitIndicator = {
  indicator: string;
  kpi: string;
  label: string;
  unit: KpiUnit;
  direction: Direction;
  cadence: Cadence;
  entry: DutyEntry;
  /** True for a count that only ever grows: one that went down is asked about. */
  cumulative: boolean;
  /** The target for the newest period: of the unit where it has one, else of the whole ward. */
  target: { value: number; period: string; of: "ward" | "unit" } | null;
  /** The periods of the last 366 days that are owed or there, and the one that is running; the newest first. */
  tasks: DutyTask[];
  /** The last 12 periods that were reported, the newest first. */
  history: DutyHistory[];
};

/** What one unit has to report: its own figures and nobody else's. */
export type UnitDuties = {
  ward: string;
  wardName: string;
  rev: number;
  /** RFC 3339, +07:00. */
  asOf: string;
  unit: { id: string; name: string; kind: UnitKind };
  /** How many reports are owed now: `due`, `dueSoon`, `late`, `missing`. */
  open: number;
  indicators: UnitIndicator[];
};

/** One report that was owed and did not come in time. `sentAt` RFC 3339, +07:00, `null` while it is not there. */
export type LateReport = {
  indicator: string;
  label: string;
  period: string;
  dueDay: string;
  state: Extract<DutyState, "late" | "missing" | "lateSent">;
  sentAt: string | null;
};

/** How one unit reports. `due`: those whose due day lies in the period and is over, or that came before it. */
export type UnitStanding = {
  id: string;
  name: string;
  kind: UnitKind;
  due: number;
  onTime: number;
  /** Those that are not there and whose due day is over; the oldest first. */
  missing: LateReport[];
  /** Those of the period that came late. */
  lateSent: LateReport[];
};

/** Who reports in time in a ward, and who does not. */
export type WardDuties = {
  ward: string;
  period: DayRange;
  rev: number;
  asOf: string;
  due: number;
  onTime: number;
  missing: number;
  /** The units that live today, in the order of the ward's settings. */
  units: UnitStanding[];
};
