import type { ClaimedFigure } from "@nhip/contracts";
import { digitsSwapped, isCut, isRounded, roundTo, tenth, type LikelyCause } from "./causes.ts";
import { outcome, type Outcome } from "./outcome.ts";
import { groupsOf, type Group, type Scope } from "./scopes.ts";

/** Of what a part is told in percent; offices differ, so any that fits will do. */
const SHARE_OF: Record<string, readonly string[]> = {
  "dossiers.early": ["dossiers.resolved", "dossiers.received"],
  "dossiers.onTime": ["dossiers.resolved", "dossiers.received"],
  "dossiers.inTime": ["dossiers.resolved", "dossiers.received"],
  "dossiers.late": ["dossiers.resolved", "dossiers.received"],
  "dossiers.resolved": ["dossiers.received"],
  "dossiers.open": ["dossiers.received"],
  "dossiers.overdue": ["dossiers.open", "dossiers.received"],
  "dossiers.openInTime": ["dossiers.open", "dossiers.received"],
  "received.online": ["dossiers.received"],
  "received.counter": ["dossiers.received"],
};

type Part = { numerator: number; denominator: number; figures: ClaimedFigure[] };

/** R2 to R4: rates against their fractions, none above a hundred, none on two lines. */
export function rateOutcomes(scope: Scope): { outcomes: Outcome[]; unchecked: ClaimedFigure[] } {
  const groups = groupsOf(scope);
  const unchecked: ClaimedFigure[] = [];
  const outcomes = groups.flatMap((group) => {
    const found: Outcome[] = [];
    for (const rate of group.rates) {
      const parts = partsOf(scope, group, rate);
      if (parts.length > 0) found.push(rateOutcome(rate, parts, groups));
      else if (rate.value > 100) found.push(aboveHundred(rate));
      else unchecked.push(rate);
    }
    const upheld = found.some(({ severity }) => severity === null);
    if (group.fraction && !upheld) found.push(fractionOutcome(group.fraction));
    return found;
  });
  return { outcomes: [...outcomes, ...samePercentages(scope, outcomes)], unchecked };
}

/** The fractions that a rate may be of: its own, or its count over a whole that is told. */
function partsOf(scope: Scope, { fraction, count }: Group, rate: ClaimedFigure): Part[] {
  if (fraction)
    return [{ numerator: fraction.value, denominator: fraction.denominator, figures: [fraction] }];
  const wholes = (names: readonly string[]) => names.flatMap((name) => scope.count(name) ?? []);
  if (rate.concept === "dossiers.onTimeRate") {
    const both = ["dossiers.early", "dossiers.onTime"].flatMap((name) => scope.count(name) ?? []);
    const inTime = scope.count("dossiers.inTime");
    const parts = inTime ? [inTime] : both.length === 2 ? both : [];
    if (parts.length === 0) return [];
    const numerator = parts.reduce((sum, { value }) => sum + value, 0);
    return wholes(["dossiers.resolved", "dossiers.received"]).map((whole) => ({
      numerator,
      denominator: whole.value,
      figures: [...parts, whole],
    }));
  }
  const part = count ?? scope.count(rate.concept);
  if (!part) return [];
  return wholes(SHARE_OF[rate.concept] ?? []).map((whole) => ({
    numerator: part.value,
    denominator: whole.value,
    figures: [part, whole],
  }));
}

function rateOutcome(rate: ClaimedFigure, parts: readonly Part[], groups: readonly Group[]): Outcome {
  const exact = ({ numerator, denominator }: Part): number =>
    denominator === 0 ? NaN : (100 * numerator) / denominator;
  const fits = parts.find((part) => isRounded(rate.value, exact(part), rate.decimals));
  const part = fits ?? parts[0] ?? { numerator: 0, denominator: 0, figures: [] };
  const right = roundTo(exact(part), Math.max(1, rate.decimals));
  const base = {
    rule: "rate" as const,
    left: rate.value,
    right: Number.isNaN(right) ? null : right,
    about: [rate],
    against: part.figures,
    numbers: [rate.value, part.numerator, part.denominator, right],
    names: [rate.concept],
  };
  if (fits) return outcome({ ...base, severity: null });
  if (isCut(rate.value, exact(part), rate.decimals))
    return outcome({ ...base, severity: "doubt", cause: { code: "cut-not-rounded", n: [right] } });
  const impossible = rate.value > 100 && part.numerator <= part.denominator;
  return outcome({
    ...base,
    rule: impossible ? "rate-above-100" : "rate",
    severity: "error",
    cause: causeOf(rate, part, exact(part), groups),
  });
}

function causeOf(rate: ClaimedFigure, part: Part, exact: number, groups: readonly Group[]): LikelyCause {
  const own = groups.find(({ rates }) => rates.includes(rate));
  const isSame = ({ value }: ClaimedFigure): boolean => value === rate.value;
  if (own?.attainments.some(isSame)) return { code: "rate-and-attainment-mixed", n: [rate.value] };
  if (part.numerator > 0 && isRounded(rate.value, (100 * part.denominator) / part.numerator, rate.decimals))
    return { code: "fraction-upside-down" };
  const other = groups.find((group) => group !== own && group.rates.some(isSame));
  if (other && !Number.isInteger(rate.value)) return { code: "copied", name: other.concept };
  const scale = 10 ** rate.decimals;
  if (digitsSwapped(Math.round(rate.value * scale), Math.round(exact * scale)))
    return { code: "digits-swapped", n: [roundTo(exact, rate.decimals)] };
  return rate.value > 100 ? { code: "rate-and-attainment-mixed", n: [rate.value] } : { code: "unexplained" };
}

function aboveHundred(rate: ClaimedFigure): Outcome {
  return outcome({
    rule: "rate-above-100",
    severity: "error",
    left: rate.value,
    right: 100,
    about: [rate],
    numbers: [rate.value],
    names: [rate.concept],
    cause: { code: "rate-and-attainment-mixed", n: [rate.value] },
  });
}

function fractionOutcome(fraction: ClaimedFigure & { denominator: number }): Outcome {
  const { value, denominator } = fraction;
  const holds = denominator > 0 && value <= denominator;
  return outcome({
    rule: "fraction",
    severity: holds ? null : "doubt",
    left: value,
    right: denominator,
    about: [fraction],
    numbers: [value, denominator, denominator === 0 ? 0 : tenth((100 * value) / denominator)],
    names: [fraction.concept],
    cause: holds ? null : { code: "fraction-upside-down" },
  });
}

/** R4: the same broken percentage for two different things; what a wrong rate is explained by is worth no second alarm. */
function samePercentages({ figures }: Scope, outcomes: readonly Outcome[]): Outcome[] {
  const percents = figures.filter((figure) => figure.kind === "rate" || figure.kind === "attainment");
  const upheld = new Set(outcomes.flatMap(({ severity, about }) => (severity === null ? about : [])));
  const wrong = new Set(outcomes.flatMap(({ severity, about }) => (severity === "error" ? about : [])));
  return percents.flatMap((one, index) =>
    percents.slice(index + 1).flatMap((other) => {
      const isSame = one.value === other.value && !Number.isInteger(one.value);
      const isRepeated = one.concept === other.concept && one.kind === other.kind;
      const isExplained = upheld.has(one) && (upheld.has(other) || one.group === other.group);
      if (!isSame || isRepeated || isExplained) return [];
      return [
        outcome({
          rule: "same-percentage",
          severity: wrong.has(one) || wrong.has(other) ? "note" : "doubt",
          left: one.value,
          right: other.value,
          about: [one, other],
          numbers: [one.value],
          names: [one.concept, `kind.${one.kind}`, other.concept, `kind.${other.kind}`],
        }),
      ];
    }),
  );
}
