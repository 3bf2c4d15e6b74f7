import type { DossierEvent, Explanation, KpiValue, Unit, WardEvent, WardSettings } from "@nhip/contracts";
import {
  addAll,
  byTimeThenId,
  contribution,
  createCatalogue,
  createRules,
  dayOf,
  dutyTally,
  entityOf,
  addressOf,
  fold,
  kpisAt,
  ledgerOf,
  parsePeriod,
  reportsAt,
  targetsAt,
  unitsIn,
  type Counts,
  type KpiDefinition,
} from "@nhip/domain";

import { dutyInput } from "./model/duties.ts";

/**
 * A ward counted by hand, for tests: told of moments in order, it folds each dossier by its events up to then and adds up
 * what they contribute. No store, no counters, nothing taken back.
 */
export function handCount(events: readonly WardEvent[], settings: WardSettings) {
  const rules = createRules(settings.rules);
  const catalogue = createCatalogue(settings.catalogue);
  const inTime = events.toSorted(byTimeThenId);
  const known = new Map<string, DossierEvent[]>();
  const own = new Map<string, Counts>();
  const total: Counts = new Map();
  let next = 0;

  function moveTo(at: number): void {
    const moved = new Set<string>();
    for (let event = inTime[next]; event && event.time <= at; event = inTime[++next]) {
      if (!("subject" in event)) continue;
      known.set(event.subject, [...(known.get(event.subject) ?? []), event]);
      moved.add(event.subject);
    }
    for (const code of moved) {
      const counts = contribution(fold(known.get(code) ?? [], rules), rules);
      addAll(total, own.get(code) ?? new Map(), -1);
      addAll(total, counts, 1);
      own.set(code, counts);
    }
  }

  return {
    /** All KPIs by id, of the events up to `at`; moments must not go back. */
    at(at: number, period: string): Map<string, KpiValue> {
      moveTo(at);
      const statements = new Map<string, WardEvent[]>();
      for (const event of inTime.slice(0, next)) {
        if ("subject" in event) continue;
        const address = addressOf(entityOf(event));
        statements.set(address, [...(statements.get(address) ?? []), event]);
      }
      const range = parsePeriod(period, dayOf(at));
      if (!range) throw new Error(period);
      const reports = reportsAt(statements.values(), Infinity);
      const facts = {
        ledger: ledgerOf(total, range, at),
        reports,
        duties: dutyTally(dutyInput({ catalogue, settings, rules }, reports, at), range),
        targets: targetsAt(statements.values(), Infinity),
        range,
        units: settings.units,
      };
      const { calendar } = rules;
      const asked = { ward: "w", period, locale: "vi" as const, definitions: catalogue.kpis };
      const told = kpisAt({ ...asked, now: facts, previous: facts, asOf: at, calendar });
      return new Map(told.map((kpi) => [kpi.id, kpi]));
    },
  };
}

/** What is reported, made of nothing but the listed reports: fractions summed, counts summed, or those that are met of all. */
export function ofReports(
  { items, reporting }: ReportFormula,
  { reports, unit, period }: Explanation,
  units: readonly Unit[],
): number | null {
  const counted = reports.filter((report) => report.counted);
  if (counted.length === 0) return null;
  const sum = (of: "value" | "numerator" | "denominator") =>
    counted.reduce((total, report) => total + (report[of] ?? 0), 0);
  const percent = (part: number, whole: number) =>
    whole === 0 ? null : Math.round((1_000 * part) / whole) / 10;
  const met = counted.filter((one) =>
    one.denominator === null ? (one.value ?? 0) >= 1 : (one.numerator ?? 0) >= one.denominator,
  );
  if (items && counted.every(({ label }) => items.some((item) => item.label.vi === label)))
    return percent(met.length, items.length);
  if (reporting.addsUp === "share" && counted.every((report) => report.unit !== ""))
    return unit === "percent" ? percent(met.length, unitsIn(units, period, reporting.by).length) : met.length;
  if (counted.every(({ denominator }) => denominator === null)) return sum("value");
  return unit === "percent" ? percent(sum("numerator"), sum("denominator")) : sum("numerator");
}
type ReportFormula = Extract<KpiDefinition["formula"], { kind: "report" }>;
