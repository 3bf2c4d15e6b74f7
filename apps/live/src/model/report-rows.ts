import type { DayRange, Locale, ReportRow } from "@nhip/contracts";
import { countedReports, formatInstant, parsePeriod, reportsAt, type KpiDefinition } from "@nhip/domain";
import type { Moment } from "./ledger.ts";
import { partLabel } from "./part-label.ts";
import type { WardModel } from "./ward-model.ts";

const MAX_ROWS = 500;

/**
 * The reports behind a reported KPI: those that count first, then the others of the same year and those that newer ones
 * took the place of, newest first. Empty for a KPI that nobody reports.
 */
export function reportRows(
  model: WardModel,
  { formula }: KpiDefinition,
  range: DayRange,
  { knownAt }: Moment,
  locale: Locale,
): ReportRow[] {
  if (formula.kind !== "report") return [];
  const indicators = new Set([formula.indicator, ...(formula.items ?? []).map(({ id }) => id)]);
  const names = new Map(formula.items?.map(({ id, label }) => [id, label[locale]]));
  const told = { reports: reportsAt(model.statements.report, knownAt), range, units: model.settings.units };
  const counted = new Set(countedReports(formula, told).reports.map(({ data }) => data));
  const year = `${range.to.slice(0, 4)}-01-01`;
  const from = range.from < year ? range.from : year;
  const rows = model.statements.report.flatMap((history): ReportRow[] => {
    const known = history.flatMap((event) =>
      event.type === "indicator.reported" && indicators.has(event.data.indicator) && event.time <= knownAt
        ? [event]
        : [],
    );
    return known.flatMap(({ time, data }, n) => {
      const of = parsePeriod(data.period, "2000-01-01");
      if (!of || of.to < from || of.from > range.to) return [];
      const newer = known[n + 1];
      const { unit = "" } = data;
      return {
        unit,
        label: names.get(data.indicator) ?? partLabel(model.settings, "unit", unit, locale),
        period: data.period,
        value: data.value ?? null,
        numerator: data.numerator ?? null,
        denominator: data.denominator ?? null,
        at: formatInstant(time),
        note: data.note ?? null,
        counted: counted.has(data),
        supersededAt: newer === undefined ? null : formatInstant(newer.time),
      };
    });
  });
  return rows
    .toSorted((a, b) => Number(b.counted) - Number(a.counted) || (a.at < b.at ? 1 : a.at > b.at ? -1 : 0))
    .slice(0, MAX_ROWS);
}
