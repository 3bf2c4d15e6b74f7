import type { Counts } from "../counts.ts";
import type { Term } from "./formula.ts";

/** The sums that KPIs are read from, by field `measure|field of work|channel|level`. */
export type Ledger = {
  /** The period, up to the moment looked at. */
  period: Counts;
  /** All time up to that moment. */
  until: Counts;
  /** All time before the period. */
  before: Counts;
};

/** The value of signed terms over a ledger. */
export function sumTerms(terms: readonly Term[], ledger: Ledger): number {
  let total = 0;
  for (const term of terms) total += term.sign * sumTerm(term, ledger[term.span]);
  return total;
}

function sumTerm(term: Term, counts: Counts): number {
  let total = 0;
  for (const [field, n] of counts) if (matchesTerm(term, field)) total += n;
  return total;
}

/** True where a counter's field belongs to a term's measure, channels and levels. */
export function matchesTerm(term: Term, field: string): boolean {
  if (!field.startsWith(term.measure) || field.charCodeAt(term.measure.length) !== 124) return false;
  if (!term.channels && !term.levels) return true;
  const [, , channel, level] = field.split("|");
  return (
    (!term.channels || term.channels.some((one) => one === channel)) &&
    (!term.levels || term.levels.some((one) => one === level))
  );
}

/** The part of a ledger that belongs to one field of work (position 1) or channel (position 2). */
export function splitBy(ledger: Ledger, position: 1 | 2): Map<string, Ledger> {
  const parts = new Map<string, Ledger>();
  for (const span of ["period", "until", "before"] as const) {
    for (const [field, n] of ledger[span]) {
      const key = field.split("|")[position] ?? "";
      if (key === "") continue;
      let part = parts.get(key);
      if (!part) parts.set(key, (part = { period: new Map(), until: new Map(), before: new Map() }));
      part[span].set(field, n);
    }
  }
  return parts;
}
