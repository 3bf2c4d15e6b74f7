import { AppError, type DayRange, type Locale, type Plan, type PlanRow } from "@nhip/contracts";
import {
  DAYS_LOOKED_BACK,
  STANDING_KPIS,
  addDays,
  dayFigures,
  dayOf,
  firstOpenDay,
  formatInstant,
  planFor,
  planRow,
  unknownRow,
  workingDaysOf,
  type Day,
  type PlannedValue,
} from "@nhip/domain";
import { EARLIEST, isPast, readLedgers } from "./ledger.ts";
import { factsAt, momentOf, rangeOf } from "./reading.ts";
import type { WardModel } from "./ward-model.ts";

const SHORT_OF_A_MONTH = 27;

/** A ward's plan for a period: a row for each target of the ward and of its units. Throws AppError("unknown-period"). */
export async function readPlan(
  model: WardModel,
  period: string,
  options: { now: number; asOf?: number | undefined; locale: Locale },
): Promise<Plan> {
  const { now, locale } = options;
  const { ward } = model;
  const { calendar } = model.rules;
  const range = rangeOf(period, now);
  const moment = momentOf(range, now, options.asOf);
  const { asOf } = moment;
  const past = daysUntil(asOf);
  // In one go: what two readings brought into memory need not be of one revision, and the second may push out the first.
  const pieces = isPast(moment) ? past.map((day) => ({ from: day, to: day })) : piecesOf(past);
  const { ledgers, rev } = await readLedgers(
    model,
    [range, ...pieces].map((one) => ({ range: one, moment })),
  );
  const [ledger, ...daily] = ledgers;
  if (!ledger) throw new AppError("internal", "a look without a ledger");
  const facts = factsAt(model, range, moment, ledger);
  // As they stood then a day's figures are what its own ledger says; today's are in the bucket.
  const figures = past.map(
    (day, n) => [day, (isPast(moment) ? daily[n]?.period : undefined) ?? model.bucket(`d:${day}`)] as const,
  );
  const rows = namesIn(facts.targets).flatMap(({ kpi: id, unit }): PlanRow[] => {
    const kpi = model.catalogue.byId(id);
    const formula = kpi?.formula ?? NOTHING;
    const planned = planFor({ id, formula }, facts.targets, range, unit);
    if (!planned) return [];
    if (!kpi) return [unknownRow(ward, period, planned)];
    const days = dayFigures(formula, figures);
    return [planRow({ ward, period, kpi, planned, facts, asOf, calendar, days, locale })];
  });
  return {
    ward,
    period: range,
    rev,
    asOf: formatInstant(asOf),
    computedAt: formatInstant(now),
    workingDays: workingDaysOf(range, asOf, calendar),
    rows,
  };
}

const NOTHING = { kind: "medianHours" } as const;

/** Each (KPI, unit) that some target names: the whole ward's first, in the order of the catalogue. */
function namesIn(targets: readonly PlannedValue[]): { kpi: string; unit: string }[] {
  const names = new Map(targets.map(({ kpi, unit }) => [`${kpi}|${unit}`, { kpi, unit }]));
  return [...names.values()].toSorted(
    (a, b) =>
      Number(a.unit !== "") - Number(b.unit !== "") ||
      placeOf(a.kpi) - placeOf(b.kpi) ||
      compare(a.kpi, b.kpi) ||
      compare(a.unit, b.unit),
  );
}

function placeOf(id: string): number {
  const place = STANDING_KPIS.findIndex((kpi) => kpi.id === id);
  return place < 0 ? STANDING_KPIS.length : place;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The days of the last half year of work, the running one included. */
function daysUntil(asOf: number): Day[] {
  const first = addDays(firstOpenDay(asOf), -DAYS_LOOKED_BACK);
  const days: Day[] = [];
  for (let day = first < EARLIEST ? EARLIEST : first; day <= dayOf(asOf); day = addDays(day, 1))
    days.push(day);
  return days;
}

/** Days in order as pieces so short that none holds a whole month: those are read day by day. */
function piecesOf(days: readonly Day[]): DayRange[] {
  const pieces: DayRange[] = [];
  for (let at = 0; at < days.length; at += SHORT_OF_A_MONTH) {
    const from = days[at];
    const to = days[Math.min(at + SHORT_OF_A_MONTH, days.length) - 1];
    if (from !== undefined && to !== undefined) pieces.push({ from, to });
  }
  return pieces;
}
