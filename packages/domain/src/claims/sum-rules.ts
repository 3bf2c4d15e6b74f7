import type { ClaimedFigure } from "@nhip/contracts";
import { digitsSwapped, type LikelyCause } from "./causes.ts";
import { outcome, type Outcome, type RuleId } from "./outcome.ts";
import type { Scope } from "./scopes.ts";

/**
 * An identity of form II.06a as sentences tell it. `told` counts when it is told and is otherwise taken as none; `may`
 * are parts that some offices count in and others apart.
 */
type Sum = {
  rule: RuleId;
  whole: string;
  wholeMay?: readonly string[];
  /** Where this is told, another identity says the same. */
  unless?: string;
  parts: readonly string[];
  told?: readonly string[];
  may?: readonly string[];
};

const SUMS: readonly Sum[] = [
  {
    rule: "sum.balance",
    whole: "dossiers.received",
    wholeMay: ["dossiers.carriedOver"],
    parts: ["dossiers.resolved", "dossiers.open"],
    may: ["dossiers.returned", "dossiers.waiting"],
  },
  {
    rule: "sum.balance",
    whole: "dossiers.received",
    wholeMay: ["dossiers.carriedOver"],
    unless: "dossiers.open",
    parts: ["dossiers.resolved", "dossiers.openInTime", "dossiers.overdue"],
    may: ["dossiers.returned", "dossiers.waiting"],
  },
  {
    rule: "sum.resolved",
    whole: "dossiers.resolved",
    parts: ["dossiers.early", "dossiers.onTime"],
    told: ["dossiers.late"],
    may: ["dossiers.returned"],
  },
  { rule: "sum.resolved", whole: "dossiers.resolved", parts: ["dossiers.inTime", "dossiers.late"] },
  { rule: "sum.inTime", whole: "dossiers.inTime", parts: ["dossiers.early", "dossiers.onTime"] },
  { rule: "sum.open", whole: "dossiers.open", parts: ["dossiers.openInTime", "dossiers.overdue"] },
  {
    rule: "sum.received",
    whole: "dossiers.received",
    parts: ["received.online", "received.counter"],
    may: ["dossiers.carriedOver"],
  },
];

/** What may be a part of what: the whole is never less. */
const WHOLE_OF: readonly (readonly [string, string])[] = [
  ["dossiers.early", "dossiers.resolved"],
  ["dossiers.onTime", "dossiers.resolved"],
  ["dossiers.late", "dossiers.resolved"],
  ["dossiers.inTime", "dossiers.resolved"],
  ["dossiers.overdue", "dossiers.open"],
  ["dossiers.openInTime", "dossiers.open"],
  ["received.online", "dossiers.received"],
  ["received.counter", "dossiers.received"],
];
/** So few that they got lost one by one. */
const A_FEW = 3;

/** R1: the identities that must hold among the counts of one unit and period. */
export function sumOutcomes(scope: Scope): Outcome[] {
  const sums = SUMS.flatMap((sum) => sumOutcome(scope, sum));
  const judged = new Set(sums.flatMap(({ about }) => about));
  const parts = WHOLE_OF.flatMap(([part, whole]) => {
    const [a, b] = [scope.count(part), scope.count(whole)];
    if (!a || !b || a.value <= b.value || (judged.has(a) && judged.has(b))) return [];
    return [
      outcome({
        rule: "part-above-whole",
        severity: "error",
        left: a.value,
        right: b.value,
        about: [a, b],
        numbers: [a.value, b.value],
        names: [part, whole],
        cause: { code: "unexplained" },
      }),
    ];
  });
  return [...sums, ...parts, ...saidTwice(scope), ...wording(scope)];
}

function sumOutcome(scope: Scope, sum: Sum): Outcome[] {
  const found = (names: readonly string[] = []): ClaimedFigure[] =>
    names.flatMap((name) => scope.count(name) ?? []);
  if (sum.unless !== undefined && scope.count(sum.unless)) return [];
  const whole = scope.count(sum.whole);
  const needed = found(sum.parts);
  if (!whole || needed.length < sum.parts.length) return [];
  const told = found(sum.told);
  const best = subsets(found(sum.wholeMay))
    .flatMap((over) =>
      subsets(found(sum.may)).map((under) => {
        const left = total([whole, ...over]);
        const right = total([...needed, ...told, ...under]);
        return {
          about: [whole, ...over, ...needed, ...told, ...under],
          left,
          right,
          off: Math.abs(left - right),
        };
      }),
    )
    .reduce((one, other) => (other.off < one.off ? other : one));
  const { left, right, about, off } = best;
  const base = { rule: sum.rule, left, right, about, numbers: [left, right] };
  if (off === 0) return [outcome({ ...base, severity: null })];
  const partMayBeUntold = left > right && told.length < (sum.told?.length ?? 0);
  if (partMayBeUntold)
    return [outcome({ ...base, severity: "doubt", cause: { code: "part-not-told", n: [off] } })];
  return [outcome({ ...base, severity: "error", cause: causeOf(whole, needed, left - right) })];
}

function causeOf(whole: ClaimedFigure, parts: readonly ClaimedFigure[], off: number): LikelyCause {
  if (Math.abs(off) <= A_FEW) return { code: "dossier-missing", n: [Math.abs(off)] };
  if (digitsSwapped(whole.value, whole.value - off))
    return { code: "digits-swapped", n: [whole.value - off] };
  const part = parts.find(({ value }) => digitsSwapped(value, value + off));
  return part ? { code: "digits-swapped", n: [part.value + off] } : { code: "unexplained" };
}

/** The same thing, unit and period with two values; the same value again is a repetition and counts once. */
function saidTwice({ figures, count }: Scope): Outcome[] {
  return figures.flatMap((figure) => {
    const first = figure.kind === "count" ? count(figure.concept) : undefined;
    if (!first || first === figure || first.value === figure.value) return [];
    return [
      outcome({
        rule: "said-twice",
        severity: "doubt",
        left: first.value,
        right: figure.value,
        about: [first, figure],
        numbers: [first.value, figure.value],
        names: [figure.concept],
      }),
    ];
  });
}

/** "Tiếp nhận và giải quyết 5.188" beside 5.184 resolved. */
function wording({ figures, count }: Scope): Outcome[] {
  return figures.flatMap((figure) => {
    const other = figure.also === undefined ? undefined : count(figure.also);
    if (!other || other.value === figure.value) return [];
    return [
      outcome({
        rule: "wording",
        severity: "doubt",
        left: figure.value,
        right: other.value,
        about: [figure],
        against: [other],
        numbers: [figure.value, other.value],
        cause: { code: "received-and-resolved-mixed", n: [other.value] },
      }),
    ];
  });
}

function subsets<T>(items: readonly T[]): T[][] {
  const [first, ...rest] = items;
  if (first === undefined) return [[]];
  const without = subsets(rest);
  return [...without, ...without.map((set) => [first, ...set])];
}

function total(figures: readonly ClaimedFigure[]): number {
  return figures.reduce((sum, { value }) => sum + value, 0);
}
