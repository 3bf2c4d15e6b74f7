import {
  AppError,
  type DayRange,
  type DutyHistory,
  type DutyTask,
  type Locale,
  type ReportedValue,
  type Unit,
  type UnitDuties,
  type UnitIndicator,
  type UnitStanding,
  type WardDuties,
  type WardEvent,
} from "@nhip/contracts";
import {
  dayOf,
  dutiesOf,
  entryOf,
  formatInstant,
  isCumulative,
  isMissing,
  isOpen,
  livesOn,
  parsePeriod,
  reportingOf,
  reportsAt,
  targetFor,
  targetsAt,
  wasDueIn,
  type Duty,
  type DutyInput,
  type KpiDefinition,
  type PlannedValue,
  type Report,
} from "@nhip/domain";
import type { WardModel } from "./ward-model.ts";

const HISTORY = 12;
const MAX_VERSIONS = 5;

/** What duties of a ward are worked out from, at a moment. */
export function dutyInput(
  { catalogue, settings, rules }: Pick<WardModel, "catalogue" | "settings" | "rules">,
  reports: readonly Report[],
  asOf: number,
): DutyInput {
  return {
    definitions: catalogue.kpis,
    units: settings.units,
    reports,
    calendar: rules.calendar,
    dueWorkingDays: settings.reporting.dueWorkingDays,
    asOf,
  };
}

/** What one unit has to report now, with its own figures. Throws AppError("not-found") for a unit that is not the ward's. */
export function readUnitDuties(model: WardModel, id: string, now: number, locale: Locale): UnitDuties {
  const unit = model.settings.units.find((one) => one.id === id);
  if (!unit) throw new AppError("not-found");
  const input = dutyInput(model, reportsAt(model.statements.report, now), now);
  const duties = dutiesOf({ ...input, units: [unit] });
  const targets = targetsAt(model.statements.target, now);
  const byKpi = grouped(duties, ({ kpi }) => kpi);
  return {
    ward: model.ward,
    wardName: model.settings.name,
    rev: model.rev,
    asOf: formatInstant(now),
    unit: { id, name: unit.name, kind: unit.kind },
    open: duties.filter(({ state }) => isOpen(state)).length,
    indicators: [...byKpi].flatMap(([kpi, own]) => indicatorOf(model, kpi, unit, own, { targets, locale })),
  };
}

/** How the ward's units report in a period: who is late, whose report is missing. */
export function readWardDuties(model: WardModel, range: DayRange, now: number, locale: Locale): WardDuties {
  const today = dayOf(now);
  const duties = dutiesOf(dutyInput(model, reportsAt(model.statements.report, now), now));
  const byUnit = grouped(duties, ({ unit }) => unit.id);
  const all = model.settings.units.map((unit) =>
    standingOf(unit, byUnit.get(unit.id) ?? [], range, today, locale),
  );
  const living = new Set(model.settings.units.filter((unit) => livesOn(unit, today)).map(({ id }) => id));
  const sum = (of: (unit: UnitStanding) => number): number =>
    all.reduce((total, unit) => total + of(unit), 0);
  return {
    ward: model.ward,
    period: range,
    rev: model.rev,
    asOf: formatInstant(now),
    due: sum(({ due }) => due),
    onTime: sum(({ onTime }) => onTime),
    missing: sum(({ missing }) => missing.length),
    units: all.filter(({ id, missing }) => living.has(id) || missing.length > 0),
  };
}

function grouped<K>(duties: readonly Duty[], by: (duty: Duty) => K): Map<K, Duty[]> {
  const groups = new Map<K, Duty[]>();
  for (const duty of duties) {
    const group = groups.get(by(duty));
    if (group) group.push(duty);
    else groups.set(by(duty), [duty]);
  }
  return groups;
}

function standingOf(
  { id, name, kind }: Unit,
  duties: readonly Duty[],
  range: DayRange,
  today: string,
  locale: Locale,
): UnitStanding {
  const judged = duties.filter((duty) => wasDueIn(duty, range, today));
  const row = ({ indicator, kpi, period, dueDay, state, report }: Duty) => {
    if (state !== "late" && state !== "missing" && state !== "lateSent") return [];
    const sent = report?.firstAt ?? report?.at;
    const sentAt = sent === undefined ? null : formatInstant(sent);
    return [{ indicator, label: kpi.label[locale], period, dueDay, state, sentAt }];
  };
  const byDue = (a: Duty, b: Duty): number => (a.dueDay < b.dueDay ? -1 : a.dueDay > b.dueDay ? 1 : 0);
  return {
    id,
    name,
    kind,
    due: judged.length,
    onTime: judged.filter(({ state }) => state === "onTime").length,
    missing: duties.filter(isMissing).toSorted(byDue).flatMap(row),
    lateSent: judged
      .filter(({ state }) => state === "lateSent")
      .toSorted(byDue)
      .flatMap(row),
  };
}

function indicatorOf(
  model: WardModel,
  kpi: KpiDefinition,
  unit: Unit,
  duties: readonly Duty[],
  { targets, locale }: { targets: readonly PlannedValue[]; locale: Locale },
): UnitIndicator[] {
  const reporting = reportingOf(kpi);
  const [first] = duties;
  if (!reporting || !first) return [];
  const tasks: DutyTask[] = duties
    .toReversed()
    .map(({ period, range, dueDay, state }) => ({ period, range, dueDay, state }));
  const newest = duties.at(-1) ?? first;
  const ofUnit = targetFor(targets, kpi.id, newest.range, unit.id);
  const target = ofUnit ?? targetFor(targets, kpi.id, newest.range);
  return [
    {
      indicator: first.indicator,
      kpi: kpi.id,
      label: kpi.label[locale],
      unit: kpi.unit,
      direction: kpi.direction,
      cadence: reporting.cadence,
      entry: entryOf(reporting, kpi.unit),
      cumulative: isCumulative(kpi),
      target: target && { value: target.value, period: target.period, of: ofUnit ? "unit" : "ward" },
      tasks,
      history: historyOf(model.statements.report, first.indicator, unit),
    },
  ];
}

/** What a unit has reported of an indicator, what was replaced included; the newest period first. */
function historyOf(
  histories: readonly (readonly WardEvent[])[],
  indicator: string,
  { id, kind }: Unit,
): DutyHistory[] {
  const found: DutyHistory[] = [];
  for (const history of histories) {
    const [first] = history;
    if (first?.type !== "indicator.reported" || first.data.indicator !== indicator) continue;
    const of = first.data.unit ?? "";
    if (of !== id && !(kind === "ward" && of === "")) continue;
    const { period } = first.data;
    const range = parsePeriod(period, "2000-01-01");
    if (!range) continue;
    const versions = history
      .slice(-MAX_VERSIONS)
      .flatMap((event): ReportedValue[] => {
        if (event.type !== "indicator.reported") return [];
        const { value, numerator, denominator, note } = event.data;
        return [
          {
            value: value ?? null,
            numerator: numerator ?? null,
            denominator: denominator ?? null,
            note: note ?? null,
            at: formatInstant(event.time),
          },
        ];
      })
      .toReversed();
    found.push({ period, range, versions });
  }
  const newerFirst = (a: DutyHistory, b: DutyHistory): number =>
    a.range.to === b.range.to ? 0 : a.range.to < b.range.to ? 1 : -1;
  return found.toSorted(newerFirst).slice(0, HISTORY);
}
