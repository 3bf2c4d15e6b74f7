import type { Kpi, Locale } from "@nhip/contracts";
import type { Calendar } from "../calendar.ts";
import { judge } from "../plan/judged.ts";
import type { KpiDefinition } from "./definition.ts";
import { evaluate, type Facts } from "./evaluate.ts";

/** A KPI's address under the ward, for its explanation. `period` as asked. */
export function explainPath(ward: string, id: string, period: string): string {
  return `/api/v1/wards/${ward}/kpis/${id}/explain?period=${encodeURIComponent(period)}`;
}

/** All of a ward's KPIs for one period, with the value of the period before. Pure: facts in, figures out. */
export function kpisAt(input: {
  ward: string;
  period: string;
  definitions: readonly KpiDefinition[];
  now: Facts;
  previous: Facts;
  /** The moment of `now`, milliseconds. */
  asOf: number;
  calendar: Calendar;
  locale: Locale;
}): Kpi[] {
  const { ward, period, definitions, now, previous, asOf, calendar, locale } = input;
  // Before the first figure ever there is nothing to compare with, and a zero would claim that there was.
  const hasHistory = previous.ledger.until.size > 0 || previous.reports.length > 0;
  return definitions.map((definition) => {
    const figure = evaluate(definition, now);
    const { pace, status } = judge(definition, figure, now, asOf, calendar);
    return {
      ...figure,
      status,
      label: definition.label[locale],
      group: definition.group,
      unit: definition.unit,
      direction: definition.direction,
      previous: hasHistory ? evaluate(definition, previous).value : null,
      pace,
      explain: explainPath(ward, definition.id, period),
    };
  });
}
