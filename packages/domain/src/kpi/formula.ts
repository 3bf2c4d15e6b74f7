import type { Channel, Level, ServiceGroupId } from "@nhip/contracts";
import type { KpiDefinition, Reporting, Words } from "./definition.ts";
import type { Expression } from "./expression.ts";

/** The measures that dossiers contribute to; see `contribution`. */
export type Measure =
  | "received"
  | "closed.early"
  | "closed.onTime"
  | "closed.late"
  | "closed.undated"
  | "closed.withdrawn"
  | "closed.rejected"
  | "waiting.in"
  | "waiting.out"
  | "stopped.in"
  | "stopped.out"
  | "dueSoon.in"
  | "dueSoon.out"
  | "overdue.in"
  | "overdue.out"
  | "unreceived"
  | "verdictDiffers"
  | "papers.digital"
  | "papers.digital.no"
  | "result.electronic"
  | "result.electronic.no"
  | "reused"
  | "reused.no"
  | "fee.due"
  | "fee.online"
  | "fee.online.no"
  | "rated"
  | "rated.satisfied";

/**
 * Which days a term sums over. `period`: the period up to the moment looked at (flows). `until`: all time up to that
 * moment (balances). `before`: all time before the period began (what was carried over).
 */
export type TermSpan = "period" | "until" | "before";

/** A signed sum of one measure, narrowed to channels and levels. */
export type Term = {
  measure: Measure;
  sign: 1 | -1;
  span: TermSpan;
  channels?: readonly Channel[];
  levels?: readonly Level[];
};

/** How a KPI's value comes out of counters or reports. */
export type Formula =
  | { kind: "count"; of: readonly Term[] }
  /** 100 × numerator / denominator, one decimal; `null` where the denominator is 0. */
  | { kind: "ratio"; numerator: readonly Term[]; denominator: readonly Term[] }
  /** The middle of the working hours that answers took. */
  | { kind: "medianHours" }
  /** How units keep their duty to report. */
  | { kind: "duties"; part: "onTimeRate" | "missing" }
  /** What units report; with `items` the share of those that are met, each an indicator of its own. */
  | { kind: "report"; indicator: string; reporting: Reporting; items?: readonly Item[] }
  /** Points of the index of Decision 766: all of it, or one group. */
  | { kind: "index766"; part: ServiceGroupId | "total" }
  /** Worked out of other KPIs' exact values; `expression` is `null` where the text is no formula (any more). */
  | {
      kind: "expression";
      text: string;
      expression: Expression | null;
      /** The KPIs that it names, by id. */
      of: ReadonlyMap<string, KpiDefinition>;
    };

/** One of several things that are each met or not. `id` is the indicator that tells. */
export type Item = { id: string; label: Words };

export function plus(measure: Measure, span: TermSpan, narrow: Pick<Term, "channels" | "levels"> = {}): Term {
  return { measure, sign: 1, span, ...narrow };
}

export function minus(measure: Measure, span: TermSpan): Term {
  return { measure, sign: -1, span };
}

/** True where all that is counted happened in the period: such a count grows while the period runs. */
export function countsFlow(formula: Formula): boolean {
  return formula.kind === "count" && formula.of.every((term) => term.span === "period");
}

/** Answered with any verdict, in the period. */
export const RESOLVED: readonly Term[] = [
  plus("closed.early", "period"),
  plus("closed.onTime", "period"),
  plus("closed.late", "period"),
  plus("closed.undated", "period"),
];

/** Answered early or on time, in the period. */
export const IN_TIME: readonly Term[] = [plus("closed.early", "period"), plus("closed.onTime", "period")];

/** Received and not closed, as a balance at the end of `span`. */
export function open(span: "until" | "before"): readonly Term[] {
  return [
    plus("received", span),
    minus("closed.early", span),
    minus("closed.onTime", span),
    minus("closed.late", span),
    minus("closed.undated", span),
    minus("closed.withdrawn", span),
    minus("closed.rejected", span),
  ];
}

/** In a state now: those that entered it less those that left it. */
export function inState(state: "waiting" | "stopped" | "dueSoon" | "overdue"): readonly Term[] {
  return [plus(`${state}.in`, "until"), minus(`${state}.out`, "until")];
}
