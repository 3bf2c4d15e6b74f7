import { AppError, type DayRange, type KpiItems, type Locale } from "@nhip/contracts";
import { formatInstant, isMet, newestReport, reportsAt } from "@nhip/domain";
import { momentOf } from "./reading.ts";
import type { WardModel } from "./ward-model.ts";

/** What a KPI counts as met or not, each by its newest report in the period's year. Throws AppError("unknown-kpi"). */
export function readItems(
  model: WardModel,
  id: string,
  range: DayRange,
  options: { now: number; asOf: number | undefined; locale: Locale },
): KpiItems {
  const kpi = model.catalogue.byId(id);
  if (!kpi) throw new AppError("unknown-kpi");
  const items = kpi.formula.kind === "report" ? (kpi.formula.items ?? []) : [];
  const { knownAt } = momentOf(range, options.now, options.asOf);
  const ids = new Set(items.map((item) => item.id));
  const reports = reportsAt(model.statements.report, knownAt).filter((one) => ids.has(one.indicator));
  const names = new Map(model.settings.units.map((unit) => [unit.id, unit.name]));
  return {
    ward: model.ward,
    kpi: id,
    period: range,
    rev: model.rev,
    items: items.map((item) => {
      const report = newestReport(
        reports.filter(({ indicator }) => indicator === item.id),
        range,
      );
      return {
        id: item.id,
        label: item.label[options.locale],
        met: report && isMet(report),
        evidence: report?.data.note ?? null,
        assessor: report && report.unit !== "" ? (names.get(report.unit) ?? report.unit) : null,
        at: report && formatInstant(report.at),
      };
    }),
  };
}
