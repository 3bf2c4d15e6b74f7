import { AppError, type SeriesPoint, type Unit } from "@nhip/contracts";
import {
  evaluate,
  formatInstant,
  isMet,
  livedIn,
  newestReport,
  unitsIn,
  type Facts,
  type KpiDefinition,
  type Report,
} from "@nhip/domain";
import type { WardModel } from "./ward-model.ts";

/** A unit that the settings do not name. */
const WITHOUT_END: Unit = { id: "-", name: "-", kind: "group" };
type ReportFormula = Extract<KpiDefinition["formula"], { kind: "report" }>;

/**
 * One point a unit: those that have to report and lived in the period, in the order of the settings, then others that have
 * reported; the ward itself last. Dossiers are not counted by unit: throws AppError("invalid-value").
 */
export function unitPoints(model: WardModel, kpi: KpiDefinition, facts: Facts): SeriesPoint[] {
  const { formula } = kpi;
  if (formula.kind !== "report") throw new AppError("invalid-value", "only reported indicators have units");
  const { units } = model.settings;
  const { range } = facts;
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  // A report without a unit is the ward's own.
  const ward = unitsIn(units, range, "ward")[0]?.id ?? "";
  const own = facts.reports
    .filter((report) => report.indicator === formula.indicator)
    .map((report) => (report.unit === "" ? { ...report, unit: ward } : report))
    .filter(({ unit }) => livedIn(byId.get(unit) ?? WITHOUT_END, range));
  const due = unitsIn(units, range, formula.reporting.by).map(({ id }) => id);
  const others = [...new Set(own.map(({ unit }) => unit))].filter((key) => !due.includes(key)).toSorted();
  const keys = [...due, ...others.filter((key) => key !== ward), ...others.filter((key) => key === ward)];
  return keys.map((key) => {
    const reports = own.filter((report) => report.unit === key);
    const label = key === "" ? model.settings.name : (byId.get(key)?.name ?? key);
    return unitPoint(key, label, kpi, formula, { ...facts, reports });
  });
}

function unitPoint(
  key: string,
  label: string,
  kpi: KpiDefinition,
  formula: ReportFormula,
  facts: Facts,
): SeriesPoint {
  const { addsUp } = formula.reporting;
  // A share is one of many units; of a single one its own word is shown.
  const reporting =
    addsUp === "share" ? { ...formula.reporting, addsUp: "newest" as const } : formula.reporting;
  const alone: KpiDefinition = { ...kpi, formula: { ...formula, reporting } };
  const { value, numerator, denominator, target } = evaluate(alone, facts);
  const report = newestReport(facts.reports, facts.range);
  return {
    key,
    label,
    value,
    numerator,
    denominator,
    report: report && {
      at: formatInstant(report.at),
      period: report.data.period,
      met: addsUp === "share" ? isMet(report) : metAlone(kpi, report, value, target),
    },
  };
}

/** A rate's target holds for each unit too; one of a sum is that of all together. */
function metAlone(kpi: KpiDefinition, report: Report, value: number | null, target: number | null) {
  if (kpi.unit !== "percent" || value === null) return null;
  if (target === null) return report.data.numerator === undefined ? null : isMet(report);
  return kpi.direction === "lower" ? value <= target : value >= target;
}
