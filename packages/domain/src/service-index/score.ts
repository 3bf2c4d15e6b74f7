import type { DayRange, ServiceGroupId, ServiceLack } from "@nhip/contracts";
import type { Counts } from "../counts.ts";
import type { Term } from "../kpi/formula.ts";
import { sumTerms, type Ledger } from "../kpi/ledger.ts";
import { reportedFigure, type Report } from "../kpi/report.ts";
import { indicatorOf, pointsFor, type ServiceComponentRule } from "./component.ts";
import { SERVICE_INDEX_GROUPS } from "./decision-766.ts";

/** What the index is worked out from: counters of a period up to a moment, and the reports that are known. */
export type IndexFacts = { ledger: Ledger; reports: readonly Report[]; range: DayRange };

/** A component's figures and exact points; `lacks` is set exactly when `points` is `null`. */
export type ComponentScore = {
  rule: ServiceComponentRule;
  numerator: number | null;
  denominator: number | null;
  points: number | null;
  lacks: ServiceLack | null;
};

export type GroupScore = { id: ServiceGroupId; points: number | null; components: ComponentScore[] };
/** Exact points; a sum is `null` while one of its parts is. */
export type ServiceScore = { total: number | null; groups: GroupScore[] };

const WORKED_OUT = new WeakMap<IndexFacts, ServiceScore>();

/**
 * The index of Decision 766/QĐ-TTg by its components. The same facts give the very same answer, worked out once: seven KPIs
 * of one reading ask for it.
 */
export function serviceScore(facts: IndexFacts): ServiceScore {
  const known = WORKED_OUT.get(facts);
  if (known) return known;
  const sum = summing(facts.ledger);
  const groups = SERVICE_INDEX_GROUPS.map(({ id, components }) => {
    const scores = components.map((rule) => scoreOf(rule, facts, sum));
    return { id, components: scores, points: sumOf(scores.map(({ points }) => points)) };
  });
  const score = { groups, total: sumOf(groups.map(({ points }) => points)) };
  WORKED_OUT.set(facts, score);
  return score;
}

function sumOf(parts: readonly (number | null)[]): number | null {
  let sum = 0;
  for (const part of parts) {
    if (part === null) return null;
    sum += part;
  }
  return sum;
}

function scoreOf(rule: ServiceComponentRule, facts: IndexFacts, sum: Summing): ComponentScore {
  const { source } = rule;
  if (source.kind === "province")
    return { rule, numerator: null, denominator: null, points: rule.max, lacks: null };
  const sides = source.kind === "report" ? reportedSides(rule.id, source, facts) : countedSides(source, sum);
  const { numerator, denominator, lacks } = sides;
  if (lacks !== null || numerator === null || denominator === null)
    return { rule, numerator, denominator, points: null, lacks: lacks ?? "not-reported" };
  if (numerator < 0 || (numerator > denominator && denominator > 0))
    return { rule, numerator, denominator, points: null, lacks: "not-a-share" };
  const points = pointsFor(rule, numerator, denominator);
  return { rule, numerator, denominator, points, lacks: points === null ? "nothing-to-divide-by" : null };
}

type Summing = (terms: readonly Term[]) => number;

/** `sumTerms` over a ledger that is gone through once and not for each of some fifty terms. */
function summing(ledger: Ledger): Summing {
  const by = {
    period: byMeasure(ledger.period),
    until: byMeasure(ledger.until),
    before: byMeasure(ledger.before),
  };
  const own = ({ measure, span }: Term): Ledger => {
    const counts = by[span].get(measure) ?? NOTHING;
    return { period: counts, until: counts, before: counts };
  };
  return (terms) => terms.reduce((sum, term) => sum + sumTerms([term], own(term)), 0);
}

const NOTHING: Counts = new Map();

function byMeasure(counts: Counts): Map<string, Counts> {
  const parts = new Map<string, Counts>();
  for (const [field, n] of counts) {
    const measure = field.slice(0, field.indexOf("|"));
    const part = parts.get(measure);
    if (part) part.set(field, n);
    else parts.set(measure, new Map([[field, n]]));
  }
  return parts;
}

type Sides = { numerator: number | null; denominator: number | null; lacks: ServiceLack | null };

function reportedSides(
  id: string,
  { reporting }: Extract<ServiceComponentRule["source"], { kind: "report" }>,
  { reports, range }: IndexFacts,
): Sides {
  const formula = { kind: "report", indicator: indicatorOf(id), reporting } as const;
  // Asked for as a count, so that both sides come back, a denominator of 0 too.
  const figure = reportedFigure(formula, { reports, range }, "count");
  if (figure === null) return { numerator: null, denominator: null, lacks: "not-reported" };
  const { numerator, denominator } = figure;
  return { numerator, denominator, lacks: denominator === null ? "no-fraction" : null };
}

function countedSides(
  source: Extract<ServiceComponentRule["source"], { kind: "dossiers" }>,
  sum: Summing,
): Sides {
  const numerator = sum(source.numerator);
  const denominator = sum(source.denominator);
  const isTold = denominator === 0 || source.told === undefined || sum(source.told) > 0;
  return isTold
    ? { numerator, denominator, lacks: null }
    : { numerator: null, denominator, lacks: "not-told" };
}
