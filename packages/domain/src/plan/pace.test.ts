import { describe, expect, test } from "vitest";
import type { IndicatorReport } from "@nhip/contracts";
import { createCalendar } from "../calendar.ts";
import { endOfDay, startOfDay } from "../civil-day.ts";
import { createCatalogue } from "../kpi/catalogue.ts";
import type { KpiDefinition } from "../kpi/definition.ts";
import { reportsAt, type Report } from "../kpi/report.ts";
import { workingDaysOf } from "./elapsed.ts";
import { levelStart, pace, planKind, type PlanKind } from "./pace.ts";

const { byId: kpiById } = createCatalogue();

const calendar = createCalendar({
  officeHours: [
    ["07:30", "11:30"],
    ["13:30", "17:00"],
  ],
});
const YEAR = { from: "2022-01-01", to: "2022-12-31" };
const NOON_MS = 12 * 3_600_000;
const kpi = (id: string): KpiDefinition => {
  const found = kpiById(id);
  if (!found) throw new Error(id);
  return found;
};
const flow = (asOf: number, plan = { from: "2022-01-24", to: "2022-02-11" }, range = plan) =>
  pace({ kind: "flow", target: 100, plan, range, asOf, calendar }).value;

describe("a count goes by working days that are over", () => {
  // 24 January to 11 February 2022: five days, then Tết (31 January to 4 February), then five days.
  test("stands still over weekends and Tết", () => {
    expect(flow(startOfDay("2022-01-24"))).toBe(0);
    expect(flow(endOfDay("2022-01-24"))).toBe(10);
    expect(flow(endOfDay("2022-01-28"))).toBe(50);
    for (const day of ["2022-01-29", "2022-01-30", "2022-01-31", "2022-02-02", "2022-02-06"])
      expect([day, flow(endOfDay(day))]).toEqual([day, 50]);
    expect(flow(endOfDay("2022-02-07"))).toBe(60);
    expect(flow(endOfDay("2022-02-11"))).toBe(100);
  });

  test("does not ask in the morning for what the day has yet to bring", () => {
    expect(flow(startOfDay("2022-01-25"))).toBe(10);
    expect(flow(startOfDay("2022-01-25") + NOON_MS)).toBe(10);
    expect(flow(endOfDay("2022-01-25") - 1)).toBe(10);
    expect(flow(endOfDay("2022-01-25"))).toBe(20);
  });

  test("is 0 before the plan begins and the whole target after it has ended", () => {
    expect(flow(endOfDay("2021-12-31"))).toBe(0);
    expect(flow(endOfDay("2023-05-01"))).toBe(100);
    expect(flow(0)).toBe(0);
  });

  test("of a part of the plan's period goes by the whole plan, when it begins with it", () => {
    const part = { from: "2022-01-24", to: "2022-01-28" };
    const plan = { from: "2022-01-24", to: "2022-02-11" };
    expect(flow(endOfDay("2022-02-11"), plan, part)).toBe(50);
    const later = { from: "2022-02-07", to: "2022-02-11" };
    expect(pace({ kind: "flow", target: 9, plan, range: later, asOf: endOfDay(later.to), calendar })).toEqual(
      {
        value: null,
        reason: "within-plan",
      },
    );
  });

  test("of a period without a working day asks for everything at once", () => {
    const weekend = { from: "2022-01-29", to: "2022-01-30" };
    expect(flow(startOfDay("2022-01-29"), weekend)).toBe(100);
  });

  test("the running day is among those left, and 2022 had 249 working days", () => {
    expect(workingDaysOf(YEAR, startOfDay("2022-01-04") + NOON_MS, calendar)).toEqual({
      total: 249,
      done: 0,
      left: 249,
    });
    expect(workingDaysOf(YEAR, endOfDay("2022-12-31"), calendar)).toMatchObject({ done: 249, left: 0 });
  });
});

test.each(["rate", "balance"] as const)("a %s is to be at its target at any time", (kind) => {
  expect(
    pace({ kind, target: 70, plan: YEAR, range: YEAR, asOf: startOfDay("2022-01-03"), calendar }).value,
  ).toBe(70);
});

test.each<[string, number | null, PlanKind]>([
  ["dossiers.received", null, "flow"],
  ["dossiers.open", null, "balance"],
  ["dossiers.processingTime.median", null, "balance"],
  ["dossiers.progressRate", 3, "balance"],
  ["online.full.rate", 3, "rate"],
  ["accounts.assisted.rate", 3, "rate"],
  ["indicator.eid.accounts", 3, "flow"],
  ["indicator.eid.accounts", null, "level"],
])("%s with numerator %s is a %s", (id, numerator, kind) => {
  expect(planKind(kpi(id), { numerator })).toBe(kind);
});

describe("a level", () => {
  const eid = kpi("indicator.eid.accounts");
  const report = (period: string, value: number, sentOn: string, unit?: string): Report => {
    const data: IndicatorReport = {
      indicator: "eid.accounts",
      period,
      value,
      ...(unit === undefined ? {} : { unit }),
    };
    const time = startOfDay(sentOn) + NOON_MS;
    const [made] = reportsAt([[{ id: "r", type: "indicator.reported", time, data }]], time);
    if (!made) throw new Error(period);
    return made;
  };
  const plan = { from: "2022-01-24", to: "2022-02-11" };
  const level = (asOf: number, start: { day: string; value: number } | null) =>
    pace({ kind: "level", target: 90, plan, range: plan, asOf, calendar, start });

  test("rises evenly in working days from where it was first known to the target at the end", () => {
    const start = { day: "2022-01-25", value: 10 };
    expect(level(endOfDay("2022-01-25"), start).value).toBe(10);
    expect(level(endOfDay("2022-01-28"), start).value).toBe(40);
    expect(level(endOfDay("2022-02-04"), start).value).toBe(40);
    expect(level(endOfDay("2022-02-11"), start).value).toBe(90);
  });

  test("known before the plan begins, rises from the plan's first day", () => {
    expect(level(endOfDay("2022-01-28"), { day: "2021-11-30", value: 50 }).value).toBe(70);
  });

  test("of which nothing is known to start from has no pace", () => {
    expect(level(endOfDay("2022-01-28"), null)).toEqual({ value: null, reason: "no-start" });
  });

  test("starts from the year before where that was reported, else from the first report", () => {
    const march = report("2022-03", 30, "2022-04-05");
    const june = report("2022-06", 60, "2022-06-20");
    expect(levelStart(eid, [june, march], YEAR)).toEqual({ day: "2022-03-31", value: 30 });
    expect(levelStart(eid, [june], YEAR)).toEqual({ day: "2022-06-20", value: 60 });
    const before = report("2021", 12, "2022-01-10");
    expect(levelStart(eid, [june, march, before], YEAR)).toEqual({ day: "2021-12-31", value: 12 });
    expect(levelStart(eid, [], YEAR)).toBeNull();
  });

  test("of several units starts when all of them had reported", () => {
    const reports = [
      report("2022-02", 5, "2022-02-28", "to-1"),
      report("2022-03", 7, "2022-03-31", "to-2"),
      report("2022-06", 20, "2022-06-30", "to-1"),
    ];
    expect(levelStart(eid, reports, YEAR)).toEqual({ day: "2022-03-31", value: 12 });
  });
});
