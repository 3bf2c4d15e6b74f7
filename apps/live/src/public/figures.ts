import type { DayRange, KpiUnit, KpiValue } from "@nhip/contracts";
import {
  addDays,
  dayOf,
  disclosureOf,
  evaluate,
  splitBy,
  type Facts,
  type KpiDefinition,
  type Shown,
} from "@nhip/domain";
import { momentOf, readFacts } from "../model/reading.ts";
import type { WardModel } from "../model/ward-model.ts";
import type { PublicPeriod } from "./public-period.ts";

/** What is posted, in the order of the table, by heading. Those that a ward has switched off are left out. */
const POSTED = {
  received: ["dossiers.received", "online.full.rate", "online.partial.rate"],
  resolved: ["dossiers.resolved", "dossiers.early", "dossiers.onTime", "dossiers.late", "dossiers.undated"],
  rates: ["dossiers.onTimeRate", "dossiers.progressRate", "dossiers.processingTime.median"],
  open: ["dossiers.open", "dossiers.waiting", "dossiers.overdue"],
} as const;
export type Heading = keyof typeof POSTED;
export const HEADINGS = Object.keys(POSTED) as Heading[];

export type PostedRow = { definition: KpiDefinition; unit: KpiUnit; values: KpiValue[] };
/** A count of a breakdown, and whether it may be shown. */
export type Masked = { value: number; shown: Shown };
export type FieldRow = { field: string; received: Masked; resolved: Masked; onTimeRate: number | null };

/** All that the public pages of a ward and period are made of; totals only. Times in milliseconds. */
export type PublicFigures = {
  ward: string;
  name: string;
  place: string;
  sample: boolean;
  complaints: string;
  period: PublicPeriod;
  /** The columns: the period itself and, for a month, the year up to its end. */
  columns: DayRange[];
  rows: Record<Heading, PostedRow[]>;
  /** The years that can be looked at: those of the last six in which something came in. */
  years: string[];
  months: { month: string; values: (KpiValue | undefined)[] }[];
  /** By field, for whole months of the year alone; `null` in January of a running year. */
  fields: { range: DayRange; rows: FieldRow[] } | null;
  asOf: number;
  computedAt: number;
  lastEventAt: number | null;
  rev: number;
};

/** The columns of the table of months. */
export const BY_MONTH = ["dossiers.received", "dossiers.resolved", "dossiers.onTimeRate"] as const;

/** Works out what a ward posts for a period, at one revision. */
export async function publicFigures(
  model: WardModel,
  period: PublicPeriod,
  now: number,
): Promise<PublicFigures> {
  const year = period.text.slice(0, 4);
  const toDate = { from: `${year}-01-01`, to: period.range.to };
  const columns = period.kind === "month" ? [period.range, toDate] : [period.range];
  const months = monthsOf(year, dayOf(now));
  const whole = wholeMonths(period.range, dayOf(now));
  const years = yearsUpTo(dayOf(now));
  const ranges = [...columns, ...months, ...years, ...(whole ? [whole] : [])];
  const { facts, rev } = await readFacts(
    model,
    ranges.map((range) => ({ range, moment: momentOf(range, now) })),
  );
  const byField = whole ? facts.at(-1) : undefined;
  const { settings } = model;
  return {
    ward: model.ward,
    name: settings.name,
    place: settings.place,
    sample: settings.sample,
    complaints: settings.publicPage.complaints,
    period,
    columns,
    rows: {
      received: rowsOf(model, POSTED.received, facts.slice(0, columns.length)),
      resolved: rowsOf(model, POSTED.resolved, facts.slice(0, columns.length)),
      rates: rowsOf(model, POSTED.rates, facts.slice(0, columns.length)),
      open: rowsOf(model, POSTED.open, facts.slice(0, columns.length)),
    },
    years: years.flatMap(({ from }, n) => {
      const here = facts[columns.length + months.length + n];
      return here && countOf(model, "dossiers.received", here) > 0 ? [from.slice(0, 4)] : [];
    }),
    months: afterSilence(
      months.map(({ from }, n) => {
        const here = facts[columns.length + n];
        const values = BY_MONTH.map((id) => valueOf(model, id, here));
        return { month: from.slice(0, 7), values };
      }),
    ),
    fields: whole && byField ? { range: whole, rows: fieldRows(model, byField) } : null,
    asOf: momentOf(period.range, now).asOf,
    computedAt: now,
    lastEventAt: model.lastEventAt,
    rev,
  };
}

function rowsOf(model: WardModel, ids: readonly string[], facts: readonly Facts[]): PostedRow[] {
  return ids.flatMap((id) => {
    const definition = onIn(model, id);
    if (!definition) return [];
    return [{ definition, unit: definition.unit, values: facts.map((here) => evaluate(definition, here)) }];
  });
}

function onIn(model: WardModel, id: string): KpiDefinition | undefined {
  return model.catalogue.kpis.find((kpi) => kpi.id === id);
}

function valueOf(model: WardModel, id: string, facts: Facts | undefined): KpiValue | undefined {
  const definition = onIn(model, id);
  return definition && facts ? evaluate(definition, facts) : undefined;
}

const countOf = (model: WardModel, id: string, facts: Facts): number => valueOf(model, id, facts)?.value ?? 0;

/** Without the months before the first one in which something happened: nobody counted then. */
function afterSilence(months: PublicFigures["months"]): PublicFigures["months"] {
  const first = months.findIndex(({ values }) => values.some((one) => (one?.value ?? 0) !== 0));
  return first < 0 ? [] : months.slice(first);
}

const YEARS_BACK = 6;
function yearsUpTo(today: string): DayRange[] {
  const newest = Number(today.slice(0, 4));
  return Array.from({ length: YEARS_BACK }, (_, n) => {
    const year = newest - YEARS_BACK + 1 + n;
    return { from: `${year}-01-01`, to: `${year}-12-31` };
  });
}

/** The months of a year that have begun. */
function monthsOf(year: string, today: string): DayRange[] {
  const found: DayRange[] = [];
  for (let month = 1; month <= 12; month++) {
    const from = `${year}-${String(month).padStart(2, "0")}-01`;
    if (from <= today) found.push({ from, to: addDays(nextMonth(from), -1) });
  }
  return found;
}

/**
 * The year of a range up to its last whole month. Neither days nor a running month are broken down, and no month by itself:
 * who compares two looks must not see what a single dossier changed.
 */
function wholeMonths(range: DayRange, today: string): DayRange | null {
  const from = `${range.from.slice(0, 4)}-01-01`;
  const yearEnd = `${range.from.slice(0, 4)}-12-31`;
  const to = yearEnd < today ? yearEnd : addDays(`${today.slice(0, 7)}-01`, -1);
  return to < from ? null : { from, to };
}

function nextMonth(first: string): string {
  const [year = 0, month = 0] = first.split("-").map(Number);
  return month === 12 ? `${year + 1}-01-01` : `${year}-${String(month + 1).padStart(2, "0")}-01`;
}

const FIELD = 1;
const WHOLE: Shown = "whole";

function fieldRows(model: WardModel, facts: Facts): FieldRow[] {
  const count = (id: string, here: Facts): number => countOf(model, id, here);
  const parts = [...splitBy(facts.ledger, FIELD)]
    .map(([field, ledger]) => {
      const here = { ...facts, ledger };
      const resolved = count("dossiers.resolved", here);
      const inTime = count("dossiers.early", here) + count("dossiers.onTime", here);
      return { field, received: count("dossiers.received", here), resolved, inTime };
    })
    .filter(({ received, resolved }) => received + resolved > 0)
    .toSorted((a, b) => b.received - a.received || a.field.localeCompare(b.field));
  const received = disclosureOf(parts.map((part) => part.received));
  const resolved = disclosureOf(parts.map((part) => part.resolved));
  const inTime = disclosureOf(parts.map((part) => part.inTime));
  const rest = disclosureOf(parts.map((part) => part.resolved - part.inTime));
  return parts.map((part, n) => ({
    field: part.field,
    received: { value: part.received, shown: received[n] ?? "hidden" },
    resolved: { value: part.resolved, shown: resolved[n] ?? "hidden" },
    onTimeRate:
      part.resolved > 0 && [resolved[n], inTime[n], rest[n]].every((word) => word === WHOLE)
        ? Math.round((1_000 * part.inTime) / part.resolved) / 10
        : null,
  }));
}
