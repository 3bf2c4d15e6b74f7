import {
  assertNever,
  type DayRange,
  type KpiStatus,
  type KpiUnit,
  type KpiValue,
  type NoValueReason,
  type ServiceGroupId,
  type Unit,
} from "@nhip/contracts";
import type { Counts } from "../counts.ts";
import type { DutyTally } from "../duties/tally.ts";
import { serviceScore } from "../service-index/score.ts";
import type { KpiDefinition } from "./definition.ts";
import { calculate, type Part } from "./expression.ts";
import type { Formula } from "./formula.ts";
import { sumTerms, type Ledger } from "./ledger.ts";
import { reportedFigure, type Report } from "./report.ts";
import { planFor, type PlannedValue } from "./target.ts";

/** From this attainment (percent of the target) up to the target itself a KPI is watched, below it is bad. */
const WATCH_FROM = 90;

/** Everything that a KPI's value is made of. */
export type Facts = {
  ledger: Ledger;
  reports: readonly Report[];
  targets: readonly PlannedValue[];
  range: DayRange;
  /** The ward's units, those that are no more included; without them every unit that reports is taken as living. */
  units?: readonly Unit[];
  /** How units reported in the period, worked out when it is asked for; absent where nobody keeps that. */
  duties?: () => DutyTally;
};

export type Figure = {
  value: number | null;
  numerator: number | null;
  denominator: number | null;
  reason?: NoValueReason;
};

/** One KPI at one moment. Values are rounded last: attainment is worked out from the exact value. */
export function evaluate(kpi: KpiDefinition, facts: Facts): KpiValue {
  const figure = figureOf(kpi, facts);
  const target = planFor(kpi, facts.targets, facts.range)?.value ?? kpi.target ?? null;
  const { value } = figure;
  return {
    id: kpi.id,
    value: value === null ? null : roundFor(kpi.unit, value),
    numerator: figure.numerator,
    denominator: figure.denominator,
    target,
    attainment: value === null || target === null || target <= 0 ? null : tenth((100 * value) / target),
    status: value === null ? "none" : statusOf(kpi, value, target),
    ...(figure.reason ? { reason: figure.reason } : {}),
  };
}

/** A KPI's exact value. `known` remembers those that one ratio needs more than once. */
export function figureOf(
  kpi: KpiDefinition,
  facts: Facts,
  known: Map<string, Figure> = new Map<string, Figure>(),
): Figure {
  const { formula } = kpi;
  const { ledger } = facts;
  switch (formula.kind) {
    case "count":
      return { value: sumTerms(formula.of, ledger), numerator: null, denominator: null };
    case "ratio":
      return ratio(sumTerms(formula.numerator, ledger), sumTerms(formula.denominator, ledger));
    case "medianHours": {
      const value = medianHours(ledger.period);
      return {
        value,
        numerator: null,
        denominator: null,
        ...(value === null ? { reason: "no-data-yet" as const } : {}),
      };
    }
    case "report": {
      const figure = reportedFigure(formula, facts, kpi.unit);
      return figure ?? { value: null, numerator: null, denominator: null, reason: "not-reported" };
    }
    case "duties":
      return dutyFigure(formula.part, facts.duties?.());
    case "index766":
      return indexFigure(formula.part, facts);
    case "expression":
      return workedOut(formula, facts, known);
    default:
      return assertNever(formula);
  }
}

function dutyFigure(part: "onTimeRate" | "missing", tally: DutyTally | undefined): Figure {
  const none: Figure = { value: null, numerator: null, denominator: null, reason: "nothing-due" };
  if (!tally) return none;
  if (part === "missing")
    return tally.owed === 0 ? none : { value: tally.missing, numerator: null, denominator: null };
  return tally.due === 0 ? none : ratio(tally.onTime, tally.due);
}

function indexFigure(part: ServiceGroupId | "total", facts: Facts): Figure {
  const score = serviceScore(facts);
  const value = part === "total" ? score.total : (score.groups.find(({ id }) => id === part)?.points ?? null);
  const sides = { numerator: null, denominator: null };
  return value === null ? { value, ...sides, reason: "parts-missing" } : { value, ...sides };
}

function workedOut(
  { expression, of }: Extract<Formula, { kind: "expression" }>,
  facts: Facts,
  known: Map<string, Figure>,
): Figure {
  const plain = { value: null, numerator: null, denominator: null };
  if (expression === null) return { ...plain, reason: "bad-formula" };
  const figure = (id: string): Figure => {
    const kpi = of.get(id);
    const found = known.get(id) ?? (kpi ? figureOf(kpi, facts, known) : { ...plain, reason: "bad-formula" });
    known.set(id, found);
    return found;
  };
  const result = calculate(expression, (id, part: Part) => figure(id)[part]);
  // A zero has no sign on screen.
  if (result.value !== null) return { ...plain, value: result.value + 0 };
  const reason = result.missing === null ? "nothing-to-divide-by" : figure(result.missing).reason;
  return { ...plain, reason: reason ?? "no-data-yet" };
}

function ratio(numerator: number, denominator: number): Figure {
  if (denominator === 0) return { value: null, numerator, denominator, reason: "nothing-to-divide-by" };
  return { value: (100 * numerator) / denominator, numerator, denominator };
}

/** The middle of the answers' working hours; the mean of the two middle ones where their number is even. */
export function medianHours(counts: Counts): number | null {
  const hours: [number, number][] = [];
  let total = 0;
  for (const [field, n] of counts) {
    if (!field.startsWith("took.")) continue;
    hours.push([Number(field.slice(5, field.indexOf("|"))), n]);
    total += n;
  }
  if (total <= 0) return null;
  hours.sort((a, b) => a[0] - b[0]);
  const at = (rank: number): number => {
    let seen = 0;
    for (const [hour, n] of hours) if ((seen += n) > rank) return hour;
    return hours.at(-1)?.[0] ?? 0;
  };
  return (at(Math.floor((total - 1) / 2)) + at(Math.floor(total / 2))) / 2;
}

function statusOf(kpi: KpiDefinition, value: number, target: number | null): KpiStatus {
  if (target !== null) {
    if (kpi.direction === "lower") return value <= target ? "good" : "bad";
    if (value >= target) return "good";
    return 100 * value >= (kpi.watchFrom ?? WATCH_FROM) * target ? "watch" : "bad";
  }
  const { watchAbove, watchBelow } = kpi;
  if (watchAbove === undefined && watchBelow === undefined) return "none";
  return value > (watchAbove ?? Infinity) || value < (watchBelow ?? -Infinity) ? "watch" : "good";
}

function roundFor(unit: KpiUnit, value: number): number {
  return unit === "count" && Number.isInteger(value) ? value : tenth(value);
}

function tenth(value: number): number {
  return Math.round((value + Number.EPSILON) * 10) / 10;
}
