import type { AddsUp, Cadence, Direction, KpiGroup, KpiUnit, Locale, UnitKind } from "@nhip/contracts";
import type { Formula } from "./formula.ts";

export type Words = Record<Locale, string>;

/** Who reports a figure, how often, and how the reports of units make the ward's figure. */
export type Reporting = {
  by: UnitKind;
  cadence: Cadence;
  addsUp: AddsUp;
  /**
   * `state`: how it stands, the newest report counts. `flow`: what happened, the reports of a period are summed. Where it is
   * not said, fractions that are added up are flows and bare values are states.
   */
  measures?: "state" | "flow";
};

/** A KPI is data: adding one touches no engine. */
export type KpiDefinition = {
  id: string;
  group: KpiGroup;
  label: Words;
  unit: KpiUnit;
  direction: Direction;
  formula: Formula;
  /** The rule in words, its version, and where the law says so. */
  rule: Words;
  ruleVersion: number;
  legalSource: Words;
  /** A target that holds everywhere unless the ward sets its own. */
  target?: number;
  /** From this attainment (percent of the target) a value below its target is watched rather than bad; 90 unless set. */
  watchFrom?: number;
  /** Above, or below, this a value asks for attention though nothing is missed. */
  watchAbove?: number;
  watchBelow?: number;
};

/** Who answers for the figure and how it comes in; `null` for what is counted from dossiers or worked out. */
export function reportingOf({ formula }: KpiDefinition): Reporting | null {
  return formula.kind === "report" ? formula.reporting : null;
}
