import type { NoPartsReason } from "@nhip/contracts";
import type { KpiDefinition } from "./definition.ts";
import { evaluate, type Facts } from "./evaluate.ts";
import { sidesOf } from "./explain.ts";
import { splitBy, sumTerms } from "./ledger.ts";
import { countedReports, isMet, type CountedReports } from "./report.ts";

/** What one part (a field, a channel, a unit) adds to the two sides of a figure; `bottom` is 0 where nothing is divided. */
type Sides = { top: number; bottom: number };
type Split = ReadonlyMap<string, Sides>;
export type PartBy = "field" | "channel" | "unit";

export type Change = {
  from: number | null;
  to: number | null;
  change: number | null;
  parts: { by: PartBy; key: string; contribution: number }[];
  reason?: NoPartsReason;
};

/**
 * How a KPI changed between two looks and who made the change. The parts of one kind add up exactly to the change of
 * the figures as they are shown: the exact contributions are rounded to tenths by largest remainder.
 */
export function changeOf(kpi: KpiDefinition, before: Facts, after: Facts): Change {
  const from = hasHistory(kpi, before) ? evaluate(kpi, before).value : null;
  const to = evaluate(kpi, after).value;
  if (from === null) return { from, to, change: null, parts: [], reason: "no-figure-then" };
  if (to === null) return { from, to, change: null, parts: [], reason: "no-figure-now" };
  const tenths = Math.round(to * 10) - Math.round(from * 10);
  const change = tenths / 10;
  const splits = splitsOf(kpi, before, after);
  if (splits.length === 0) return { from, to, change, parts: [], reason: "not-additive" };
  const parts = splits.flatMap(({ by, exact }) =>
    [...inTenths(exact, tenths)]
      .filter(([, n]) => n !== 0)
      .toSorted(([a, n], [b, m]) => Math.abs(m) - Math.abs(n) || (a < b ? -1 : 1))
      .map(([key, n]) => ({ by, key, contribution: n / 10 })),
  );
  return { from, to, change, parts };
}

/** Before the first dossier ever there was nothing to count, and a zero would claim that there was. */
function hasHistory({ formula }: KpiDefinition, { ledger }: Facts): boolean {
  return formula.kind === "report" || ledger.until.size > 0;
}

function splitsOf(
  kpi: KpiDefinition,
  before: Facts,
  after: Facts,
): { by: PartBy; exact: Map<string, number> }[] {
  const { formula } = kpi;
  if (formula.kind === "report") {
    const [was, is] = [countedReports(formula, before), countedReports(formula, after)];
    const exact = changeOfReports(was, is, kpi.unit === "percent");
    return exact ? [{ by: "unit", exact }] : [];
  }
  if (formula.kind !== "count" && formula.kind !== "ratio") return [];
  const divided = formula.kind === "ratio";
  return (["field", "channel"] as const).map((by) => {
    const [was, is] = [splitLedger(kpi, before, by), splitLedger(kpi, after, by)];
    return { by, exact: divided ? changeOfRatio(was, is, 100) : changeOfSum(was, is) };
  });
}

function splitLedger({ formula }: KpiDefinition, facts: Facts, by: "field" | "channel"): Split {
  const { numerator, denominator } = sidesOf(formula);
  const parts = splitBy(facts.ledger, by === "field" ? 1 : 2);
  return new Map(
    [...parts].map(([key, ledger]) => [
      key,
      { top: sumTerms(numerator, ledger), bottom: sumTerms(denominator, ledger) },
    ]),
  );
}

function changeOfReports(
  before: CountedReports,
  after: CountedReports,
  percent: boolean,
): Map<string, number> | null {
  if (before.items || after.items || (before.shares === null) !== (after.shares === null)) return null;
  const [was, is] = [byUnit(before), byUnit(after)];
  if (!percent) return changeOfSum(was, is);
  if (before.shares !== null) return changeOfRatio(was, is, 100);
  // A bare percentage is a figure of its own, not a part of one.
  if (before.fractions !== after.fractions) return null;
  return before.fractions ? changeOfRatio(was, is, 100) : changeOfSum(was, is);
}

function byUnit({ fractions, reports, shares }: CountedReports): Split {
  if (shares) {
    const met = new Set(reports.filter(isMet).map(({ unit }) => unit));
    return new Map(shares.map((unit) => [unit, { top: met.has(unit) ? 1 : 0, bottom: 1 }]));
  }
  const parts = new Map<string, Sides>();
  for (const { unit, data } of reports) {
    const { top, bottom } = parts.get(unit) ?? { top: 0, bottom: 0 };
    parts.set(
      unit,
      fractions
        ? { top: top + (data.numerator ?? 0), bottom: bottom + (data.denominator ?? 0) }
        : { top: top + (data.value ?? 0), bottom },
    );
  }
  return parts;
}

/** A sum's change is that of its parts. */
export function changeOfSum(before: Split, after: Split): Map<string, number> {
  return eachPart(before, after, (was, is) => is.top - was.top);
}

/**
 * The change of `scale` × N/D by parts: with R0 = N0/D0, part f made (n1 − R0·d1)/D1 − (n0 − R0·d0)/D0, so that a part
 * counts for how far it stands from the old ratio, times its weight. The sum is N1/D1 − R0 exactly, because the n add up to
 * N and the d to D. Both D must not be 0.
 */
export function changeOfRatio(before: Split, after: Split, scale: number): Map<string, number> {
  const [was, is] = [total(before), total(after)];
  const ratio = was.top / was.bottom;
  return eachPart(
    before,
    after,
    (old, now) =>
      scale * ((now.top - ratio * now.bottom) / is.bottom - (old.top - ratio * old.bottom) / was.bottom),
  );
}

function total(split: Split): Sides {
  const sum: Sides = { top: 0, bottom: 0 };
  for (const { top, bottom } of split.values()) {
    sum.top += top;
    sum.bottom += bottom;
  }
  return sum;
}

const NOTHING: Sides = { top: 0, bottom: 0 };

function eachPart(before: Split, after: Split, of: (was: Sides, is: Sides) => number): Map<string, number> {
  return new Map(
    [...new Set([...before.keys(), ...after.keys()])].map((key) => [
      key,
      of(before.get(key) ?? NOTHING, after.get(key) ?? NOTHING),
    ]),
  );
}

/**
 * Whole tenths that add up to `tenths`, each as near to its exact value as that allows: all are rounded down, what is left
 * goes to the largest remainders. A part that is exactly nothing stays so as long as others can take it.
 */
export function inTenths(exact: ReadonlyMap<string, number>, tenths: number): Map<string, number> {
  const down = new Map([...exact].map(([key, value]) => [key, Math.floor(value * 10 + TINY)]));
  let left = tenths - [...down.values()].reduce((sum, n) => sum + n, 0);
  const moved = (key: string) => (exact.get(key) ?? 0) !== 0;
  const remainder = (key: string) => (exact.get(key) ?? 0) * 10 - (down.get(key) ?? 0);
  const takers = [...exact.keys()].filter(moved);
  const ranked = (takers.length > 0 ? takers : [...exact.keys()]).toSorted(
    (a, b) => remainder(b) - remainder(a) || (a < b ? -1 : 1),
  );
  while (left !== 0 && ranked.length > 0) {
    for (const key of left > 0 ? ranked : ranked.toReversed()) {
      if (left === 0) break;
      const step = left > 0 ? 1 : -1;
      down.set(key, (down.get(key) ?? 0) + step);
      left -= step;
    }
  }
  return down;
}

/** Sums of floats are off by less than this; a whole number must not fall below itself. */
const TINY = 1e-7;
