import type { DossierRow } from "./api.ts";
import type { DayRange, Kpi, KpiUnit, KpiValue } from "./kpi.ts";
import type { EventType } from "./vocabulary.ts";

export type ChangeRow = { at: string; type: EventType; code: string; field: string };

/** What a KPI's period may be compared with on GET kpis: the one before, or the same one a year before. */
export const COMPARE_WITH = ["previous", "lastYear"] as const;
export type CompareWith = (typeof COMPARE_WITH)[number];
/** What an explanation holds a figure against: the same moment a day, a week, a year before, and the period before. */
export const CHANGE_AGAINST = ["yesterday", "lastWeek", ...COMPARE_WITH] as const;
export type ChangeAgainst = (typeof CHANGE_AGAINST)[number];

/** What one field, channel or reporting unit made of a change; `key` is its code, "" the ward as a whole. */
export type ChangePart = {
  by: "field" | "channel" | "unit";
  key: string;
  label: string;
  contribution: number;
};
/** Why a change cannot be told, or not be split. */
export type NoPartsReason = "no-figure-then" | "no-figure-now" | "not-additive";

/**
 * What changed since then: `from` the figure then, of `period` as at `asOf`; `to` the figure now. Parts of one kind (`by`)
 * add up exactly to `change`, tenths included; those that made none are left out. `reason` is set where there are no parts.
 */
export type KpiChange = {
  against: ChangeAgainst;
  period: DayRange;
  asOf: string;
  from: number | null;
  to: number | null;
  change: number | null;
  parts: ChangePart[];
  reason?: NoPartsReason;
};

/** A report of an indicator, as it was sent. `unit` is "" where the ward as a whole reported. */
export type ReportRow = {
  unit: string;
  label: string;
  period: string;
  value: number | null;
  numerator: number | null;
  denominator: number | null;
  /** The time of the report. */
  at: string;
  note: string | null;
  /** True where it is part of the figure. */
  counted: boolean;
  /** When a newer report of the same unit and period took its place; `null` where none did. */
  supersededAt: string | null;
};

/** The sides of a figure that have dossiers behind them. */
export const EXPLAINED_PARTS = ["numerator", "denominator"] as const;
export type ExplainedPart = (typeof EXPLAINED_PARTS)[number];

/** A page of the dossiers behind one side of a figure, each once over all pages; `total` is how many there are in all. */
export type ExplainedDossiers = {
  ward: string;
  kpi: string;
  part: ExplainedPart;
  period: DayRange;
  asOf: string;
  rev: number;
  total: number;
  dossiers: DossierRow[];
  cursor: string | null;
};

/** How a KPI came about. `operands` are the named parts whose sum, with sign, gives numerator and denominator. */
export type Explanation = {
  ward: string;
  kpi: string;
  label: string;
  unit: KpiUnit;
  period: DayRange;
  asOf: string;
  rev: number;
  value: number | null;
  numerator: number | null;
  denominator: number | null;
  target: { value: number; period: string; source: string | null } | null;
  /** In words, with the operands' labels. */
  formula: string;
  operands: {
    part: "numerator" | "denominator";
    sign: 1 | -1;
    measure: string;
    label: string;
    /** `null` only for a KPI that a ratio of the ward's own is made of. */
    value: number | null;
  }[];
  rule: string;
  legalSource: string;
  ruleVersion: number;
  /** What stands behind the figure. */
  madeOf: "dossiers" | "reports";
  /** The first dossiers behind the numerator, and where to go on in `explain/dossiers`. */
  dossiers: DossierRow[];
  dossierCursor: string | null;
  /** How many dossiers stand behind the numerator. */
  dossierTotal: number | null;
  /** The reports behind it, those that count first. */
  reports: ReportRow[];
  changes: KpiChange[];
  lastChanges: ChangeRow[];
};

/**
 * A day as its screens stood, moment by moment. `periods.day` is that day, `periods.year` its year; their `kpis` are those
 * at the first moment, `changes[n]` the figures that are others at `moments[n]` than at the moment before (none at the first).
 */
export type Replay = {
  ward: string;
  day: string;
  rev: number;
  stepMinutes: number;
  /** RFC 3339, +07:00; the office hours of the day, up to now where it is today. */
  moments: string[];
  periods: Record<"day" | "year", ReplayPeriod>;
};
export type ReplayPeriod = {
  period: DayRange;
  previousPeriod: DayRange;
  kpis: Kpi[];
  changes: KpiValue[][];
};
