import type { DayRange } from "./kpi.ts";

/** The six groups of Decision 766/QĐ-TTg, in its order. */
export const SERVICE_GROUPS = [
  "transparency",
  "progress",
  "online",
  "digitization",
  "satisfaction",
  "payment",
] as const;
export type ServiceGroupId = (typeof SERVICE_GROUPS)[number];

/** What a component is worth while its denominator is 0: it cannot be told, nothing, or all. */
export type ZeroRule = "none" | "zero" | "full";

/**
 * Why a component has no points. `not-reported`: nobody has reported it for the period. `not-told`: no dossier event says
 * so or otherwise. `no-fraction`: reported without numerator and denominator. `not-a-share`: the numerator is negative or
 * larger than the denominator. `nothing-to-divide-by`: the denominator is 0 and the rule says nothing of that.
 */
export type ServiceLack =
  | "not-reported"
  | "not-told"
  | "no-fraction"
  | "not-a-share"
  | "nothing-to-divide-by";

/** Where a component's figures come from; `province`: it is the province's work, a commune has all of its points. */
export type ServiceSource = "dossiers" | "report" | "province";
export type ServiceBandId = "excellent" | "good" | "fair" | "average" | "weak";

/** Points have two decimals; rates are percent numbers with one. */
export type ServiceComponent = {
  /** `transparency.synced`. */
  id: string;
  label: string;
  /** `6 × r, tối đa 6 điểm` and what `r` is. */
  formula: string;
  numeratorIs: string;
  denominatorIs: string;
  source: ServiceSource;
  /** The KPI that explains the figures further; `null` where there is none. */
  kpi: string | null;
  legalSource: string;
  /** What is not certain about the rule. */
  note: string | null;
  zeroRule: ZeroRule;
  maxPoints: number;
  numerator: number | null;
  denominator: number | null;
  rate: number | null;
  points: number | null;
  /** Set exactly when `points` is `null`. */
  lacks: ServiceLack | null;
};

export type ServiceGroup = {
  id: ServiceGroupId;
  label: string;
  maxPoints: number;
  /** `null` while one of its components has no points. */
  points: number | null;
  components: ServiceComponent[];
};

/** What one more dossier would bring, at the figures of now. */
export type ServiceLever = {
  component: string;
  label: string;
  /** Points of one more, exact to six decimals. */
  gain: number;
  /** How many more until the component has all of its points; `null` where that number never comes. */
  toFull: number | null;
  /** Points that all of them would bring. */
  gap: number;
};

/** A score that the portal has published, as it was reported to us; never mixed with ours. */
export type PortalScore = {
  points: number;
  /** The period that it speaks of, and when it was reported. */
  period: string;
  at: string;
  /** Whether it speaks of the very period that is asked for. */
  samePeriod: boolean;
  /** Ours less the portal's, two decimals; `null` where ours is. */
  difference: number | null;
};

/** A ward's index of serving citizens and businesses (100 points, Decision 766/QĐ-TTg) for a period. */
export type ServiceIndex = {
  ward: string;
  period: DayRange;
  rev: number;
  asOf: string;
  computedAt: string;
  ruleVersion: number;
  legalSource: string;
  /** `null` while a group is missing. */
  total: number | null;
  band: { id: ServiceBandId; label: string } | null;
  bands: { id: ServiceBandId; label: string; from: number }[];
  groups: ServiceGroup[];
  /** The components without points; there is a total exactly when this is empty. */
  missing: { component: string; group: ServiceGroupId; label: string; lacks: ServiceLack }[];
  /** What would raise it most, by one more dossier; the most first. */
  levers: ServiceLever[];
  /** The points that components still lack, the most first. */
  gaps: { component: string; label: string; gap: number }[];
  portal: { total: PortalScore | null; groups: { id: ServiceGroupId; score: PortalScore | null }[] };
};
