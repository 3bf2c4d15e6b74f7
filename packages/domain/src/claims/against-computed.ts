import { slug, type ClaimedFigure, type DayRange, type KpiUnit, type KpiValue } from "@nhip/contracts";
import { parsePeriod } from "../period.ts";
import { digitsSwapped, isRounded, roundTo, type LikelyCause } from "./causes.ts";
import { outcome, type Outcome } from "./outcome.ts";

/** A computed figure as claims are held against it. */
export type ComputedValue = Pick<
  KpiValue,
  "value" | "numerator" | "denominator" | "target" | "attainment"
> & { unit: KpiUnit };

/**
 * What was counted in one period, by concept: KPI ids, the reader's own names, and `<kpi>@<unit>` for a unit's reports,
 * where the unit is written as {@link unitKey} does.
 */
export type ComputedPeriod = {
  period: string;
  range: DayRange;
  values: ReadonlyMap<string, ComputedValue>;
};

/** "tổ dân phố số 7", "Tổ 7" and the unit `to-7` are one. */
export function unitKey(words: string): string {
  return slug(words)
    .replace(/^to-dan-pho-/, "to-")
    .replace(/(^|-)so-(?=\d)/, "$1")
    .replace(/-0+(?=\d)/, "-");
}

const A_FEW = 3;
/** Smaller counts are equal by chance too often to say that they are another period's. */
const TELLING = 20;

/** Claimed figures against the computed ones of the chosen period; `others` are looked at for the cause alone. */
export function computedOutcomes(
  figures: readonly ClaimedFigure[],
  chosen: ComputedPeriod,
  others: readonly ComputedPeriod[],
): Outcome[] {
  return figures.flatMap((figure) => {
    const computed = computedFor(figure, chosen);
    if (computed === null) return [];
    const holds = agrees(figure, computed, chosen);
    const percent = figure.kind === "rate" || figure.kind === "attainment" ? "%" : "";
    const below = figure.kind === "fraction" && figure.value === computed;
    const left = below ? (figure.denominator ?? 0) : figure.value;
    const right = below ? (valueFor(figure, chosen)?.denominator ?? 0) : computed;
    return [
      outcome({
        rule: "computed",
        severity: holds ? null : "error",
        left,
        right,
        about: [figure],
        numbers: [left, right],
        names: [figure.concept, percent],
        cause: holds ? null : causeOf(figure, computed, chosen, others),
      }),
    ];
  });
}

/** The computed figure for a claimed one; `null` where nothing is computed for it, or the text speaks of another period. */
export function computedFor(figure: ClaimedFigure, chosen: ComputedPeriod): number | null {
  if (!speaksOf(figure, chosen.range)) return null;
  const computed = valueFor(figure, chosen);
  return computed === undefined ? null : partOf(figure, computed);
}

function valueFor({ concept, unit }: ClaimedFigure, { values }: ComputedPeriod): ComputedValue | undefined {
  return values.get(unit === null ? concept : `${concept}@${unitKey(unit)}`);
}

function partOf(figure: ClaimedFigure, computed: ComputedValue): number | null {
  switch (figure.kind) {
    case "fraction":
      // The denominator is held against its own where the numerator agrees.
      return computed.numerator === figure.value ? figure.value : computed.numerator;
    case "attainment":
      return figure.plan === "added" ? null : computed.attainment;
    case "count":
      return computed.unit === "percent" ? computed.numerator : computed.value;
    case "rate":
      return computed.unit === "percent" ? computed.value : null;
  }
}

function agrees(figure: ClaimedFigure, computed: number, chosen: ComputedPeriod): boolean {
  if (figure.kind === "fraction")
    return figure.value === computed && valueFor(figure, chosen)?.denominator === figure.denominator;
  return isRounded(figure.value, computed, figure.decimals);
}

function speaksOf({ period }: ClaimedFigure, range: DayRange): boolean {
  if (period === null) return true;
  const told = parsePeriod(period, range.to);
  if (!told) return true;
  const isWithin = (a: DayRange, b: DayRange): boolean => a.from >= b.from && a.to <= b.to;
  return isWithin(told, range) || isWithin(range, told);
}

function causeOf(
  figure: ClaimedFigure,
  computed: number,
  chosen: ComputedPeriod,
  others: readonly ComputedPeriod[],
): LikelyCause {
  const value = valueFor(figure, chosen);
  return (
    (value ? percentCause(figure, value) : null) ??
    otherPeriod(figure, others) ??
    countCause(figure, computed, chosen) ?? { code: "unexplained" }
  );
}

function percentCause(
  figure: ClaimedFigure,
  { value, target, attainment }: ComputedValue,
): LikelyCause | null {
  const { kind, decimals } = figure;
  const mixed = { code: "rate-and-attainment-mixed", n: [figure.value] } as const;
  if (kind === "rate") {
    if (attainment !== null && isRounded(figure.value, attainment, decimals)) return mixed;
    return figure.value > 100 ? mixed : null;
  }
  if (kind !== "attainment" || value === null || target === null || target <= 0) return null;
  if (isRounded(figure.value, value, decimals)) return mixed;
  const whole = [Math.round(value), Math.ceil(value)].find((rate) =>
    isRounded(figure.value, (100 * rate) / target, decimals),
  );
  if (whole === undefined) return null;
  const right = roundTo((100 * value) / target, decimals);
  return { code: "rounded-before-dividing", n: [figure.value, value, whole, target, right] };
}

function otherPeriod(figure: ClaimedFigure, others: readonly ComputedPeriod[]): LikelyCause | null {
  if (figure.kind === "count" && figure.value < TELLING) return null;
  const same = others.find((other) => {
    const value = valueFor(figure, other);
    const computed = value === undefined ? null : partOf(figure, value);
    return computed !== null && agrees(figure, computed, other);
  });
  return same ? { code: "other-period", name: same.period } : null;
}

function countCause(figure: ClaimedFigure, computed: number, { values }: ComputedPeriod): LikelyCause | null {
  if (figure.kind !== "count") return null;
  const off = Math.abs(figure.value - computed);
  const carried = values.get("dossiers.carriedOver")?.value ?? 0;
  if (carried > 0 && figure.value - computed === carried) return { code: "carried-over", n: [carried] };
  if (off <= A_FEW && figure.concept.startsWith("dossiers.")) return { code: "dossier-missing", n: [off] };
  return digitsSwapped(figure.value, computed) ? { code: "digits-swapped", n: [computed] } : null;
}

/** A figure that somebody has said by itself, against the computed one; `null` where nothing is computed for it. */
export function claimOutcome(
  kpi: string,
  unit: KpiUnit,
  value: number,
  chosen: ComputedPeriod,
  others: readonly ComputedPeriod[],
): Outcome | null {
  const figure: ClaimedFigure = {
    id: 0,
    start: 0,
    end: 0,
    words: "",
    concept: kpi,
    kind: unit === "percent" ? "rate" : "count",
    value,
    decimals: unit === "percent" ? 1 : (String(value).split(".")[1]?.length ?? 0),
    unit: null,
    period: null,
    group: 0,
  };
  return computedOutcomes([figure], chosen, others)[0] ?? null;
}
