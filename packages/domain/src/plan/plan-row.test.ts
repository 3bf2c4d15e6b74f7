import { describe, expect, test } from "vitest";
import type { WardEvent } from "@nhip/contracts";
import { createCalendar } from "../calendar.ts";
import { addDays, endOfDay, startOfDay, type Day } from "../civil-day.ts";
import { addressOf, entityOf } from "../entity.ts";
import { createCatalogue } from "../kpi/catalogue.ts";
import type { Facts } from "../kpi/evaluate.ts";
import { kpisAt } from "../kpi/reading.ts";
import { reportsAt } from "../kpi/report.ts";
import { planFor, targetsAt } from "../kpi/target.ts";
import { planRow } from "./plan-row.ts";
import { dayFigures } from "./steps.ts";

const { byId: kpiById } = createCatalogue();

const calendar = createCalendar({ officeHours: [["07:30", "17:00"]] });
const YEAR = { from: "2022-01-01", to: "2022-12-31" };
const RECEIVED = "received|x|direct|none";
const target = (kpi: string, value: number, more: { unit?: string; period?: string } = {}): WardEvent => ({
  id: `${kpi}${value}`,
  type: "target.set",
  time: startOfDay("2022-01-04"),
  data: { kpi, value, period: "2022", ...more },
});

/** A ward that receives `aDay` dossiers on every working day from 4 January on. */
function ward(today: Day, aDay: number, events: WardEvent[], range = YEAR) {
  const asOf = Math.min(startOfDay(today) + 12 * 3_600_000, endOfDay(range.to));
  const days: [Day, Map<string, number>][] = [];
  for (let day = "2022-01-04"; day <= today && day <= YEAR.to; day = addDays(day, 1))
    days.push([day, new Map(calendar.isWorkingDay(day) && aDay > 0 ? [[RECEIVED, aDay]] : [])]);
  const total = days.reduce((sum, [, counts]) => sum + (counts.get(RECEIVED) ?? 0), 0);
  const period = new Map(total > 0 ? [[RECEIVED, total]] : []);
  const histories = events.map((event) => [event]);
  const facts: Facts = {
    ledger: { period, until: period, before: new Map() },
    reports: reportsAt(histories, asOf),
    targets: targetsAt(histories, asOf),
    range,
  };
  return { asOf, facts, days };
}
function row(id: string, today: Day, aDay: number, events: WardEvent[], unit = "") {
  const { asOf, facts, days } = ward(today, aDay, events);
  const kpi = kpiById(id);
  const planned = kpi && planFor(kpi, facts.targets, YEAR, unit);
  if (!kpi || !planned) throw new Error(`no plan for ${id}`);
  const figures = dayFigures(kpi.formula, days);
  return planRow({
    ward: "w",
    period: "2022",
    kpi,
    planned,
    facts,
    asOf,
    calendar,
    days: figures,
    locale: "vi",
  });
}

describe("the row of a count", () => {
  const plan = [target("dossiers.received", 996)];

  test("on the first day asks for nothing yet and foretells nothing", () => {
    expect(row("dossiers.received", "2022-01-04", 4, plan)).toMatchObject({
      value: 4,
      pace: 0,
      ahead: 4,
      status: "good",
      forecast: null,
      usualAWeek: null,
      neededAWeek: 20,
      reasons: { forecast: "too-early" },
    });
  });

  test("level with its plan stays level: 4 a day are 996 in the 249 working days of 2022", () => {
    const found = row("dossiers.received", "2022-10-03", 4, plan);
    expect(found).toMatchObject({
      status: "good",
      forecast: { value: 996 },
      neededAWeek: 20,
      usualAWeek: 20,
    });
    // The running day is not asked for before it is over.
    expect(found.ahead).toBe(4);
    expect(found.method).toContain("ngày làm việc");
  });

  test("behind is watched or bad by its pace, not by the target", () => {
    expect(row("dossiers.received", "2022-10-03", 3, plan)).toMatchObject({ status: "bad" });
    expect(row("dossiers.received", "2022-10-03", 4, [target("dossiers.received", 1_050)])).toMatchObject({
      status: "watch",
    });
  });

  test("on the last day what the day has brought is part of what it is expected to bring", () => {
    expect(row("dossiers.received", "2022-12-30", 4, plan)).toMatchObject({
      value: 996,
      forecast: { value: 996, low: 996 },
      neededAWeek: null,
      reasons: { neededAWeek: "reached" },
    });
  });

  test("of a period that is over says so", () => {
    expect(row("dossiers.received", "2023-02-01", 4, plan)).toMatchObject({
      pace: 996,
      ahead: 0,
      forecast: null,
      neededAWeek: null,
      reasons: { forecast: "period-over", neededAWeek: "period-over" },
    });
  });

  test("with no data is 0 and far behind, and foretells nothing", () => {
    expect(row("dossiers.received", "2022-06-15", 0, plan)).toMatchObject({
      value: 0,
      forecast: null,
      reasons: { forecast: "too-early" },
    });
  });
});

describe("targets of units", () => {
  const report = (unit: string, value: number): WardEvent => ({
    id: unit,
    type: "indicator.reported",
    time: startOfDay("2022-05-31"),
    data: { indicator: "eid.accounts", unit, period: "2022-05", value },
  });
  const events = [
    target("indicator.eid.accounts", 100, { unit: "to-7" }),
    target("indicator.eid.accounts", 500),
    target("dossiers.received", 50, { unit: "to-7" }),
    report("to-7", 80),
    report("to-8", 30),
  ];

  test("are held against the unit's own reports, the ward's against all", () => {
    expect(row("indicator.eid.accounts", "2022-06-15", 1, events, "to-7")).toMatchObject({
      forUnit: "to-7",
      value: 80,
      target: 100,
    });
    expect(row("indicator.eid.accounts", "2022-06-15", 1, events)).toMatchObject({
      forUnit: null,
      value: 110,
      target: 500,
    });
  });

  test("of what is not counted by unit have no value, with the reason", () => {
    expect(row("dossiers.received", "2022-06-15", 1, events, "to-7")).toMatchObject({
      value: null,
      attainment: null,
      ahead: null,
      reasons: { value: "not-by-unit", forecast: "no-value" },
    });
  });

  test("have keys of their own; the ward's key is what it always was", () => {
    expect(events.slice(0, 2).map((event) => addressOf(entityOf(event)))).toEqual([
      "target:indicator.eid.accounts|2022|to-7",
      "target:indicator.eid.accounts|2022",
    ]);
  });
});

test("C6: a reading has the pace of what is planned, and none of what is not", () => {
  const { asOf, facts } = ward("2022-10-03", 4, [
    target("dossiers.received", 996),
    target("online.full.rate", 70),
  ]);
  const kpis = kpisAt({
    ward: "w",
    period: "2022",
    definitions: ["dossiers.received", "online.full.rate", "dossiers.overdue"].flatMap(
      (id) => kpiById(id) ?? [],
    ),
    now: facts,
    previous: facts,
    asOf,
    calendar,
    locale: "vi",
  });
  expect(kpis.map(({ pace }) => pace)).toEqual([736, 70, null]);
});

test("what a year's plan wants of one month nobody has said; a rate is to be met in it too", () => {
  const month = { from: "2022-10-01", to: "2022-10-31" };
  const { facts } = ward("2022-10-03", 4, [target("dossiers.received", 996), target("online.full.rate", 70)]);
  const planned = (id: string) => {
    const kpi = kpiById(id);
    return kpi && planFor(kpi, facts.targets, month)?.value;
  };
  expect([planned("dossiers.received"), planned("online.full.rate")]).toEqual([undefined, 70]);
});
