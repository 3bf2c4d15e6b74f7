import type { AddsUp, Cadence, UnitKind } from "./catalogue-words.ts";
import type { DayRange, KpiUnit } from "./kpi.ts";
import type { Channel, Level } from "./vocabulary.ts";

export type WardSummary = {
  id: string;
  name: string;
  /** True where the figures are made-up sample data; screens say so. */
  sample: boolean;
  rev: number;
};

export const SERIES_BY = ["day", "month", "field", "channel", "unit"] as const;
export type SeriesBy = (typeof SERIES_BY)[number];

/** One point: `key` is a day, a month, or a field, channel or unit code. */
export type SeriesPoint = {
  key: string;
  label: string;
  value: number | null;
  numerator: number | null;
  denominator: number | null;
  /** A count of 1 to 4, or a rate of so few, that this caller is not told: `<5`. */
  masked?: true;
  /** Set where a unit took the place of another within the point: figures before and after are not those of the same unit. */
  break?: true;
  /** By unit: its newest report that bears on the period; `null` where it has sent none. */
  report?: UnitReport | null;
};

/** `at` RFC 3339, +07:00. `met`: whether the unit has met it; `null` where that is not judged unit by unit. */
export type UnitReport = { at: string; period: string; met: boolean | null };

/** Who reports a figure, how often, and how the reports make the ward's. */
export type ReportedBy = { by: UnitKind; cadence: Cadence; addsUp: AddsUp };

export type Series = {
  ward: string;
  kpi: string;
  unit: KpiUnit;
  period: DayRange;
  by: SeriesBy;
  rev: number;
  /** `null` where it is counted from dossiers or worked out. */
  reporting: ReportedBy | null;
  points: SeriesPoint[];
};

/** How a dossier stands at a moment. `waiting` for a supplement or a payment, `stopped` by the officer. */
export const DOSSIER_STATUSES = [
  "open",
  "due-soon",
  "overdue",
  "waiting",
  "stopped",
  "received",
  "resolved",
  "early",
  "on-time",
  "late",
  "undated",
  "withdrawn",
  "rejected",
] as const;
export type DossierStatus = (typeof DOSSIER_STATUSES)[number];

/** A dossier as an official may see it: no citizen's data. Times RFC 3339, +07:00. */
export type DossierRow = {
  code: string;
  procedure: string | null;
  field: string;
  channel: Channel;
  level: Level;
  unit: string | null;
  receivedAt: string;
  dueAt: string | null;
  closedAt: string | null;
  status: DossierStatus;
  extensions: number;
};

export type DossierPage = {
  ward: string;
  status: DossierStatus;
  rev: number;
  total: number | null;
  dossiers: DossierRow[];
  cursor: string | null;
};

/** One of the things that a KPI counts as met or not, by its newest report in the period's year. */
export type KpiItem = {
  id: string;
  label: string;
  /** `null` while nobody has assessed it. */
  met: boolean | null;
  /** What shows it, as the assessor wrote. */
  evidence: string | null;
  /** Who assessed it. */
  assessor: string | null;
  at: string | null;
};
/** `items` is empty for a KPI that is not made of such things. */
export type KpiItems = { ward: string; kpi: string; period: DayRange; rev: number; items: KpiItem[] };

/** The last verification: counters held against dossiers and log at revision `rev`. */
export type Verified = { at: string; rev: number; ok: boolean; differences: number };

/**
 * What somebody ought to look at, in the pipeline rather than in the ward. `docs/operations.md` says what to do at each.
 * `behind`: the oldest batch waits for over a minute. `batches-failed`: set aside because their workers died over and
 * over. `store-unsafe`: the store may lose figures; `store-doubtful`: it may lose a second, or does not tell. `store-went-back`:
 * revisions that screens had seen are gone, because an older copy was put back or a failover lost them.
 */
export const ALARM_CODES = [
  "behind",
  "no-worker",
  "worker-restarted",
  "batches-failed",
  "source-silent",
  "store-unsafe",
  "store-doubtful",
  "store-went-back",
  "verify-differs",
  "verify-late",
] as const;
export type AlarmCode = (typeof ALARM_CODES)[number];
export type Alarm = {
  code: AlarmCode;
  status: "watch" | "bad";
  /** Since when it is so; `null` where that is not known. */
  since: string | null;
  /** Of `source-silent`: who is silent, and whether it sends made-up data. */
  source?: string;
  sample?: boolean;
  /** Of `batches-failed` and `verify-differs`: how many. */
  count?: number;
};

/** How one worker process does; counts are since its start. */
export type PipelineWorker = {
  id: string;
  at: string;
  committed: number;
  poisoned: number;
  conflicts: number;
  /** How often its watchdog made a deaf consumer anew. */
  restarts: number;
  /** How often its event loop stood still for over a second. */
  stalls: number;
};

/** Who sends, and when it was last heard. `since` is set while it is silent in office hours. */
export type PipelineSource = {
  source: string;
  sample: boolean;
  lastAt: string;
  lastEventTime: string;
  silent: boolean;
  since: string | null;
};

/** How a ward's events come in and are counted. All of it as at `at`; times RFC 3339, +07:00. */
export type Pipeline = {
  ward: string;
  at: string;
  /** The queue that carries this ward's batches. `behindMs`: the age of the oldest that is not committed yet. */
  queue: { depth: number; oldestAt: string | null; behindMs: number; failed: number };
  workers: PipelineWorker[];
  sources: PipelineSource[];
  quarantine: { count: number; oldestAt: string | null };
  /** How the store keeps things; `evicts` is `null` and `onDisk` "unknown" where it does not tell. */
  store: { onDisk: "always" | "everysec" | "no" | "unknown"; evicts: boolean | null };
  verified: Verified | null;
  /** The gravest first. */
  alarms: Alarm[];
};
