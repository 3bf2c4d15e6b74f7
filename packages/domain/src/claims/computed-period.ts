import type { KpiUnit } from "@nhip/contracts";
import type { KpiDefinition } from "../kpi/definition.ts";
import { evaluate, type Facts } from "../kpi/evaluate.ts";
import { formRow } from "../kpi/report-form.ts";
import { reportedFigure } from "../kpi/report.ts";
import { unitKey, type ComputedPeriod, type ComputedValue } from "./against-computed.ts";

/**
 * All that can be held against a claim in one period: the KPIs, what form II.06a counts beside them, and the reports of
 * units. Dossiers are left out where there was none at all: a ward without data contradicts nobody.
 */
export function computedPeriod(period: string, facts: Facts, kpis: readonly KpiDefinition[]): ComputedPeriod {
  const values = new Map<string, ComputedValue>();
  const { row, beside } = formRow(facts.ledger);
  const hasDossiers = row[3] > 0 || row[7] > 0;
  for (const kpi of kpis) {
    if (kpi.formula.kind !== "report" && !hasDossiers) continue;
    values.set(kpi.id, { ...evaluate(kpi, facts), unit: kpi.unit });
    if (kpi.formula.kind !== "report") continue;
    const { indicator } = kpi.formula;
    const own = facts.reports.filter((report) => report.indicator === indicator && report.unit !== "");
    for (const unit of new Set(own.map((report) => report.unit))) {
      const ofUnit = own.filter((report) => report.unit === unit);
      const figure = reportedFigure(kpi.formula, { ...facts, reports: ofUnit }, kpi.unit);
      if (figure) values.set(`${kpi.id}@${unitKey(unit)}`, computed(figure.value, kpi.unit, figure));
    }
  }
  if (!hasDossiers) return { period, range: facts.range, values };
  const counts: Record<string, number> = {
    "dossiers.carriedOver": row[6],
    "dossiers.returned": beside.withdrawn + beside.rejected,
    "dossiers.inTime": row[8] + row[9],
    "dossiers.openInTime": row[12],
    "received.online": row[4],
    "received.counter": row[5],
  };
  for (const [concept, n] of Object.entries(counts)) values.set(concept, computed(n, "count"));
  return { period, range: facts.range, values };
}

function computed(
  value: number,
  unit: KpiUnit,
  parts: { numerator: number | null; denominator: number | null } = { numerator: null, denominator: null },
): ComputedValue {
  const { numerator, denominator } = parts;
  return { value, unit, numerator, denominator, target: null, attainment: null };
}
