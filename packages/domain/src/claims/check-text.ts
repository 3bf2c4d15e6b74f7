import { SEVERITIES, type FigureStatus, type Locale, type TextChecks } from "@nhip/contracts";
import type { Day } from "../civil-day.ts";
import { parsePeriod } from "../period.ts";
import { computedFor, computedOutcomes, type ComputedPeriod } from "./against-computed.ts";
import { inWords, type Outcome } from "./outcome.ts";
import { planOutcomes } from "./plan-rules.ts";
import { rateOutcomes } from "./rate-rules.ts";
import type { ReadText } from "./read-figures.ts";
import { scopesOf } from "./scopes.ts";
import { sumOutcomes } from "./sum-rules.ts";
import { missingDate, missingWholes, ofOneUnit, retiredTerms, teamsAndHouses } from "./telling-rules.ts";
import { conceptLabel } from "./vocabulary.ts";

/** What a text was found to be: figures with how they came out, what does not hold, what does. */
export type CheckedText = Pick<TextChecks, "figures" | "findings" | "confirmed" | "unread">;

/**
 * A text's figures held against each other and, where `computed` is given, against what was counted. `day`: the last one
 * that the text can speak of, used where it names no period itself. Pure; `text` is what `readable` gave.
 */
export function checkText(
  text: string,
  read: ReadText,
  options: {
    locale: Locale;
    day: Day;
    computed?: { chosen: ComputedPeriod; others: readonly ComputedPeriod[] };
    /** The ward's own name for a KPI. */
    label?: (concept: string) => string | undefined;
  },
): CheckedText {
  const { locale, computed, label } = options;
  const { figures, unread, dated } = read;
  const nameOf = (concept: string): string => label?.(concept) ?? conceptLabel(concept, locale);
  const among = scopesOf(figures).flatMap((scope) => {
    const rates = rateOutcomes(scope);
    return [
      ...sumOutcomes(scope),
      ...rates.outcomes,
      ...planOutcomes(scope),
      ...missingWholes(rates.unchecked, scope),
      ...ofOneUnit(scope),
      ...teamsAndHouses(scope),
    ];
  });
  const counted = computed ? computedOutcomes(figures, computed.chosen, computed.others) : [];
  const outcomes = withoutDoubles(clearOfUpheld([...among, ...counted]));
  outcomes.push(
    ...missingDate(dated, figures),
    ...retiredTerms(text, lastDayTold(read) ?? options.day, locale),
  );
  const findings = outcomes.filter(({ severity }) => severity !== null).toSorted(byGravity);
  const confirmed = outcomes.filter(({ severity }) => severity === null).toSorted(byPlace);
  return {
    figures: figures.map((figure) => ({
      ...figure,
      label: nameOf(figure.concept),
      status: statusOf(figure.id, outcomes),
      computed: computed ? computedFor(figure, computed.chosen) : null,
    })),
    findings: findings.map((one) => inWords(one, locale, nameOf)),
    confirmed: confirmed.map((one) => inWords(one, locale, nameOf)),
    unread,
  };
}

/** The period that most of a text's figures speak of; `null` where none is told. */
export function periodTold({ figures }: ReadText): string | null {
  const counts = new Map<string, number>();
  for (const { period } of figures) if (period !== null) counts.set(period, (counts.get(period) ?? 0) + 1);
  return [...counts].toSorted((a, b) => b[1] - a[1])[0]?.[0] ?? null;
}

function lastDayTold({ figures }: ReadText): Day | null {
  const days = figures.flatMap(({ period }) =>
    period === null ? [] : (parsePeriod(period, "2000-01-01")?.to ?? []),
  );
  return days.toSorted().at(-1) ?? null;
}

/** Of a sum that does not hold, figures that another check upholds are not the ones in question. */
function clearOfUpheld(outcomes: readonly Outcome[]): Outcome[] {
  const upheld = new Set(
    outcomes.flatMap(({ severity, about, against }) => (severity === null ? [...about, ...against] : [])),
  );
  return outcomes.map((one) => {
    const suspects = one.about.filter((figure) => !upheld.has(figure));
    if (one.severity === null || !one.rule.startsWith("sum.") || suspects.length === 0) return one;
    return {
      ...one,
      about: suspects,
      against: [...one.against, ...one.about.filter((figure) => upheld.has(figure))],
    };
  });
}

/** A figure that the text itself proves wrong is not told a second time for differing from what was counted. */
function withoutDoubles(outcomes: readonly Outcome[]): Outcome[] {
  const told = new Set(
    outcomes.flatMap(({ rule, severity, about }) =>
      severity === "error" && rule !== "computed" ? about : [],
    ),
  );
  return outcomes.filter(
    ({ rule, severity, about }) =>
      rule !== "computed" || severity === null || !about.every((figure) => told.has(figure)),
  );
}

function statusOf(id: number, outcomes: readonly Outcome[]): FigureStatus {
  const isIn = (figures: Outcome["about"]): boolean => figures.some((figure) => figure.id === id);
  if (outcomes.some(({ severity, about }) => severity === "error" && isIn(about))) return "error";
  if (outcomes.some(({ severity, about }) => severity === "doubt" && isIn(about))) return "doubt";
  const holds = outcomes.some(
    ({ severity, about, against }) => severity === null && (isIn(about) || isIn(against)),
  );
  return holds ? "confirmed" : "alone";
}

function byGravity(a: Outcome, b: Outcome): number {
  const rank = ({ severity }: Outcome): number => (severity === null ? 9 : SEVERITIES.indexOf(severity));
  return rank(a) - rank(b) || byPlace(a, b);
}

function byPlace(a: Outcome, b: Outcome): number {
  const place = ({ about, against, places }: Outcome): number =>
    about[0]?.start ?? against[0]?.start ?? places[0]?.start ?? Infinity;
  const [one, other] = [place(a), place(b)];
  return one === other ? 0 : one - other;
}
