import type { Locale, NoForecastReason, PlanRow } from "@nhip/contracts";
import type { Calendar } from "../calendar.ts";
import { addDays, type Day } from "../civil-day.ts";
import type { KpiDefinition } from "../kpi/definition.ts";
import { evaluate, type Facts } from "../kpi/evaluate.ts";
import { explainPath } from "../kpi/reading.ts";
import type { PlannedValue } from "../kpi/target.ts";
import { firstOpenDay, isOver } from "./elapsed.ts";
import { forecastCount, forecastRate, type Projection, type SoFar } from "./forecast.ts";
import { judgeBy, roundTo } from "./judged.ts";
import { methodText } from "./method.ts";
import { neededAWeek, WEEK_DAYS } from "./needed.ts";
import { planKind, type PlanKind } from "./pace.ts";
import { reportSteps, usualSteps, weeklySteps, type DayFigure, type Step } from "./steps.ts";

/** What a row is made of. `days`: what the KPI counted day by day until `asOf`, `null` where it is no such sum. */
export type PlanRowInput = {
  ward: string;
  period: string;
  kpi: KpiDefinition;
  planned: PlannedValue;
  facts: Facts;
  /** Milliseconds. */
  asOf: number;
  calendar: Calendar;
  days: readonly DayFigure[] | null;
  locale: Locale;
};

/** One row of the plan: target, value, pace, forecast, and what is needed a week. Pure. */
export function planRow(input: PlanRowInput): PlanRow {
  const { kpi, planned, asOf, calendar, locale } = input;
  const byUnit = planned.unit !== "";
  const facts = byUnit ? factsOfUnit(input.facts, planned) : input.facts;
  const figure = evaluate(kpi, facts);
  const counted = !byUnit || kpi.formula.kind === "report";
  const value = counted ? figure.value : null;
  const judged = judgeBy(planned, kpi, { ...figure, value }, facts, asOf, calendar);
  const kind = planKind(kpi, figure);
  const outlook = value === null ? NO_VALUE : outlookOf(input, facts, kind, { ...figure, value });
  const isKnown = value !== null;
  return {
    id: kpi.id,
    label: kpi.label[locale],
    unit: kpi.unit,
    direction: kpi.direction,
    forUnit: byUnit ? planned.unit : null,
    value,
    numerator: counted ? figure.numerator : null,
    denominator: counted ? figure.denominator : null,
    target: planned.value,
    status: isKnown ? judged.status : "none",
    planPeriod: planned.period,
    source: planned.source,
    attainment: isKnown ? figure.attainment : null,
    pace: judged.pace,
    ahead: isKnown && judged.pace !== null ? roundTo(kpi.unit, value - judged.pace) : null,
    forecast: outlook.forecast,
    neededAWeek: outlook.neededAWeek,
    usualAWeek: outlook.usualAWeek,
    reasons: {
      ...(isKnown ? {} : { value: counted ? (figure.reason ?? "no-data-yet") : ("not-by-unit" as const) }),
      ...(judged.reason ? { pace: judged.reason } : {}),
      ...outlook.reasons,
    },
    method: methodText(kind, kpi.formula.kind === "report", locale),
    explain: explainPath(input.ward, kpi.id, input.period),
  };
}

function factsOfUnit(facts: Facts, planned: PlannedValue): Facts {
  const reports = facts.reports.filter((report) => report.unit === planned.unit);
  return { ...facts, reports, targets: [{ ...planned, unit: "" }] };
}

type Outlook = Pick<PlanRow, "forecast" | "neededAWeek" | "usualAWeek"> & {
  reasons: Pick<PlanRow["reasons"], "forecast" | "neededAWeek">;
};

function without(reason: Exclude<NoForecastReason, "level">): Outlook {
  return {
    forecast: null,
    neededAWeek: null,
    usualAWeek: null,
    reasons: { forecast: reason, neededAWeek: reason },
  };
}
const NO_VALUE = without("no-value");

function outlookOf(
  { kpi, planned, asOf, calendar, days }: PlanRowInput,
  facts: Facts,
  kind: PlanKind,
  figure: { value: number; numerator: number | null; denominator: number | null },
): Outlook {
  const { range } = facts;
  if (isOver(range, asOf)) return without("period-over");
  if (firstOpenDay(asOf) < range.from) return without("not-begun");
  if (kind === "flow" && planned.range.from !== range.from) return without("within-plan");
  const isReport = kpi.formula.kind === "report";
  if (kind === "balance" || (!isReport && days === null)) return without("balance");

  const { steps, through, n, of } = isReport
    ? reported(facts, kpi, calendar)
    : counted(days ?? [], asOf, calendar);
  const end = addDays(kind === "flow" ? planned.range.to : range.to, 1);
  const soFar: SoFar = {
    // What the running day has brought is part of what it is expected to bring.
    n: (kind === "rate" ? (figure.numerator ?? 0) : figure.value) - n,
    of: (figure.denominator ?? 0) - of,
    daysLeft: calendar.workingDaysBetween(through ?? firstOpenDay(asOf), end),
  };
  const usual = usualSteps(steps, calendar);
  const projection =
    kind === "level" ? null : kind === "flow" ? forecastCount(usual, soFar) : forecastRate(usual, soFar);
  const needed = neededAWeek({
    kind,
    isCeiling: kpi.direction === "lower",
    target: planned.value,
    value: figure.value,
    ...soFar,
    ofADay: projection?.ofADay ?? 0,
  });
  const perWeek = kind === "level" ? kpi.unit : "count";
  return {
    forecast: projection && shown(projection, kpi, figure.value, kind),
    neededAWeek: needed.value === null ? null : roundUp(perWeek, needed.value),
    usualAWeek: projection && roundUsual(projection.nADay * WEEK_DAYS),
    reasons: {
      ...(projection ? {} : { forecast: kind === "level" ? ("level" as const) : ("too-early" as const) }),
      ...(needed.value === null ? { neededAWeek: needed.reason } : {}),
    },
  };
}

type Known = { steps: Step[]; through: Day | null; n: number; of: number };

/** Days that are over make the steps; what the running one has brought stands apart. */
function counted(days: readonly DayFigure[], asOf: number, calendar: Calendar): Known {
  const open = firstOpenDay(asOf);
  const running = days.filter(({ day }) => day >= open);
  const total = (of: (one: DayFigure) => number) => running.reduce((sum, one) => sum + of(one), 0);
  const past = days.filter(({ day }) => day < open);
  return {
    steps: weeklySteps(past, calendar),
    through: null,
    n: total((one) => one.n),
    of: total((one) => one.of),
  };
}

/** Reports tell of the time up to the last of them; what came after it is not known yet. */
function reported(facts: Facts, kpi: KpiDefinition, calendar: Calendar): Known {
  const { formula } = kpi;
  const own =
    formula.kind === "report" ? facts.reports.filter((one) => one.indicator === formula.indicator) : [];
  const steps = reportSteps(own, calendar);
  const last = steps.at(-1);
  const after = last && addDays(last.to, 1);
  return { steps, through: after && after > facts.range.from ? after : facts.range.from, n: 0, of: 0 };
}

function shown(
  { value, low, high }: Projection,
  kpi: KpiDefinition,
  present: number,
  kind: PlanKind,
): NonNullable<PlanRow["forecast"]> {
  const floor = kind === "flow" ? present : -Infinity;
  const round = (one: number): number => roundTo(kpi.unit, Math.max(floor, one));
  return { value: round(value), low: round(low), high: round(high) };
}

/** Whole where at least one a week is needed, else one decimal; never less than what is needed. */
function roundUp(unit: KpiDefinition["unit"], value: number): number {
  return unit === "count" && value >= 1 ? Math.ceil(value - 1e-9) : Math.ceil(value * 10 - 1e-9) / 10;
}

function roundUsual(value: number): number {
  return roundTo(value >= 1 ? "count" : "points", value);
}

/** The row of a target for a KPI that nobody knows: shown, so that a slip in its name is found. */
export function unknownRow(ward: string, period: string, planned: PlannedValue): PlanRow {
  const { kpi, unit, value: target, source } = planned;
  return {
    id: kpi,
    label: kpi,
    unit: "count",
    direction: "neutral",
    forUnit: unit === "" ? null : unit,
    value: null,
    numerator: null,
    denominator: null,
    target,
    status: "none",
    planPeriod: planned.period,
    source,
    attainment: null,
    pace: null,
    ahead: null,
    ...NO_VALUE,
    reasons: { value: "unknown-kpi", pace: "no-start", ...NO_VALUE.reasons },
    method: "",
    explain: explainPath(ward, kpi, period),
  };
}
