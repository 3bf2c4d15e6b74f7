import type { ClaimedFigure } from "@nhip/contracts";
import { roundTo } from "./causes.ts";
import { outcome, type Outcome } from "./outcome.ts";
import { groupsOf, type Group, type Scope } from "./scopes.ts";

/** The rates that a plan of a rate can be made of; a bit of room where only the rounded rate is known. */
type Rate = { low: number; high: number };

/** R5: the plan that an attainment, worked back, is of; plans are round. */
export function planOutcomes(scope: Scope): Outcome[] {
  return groupsOf(scope).flatMap((group) =>
    group.attainments.flatMap((attainment) => planOutcome(scope, group, attainment)),
  );
}

function planOutcome(scope: Scope, group: Group, attainment: ClaimedFigure): Outcome[] {
  const base = { rule: "plan" as const, left: attainment.value, about: [attainment] };
  const rate = rateOf(group);
  const counted = group.fraction ?? group.count;
  const against = [counted, ...(group.fraction ? [] : group.rates)].filter((one) => one !== undefined);
  const named = (unit: string) => [attainment.concept, unit];

  const percent = rate === null ? null : percentPlan(rate, attainment);
  if (rate !== null && percent !== null) {
    const right = roundTo((100 * rate.low) / percent, attainment.decimals);
    return [
      outcome({
        ...base,
        severity: null,
        right,
        against,
        numbers: [attainment.value, percent],
        names: named("%"),
      }),
    ];
  }
  const count = counted ? countPlan(counted.value, attainment) : null;
  const early = rate === null ? null : roundedFirst(rate, attainment);
  if (rate !== null && early !== null && (early.plan % 5 === 0 || count === null)) {
    const right = roundTo((100 * rate.low) / early.plan, attainment.decimals);
    return [
      outcome({
        ...base,
        severity: early.plan % 5 === 0 && count === null ? "error" : "doubt",
        right,
        against,
        numbers: [attainment.value, early.plan, right],
        names: named("%"),
        cause: {
          code: "rounded-before-dividing",
          n: [attainment.value, roundTo(rate.low, 1), early.rounded, early.plan, right],
        },
      }),
    ];
  }
  if (counted && count !== null) {
    const right = roundTo((100 * counted.value) / count.plan, attainment.decimals);
    const held = outcome({
      ...base,
      severity: null,
      right,
      against,
      numbers: [attainment.value, count.plan],
      names: named(""),
      cause: count.cut ? { code: "cut-not-rounded", n: [right] } : null,
    });
    return [held, ...planOfAnother(scope, group, attainment, count.plan)];
  }
  if (rate === null && !counted) return [];
  const about = (100 * (rate?.low ?? counted?.value ?? 0)) / attainment.value;
  return [
    outcome({
      ...base,
      severity: "doubt",
      against,
      numbers: [attainment.value, about],
      names: named(rate === null ? "" : "%"),
      cause: { code: "unexplained" },
    }),
  ];
}

function rateOf({ fraction, rates }: Group): Rate | null {
  if (fraction && fraction.denominator > 0) {
    const exact = (100 * fraction.value) / fraction.denominator;
    return { low: exact, high: exact };
  }
  const [rate] = rates;
  if (!rate) return null;
  const half = 0.5 * 10 ** -rate.decimals;
  return { low: rate.value - half, high: rate.value + half };
}

/** A plan in whole percent, up to a hundred, of which the printed attainment is the rounded one. */
function percentPlan({ low, high }: Rate, { value, decimals }: ClaimedFigure): number | null {
  const half = 0.5 * 10 ** -decimals;
  return roundestBetween((100 * low) / (value + half), Math.min(100, (100 * high) / (value - half)));
}

/** A plan in whole numbers; `cut` where it fits only with the further digits cut off. */
function countPlan(
  counted: number,
  { value, decimals }: ClaimedFigure,
): { plan: number; cut: boolean } | null {
  const unit = 10 ** -decimals;
  const rounded = roundestBetween((100 * counted) / (value + unit / 2), (100 * counted) / (value - unit / 2));
  if (rounded !== null) return { plan: rounded, cut: false };
  const cut = roundestBetween((100 * counted) / (value + unit) + 1e-9, (100 * counted) / value);
  return cut === null ? null : { plan: cut, cut: true };
}

/** The rate was made a whole number before it was divided by a whole plan: 88 / 70 for 87,34 / 70. */
function roundedFirst(
  rate: Rate,
  { value, decimals }: ClaimedFigure,
): { rounded: number; plan: number } | null {
  const half = 0.5 * 10 ** -decimals;
  const wholes = new Set([Math.round(rate.low), Math.ceil(rate.low), Math.floor(rate.low)]);
  const found = [...wholes].flatMap((rounded) => {
    const plan = roundestBetween(
      (100 * rounded) / (value + half),
      Math.min(100, (100 * rounded) / (value - half)),
    );
    return plan === null ? [] : [{ rounded, plan }];
  });
  return found.find(({ plan }) => plan % 5 === 0) ?? found[0] ?? null;
}

/** The roundest whole number of a stretch, `null` where there is none. */
function roundestBetween(low: number, high: number): number | null {
  for (const step of [1000, 100, 50, 10, 5, 1]) {
    const first = Math.ceil((low - 1e-9) / step) * step;
    if (first > 0 && first <= high + 1e-9) return first;
  }
  return null;
}

/** A plan that is also a figure of another line was perhaps taken from there. */
function planOfAnother(scope: Scope, own: Group, attainment: ClaimedFigure, plan: number): Outcome[] {
  const other = scope.figures.find(
    ({ group, value, denominator, kind }) =>
      group !== attainment.group &&
      (kind === "count" || kind === "fraction") &&
      plan >= 100 &&
      (value === plan || denominator === plan),
  );
  if (!other || other.concept === own.concept) return [];
  return [
    outcome({
      rule: "plan-of-another",
      severity: "note",
      left: plan,
      right: plan,
      about: [attainment],
      against: [other],
      numbers: [plan],
      names: [attainment.concept, other.concept],
    }),
  ];
}
