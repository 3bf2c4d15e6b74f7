import {
  AppError,
  type DayRange,
  type Locale,
  type Series,
  type SeriesBy,
  type ReportedBy,
  type SeriesPoint,
  type UnitKind,
} from "@nhip/contracts";
import {
  addDays,
  dayOf,
  evaluate,
  isBreak,
  reportingOf,
  splitBy,
  type Day,
  type Facts,
  type KpiDefinition,
} from "@nhip/domain";
import type { Moment } from "./ledger.ts";
import { partLabel } from "./part-label.ts";
import { momentOf, readFacts, readFactsAt } from "./reading.ts";
import { unitPoints } from "./unit-points.ts";
import type { WardModel } from "./ward-model.ts";

const MAX_POINTS = 400;
/** One KPI over a period, by day, month, field, channel or unit. Throws AppError for an unknown KPI or too many points. */
export async function readSeries(
  model: WardModel,
  kpiId: string,
  range: DayRange,
  by: SeriesBy,
  options: { now: number; locale: Locale },
): Promise<Series> {
  const kpi = model.catalogue.byId(kpiId);
  if (!kpi) throw new AppError("unknown-kpi");
  const moment = momentOf(range, options.now);
  const points =
    by === "day" || by === "month"
      ? await overTime(model, kpi, pieces(range, by, dayOf(moment.asOf)), options.now)
      : await inParts(model, kpi, range, by, moment, options.locale);
  const reporting = reportedBy(kpi);
  return {
    ward: model.ward,
    kpi: kpiId,
    unit: kpi.unit,
    period: range,
    by,
    rev: model.rev,
    reporting,
    points,
  };
}

function reportedBy(kpi: KpiDefinition): ReportedBy | null {
  const reporting = reportingOf(kpi);
  return reporting && { by: reporting.by, cadence: reporting.cadence, addsUp: reporting.addsUp };
}

/** The days or months of a range up to `last`, the first and last month cut to the range. */
function pieces(range: DayRange, by: "day" | "month", last: Day): { key: string; range: DayRange }[] {
  const found: { key: string; range: DayRange }[] = [];
  const to = range.to < last ? range.to : last;
  for (let day = range.from; day <= to;) {
    const end = by === "day" ? day : endOfMonth(day);
    const piece = { from: day, to: end < to ? end : to };
    found.push({ key: by === "day" ? day : day.slice(0, 7), range: piece });
    if (found.length > MAX_POINTS) throw new AppError("too-large", `more than ${MAX_POINTS} points`);
    day = addDays(end, 1);
  }
  return found;
}

function endOfMonth(day: Day): Day {
  let end = day;
  while (addDays(end, 1).slice(0, 7) === day.slice(0, 7)) end = addDays(end, 1);
  return end;
}

async function overTime(
  model: WardModel,
  kpi: KpiDefinition,
  parts: { key: string; range: DayRange }[],
  now: number,
): Promise<SeriesPoint[]> {
  const wanted = parts.map(({ range }) => ({
    range,
    moment: momentOf(range, now),
  }));
  const { facts } = await readFacts(model, wanted);
  const kinds: UnitKind[] = ["ward", reportingOf(kpi)?.by ?? "ward"];
  return parts.flatMap(({ key, range }, n) => {
    const here = facts[n];
    if (!here) return [];
    const one = point(key, key, kpi, here);
    return [isBreak(model.settings.units, kinds, range) ? { ...one, break: true } : one];
  });
}

async function inParts(
  model: WardModel,
  kpi: KpiDefinition,
  range: DayRange,
  by: "field" | "channel" | "unit",
  moment: Moment,
  locale: Locale,
): Promise<SeriesPoint[]> {
  const { facts } = await readFactsAt(model, { range, moment });
  if (by === "unit") return unitPoints(model, kpi, facts);
  const parts = splitBy(facts.ledger, by === "field" ? 1 : 2);
  return [...parts]
    .map(([key, ledger]) => {
      return point(key, partLabel(model.settings, by, key, locale), kpi, { ...facts, ledger });
    })
    .filter((one) => one.value !== null && (one.value !== 0 || one.denominator !== null))
    .toSorted((a, b) => (b.value ?? 0) - (a.value ?? 0) || a.key.localeCompare(b.key));
}

function point(key: string, label: string, kpi: KpiDefinition, facts: Facts): SeriesPoint {
  const { value, numerator, denominator } = evaluate(kpi, facts);
  return { key, label, value, numerator, denominator };
}
