import { OwnIndicator, Unit, type Cadence } from "@nhip/contracts";
import { describe, expect, it } from "vitest";
import { createCalendar } from "../calendar.ts";
import { createCatalogue } from "../kpi/catalogue.ts";
import { evaluate, type Facts } from "../kpi/evaluate.ts";
import { parsePeriod } from "../period.ts";
import type { Report } from "../kpi/report.ts";
import { dueDayOf, periodsWithin } from "./due-period.ts";
import { dutiesOf, type DutyInput } from "./duties.ts";
import { dutyTally } from "./tally.ts";

const calendar = createCalendar({
  officeHours: [
    ["07:30", "11:30"],
    ["13:30", "17:00"],
  ],
});
const at = (time: string): number => Date.parse(`${time}+07:00`);
const range = (period: string) => {
  const found = parsePeriod(period, "2026-01-01");
  if (!found) throw new Error(period);
  return found;
};
const group = (n: number, more: Partial<Unit> = {}): Unit =>
  Unit.parse({ id: `to-${n}`, name: `Tổ ${n}`, kind: "group", ...more });
const own = (id: string, cadence: Cadence = "month") =>
  OwnIndicator.parse({
    id,
    label: id,
    unit: "count",
    direction: "higher",
    reporter: "group",
    cadence,
    addsUp: "sum",
  });
const report = (unit: string, period: string, time: string, more: Partial<Report> = {}): Report => ({
  indicator: "trees",
  unit,
  range: range(period),
  at: at(time),
  firstAt: at(time),
  data: { indicator: "trees", unit, period, value: 1 },
  ...more,
});
const ofCatalogue = (...indicators: OwnIndicator[]) =>
  createCatalogue({ off: [], thresholds: {}, ratios: [], indicators }).kpis.filter(
    ({ group }) => group === "own",
  );
const input = (more: Partial<DutyInput>): DutyInput => ({
  definitions: ofCatalogue(own("trees")),
  units: [group(7)],
  reports: [],
  calendar,
  dueWorkingDays: 5,
  asOf: at("2026-11-25T09:00:00"),
  ...more,
});
const states = (more: Partial<DutyInput>) =>
  dutiesOf(input(more)).map(({ unit, period, state }) => `${unit.id} ${period} ${state}`);

describe("when a report is due", () => {
  it("is the end of the fifth working day after the period", () => {
    // October 2026 ends on a Saturday: 2, 3, 4, 5, 6 November.
    expect(dueDayOf(calendar, range("2026-10"), 5)).toBe("2026-11-06");
    expect(dueDayOf(calendar, range("2026-10"), 0)).toBe("2026-10-31");
    // 24 November is a day off since 2026: a period that ends on the 20th is due a day later.
    expect(dueDayOf(calendar, { from: "2026-11-01", to: "2026-11-20" }, 3)).toBe("2026-11-26");
  });
  it("leaps over Tết", () => {
    // Tết 2026: off from Monday 16 to Friday 20 February. 13 February is a Friday; the next working day is Monday 23.
    expect(dueDayOf(calendar, { from: "2026-02-01", to: "2026-02-12" }, 1)).toBe("2026-02-13");
    expect(dueDayOf(calendar, { from: "2026-02-01", to: "2026-02-12" }, 2)).toBe("2026-02-23");
  });
  it("knows the periods of each cadence to the one that runs", () => {
    const days = { from: "2025-12-31", to: "2026-04-01" };
    const names = (cadence: Cadence) => periodsWithin(cadence, days, calendar, 5).map(({ period }) => period);
    expect(names("month")).toEqual(["2025-12", "2026-01", "2026-02", "2026-03", "2026-04"]);
    expect(names("quarter")).toEqual(["2025-Q4", "2026-Q1", "2026-Q2"]);
    expect(names("year")).toEqual(["2025", "2026"]);
  });
});

describe("what a unit owes", () => {
  it("of a new indicator of the ward's own: the newest period that is over, and no older one", () => {
    expect(states({})).toEqual(["to-7 2026-10 late", "to-7 2026-11 running"]);
  });
  it("runs through due, due soon and late to missing", () => {
    const on = (day: string) => states({ asOf: at(`${day}T23:59:59`) })[0];
    expect(on("2026-11-01")).toBe("to-7 2026-10 due");
    expect(on("2026-11-04")).toBe("to-7 2026-10 due");
    // The next working day is the last one; then the last one itself, to its very end.
    expect(on("2026-11-05")).toBe("to-7 2026-10 dueSoon");
    expect(on("2026-11-06")).toBe("to-7 2026-10 dueSoon");
    expect(on("2026-11-07")).toBe("to-7 2026-10 late");
    const reports = [report("to-7", "2026-09", "2026-10-02T08:00:00")];
    expect(states({ reports, asOf: at("2026-12-01T00:00:00") })).toEqual([
      "to-7 2026-09 onTime",
      "to-7 2026-10 missing",
      "to-7 2026-11 due",
      "to-7 2026-12 running",
    ]);
  });
  it("is in time by the first report, whatever was corrected later", () => {
    const first = at("2026-11-06T23:59:59");
    const corrected = report("to-7", "2026-10", "2026-11-20T08:00:00", { firstAt: first });
    expect(states({ reports: [corrected] })[0]).toBe("to-7 2026-10 onTime");
    const late = report("to-7", "2026-10", "2026-11-07T00:00:00");
    expect(states({ reports: [late] })[0]).toBe("to-7 2026-10 lateSent");
  });
  it("is what others have begun to report, for those who have not", () => {
    const reports = [report("to-1", "2026-08", "2026-09-03T08:00:00")];
    const units = [group(1), group(7)];
    expect(states({ reports, units }).filter((text) => text.startsWith("to-7"))).toEqual([
      "to-7 2026-08 missing",
      "to-7 2026-09 missing",
      "to-7 2026-10 late",
      "to-7 2026-11 running",
    ]);
  });
  it("ends with the unit, and begins with it: who lives on a period's last day owes it", () => {
    const reports = [report("to-1", "2026-07", "2026-08-03T08:00:00")];
    const units = [
      group(1, { validTo: "2026-08-31", successor: "to-9" }),
      group(2, { validTo: "2026-08-30", successor: "to-9" }),
      group(9, { validFrom: "2026-09-01" }),
    ];
    expect(states({ reports, units })).toEqual([
      "to-1 2026-07 onTime",
      "to-2 2026-07 missing",
      "to-1 2026-08 missing",
      "to-9 2026-09 missing",
      "to-9 2026-10 late",
      "to-9 2026-11 running",
    ]);
  });
  it("is asked of units of that kind alone, and of quarters when they end", () => {
    const units = [group(7), Unit.parse({ id: "chi-bo-1", name: "Chi bộ 1", kind: "cell" })];
    const definitions = ofCatalogue(own("trees", "quarter"));
    expect(states({ units, definitions })).toEqual(["to-7 2026-Q3 late", "to-7 2026-Q4 running"]);
  });
  it("of an indicator of the house: nothing until somebody has reported it, then what is in use", () => {
    const definitions = createCatalogue().kpis.filter(({ id }) => id === "indicator.idCards.issued");
    expect(states({ definitions })).toEqual(["to-7 2026-11 running"]);
    const old = { ...report("to-7", "2024-05", "2024-06-03T08:00:00"), indicator: "idCards.issued" };
    expect(states({ definitions, reports: [old] })).toEqual(["to-7 2026-11 running"]);
  });
  it("counts reports of the ward itself for its own unit", () => {
    const units = [Unit.parse({ id: "phuong", name: "Phường", kind: "ward" })];
    const definitions = ofCatalogue({ ...own("trees"), reporter: "ward" });
    const reports = [report("", "2026-10", "2026-11-02T08:00:00")];
    expect(states({ units, definitions, reports })[0]).toBe("phuong 2026-10 onTime");
  });
});

describe("how units keep it, as figures", () => {
  const facts = (period: string, more: Partial<DutyInput>): Facts => ({
    ledger: { period: new Map(), until: new Map(), before: new Map() },
    reports: [],
    targets: [],
    range: range(period),
    duties: dutyTally(input(more), range(period)),
  });
  const value = (id: string, period: string, more: Partial<DutyInput>) => {
    const kpi = createCatalogue().byId(id);
    if (!kpi) throw new Error(id);
    return evaluate(kpi, facts(period, more));
  };
  const units = [group(1), group(2), group(3), group(4)];
  const reports = [
    report("to-1", "2026-10", "2026-11-03T08:00:00"),
    report("to-2", "2026-10", "2026-11-06T17:00:00"),
    report("to-3", "2026-10", "2026-11-09T08:00:00"),
  ];

  it("is the share in time of what was due in the period, and what is not there", () => {
    // Due on 6 November: four. In time: 1 and 2; 3 was late; 4 is not there.
    expect(value("reports.onTimeRate", "2026-11", { units, reports })).toMatchObject({
      value: 50,
      numerator: 2,
      denominator: 4,
    });
    expect(value("reports.missing", "2026-11", { units, reports })).toMatchObject({
      value: 1,
      status: "bad",
    });
    // On the due day itself only those count that are there.
    const asOf = at("2026-11-06T18:00:00");
    expect(value("reports.onTimeRate", "2026-11", { units, reports, asOf })).toMatchObject({
      value: 100,
      denominator: 2,
    });
    expect(value("reports.missing", "2026-11", { units, reports, asOf })).toMatchObject({ value: 0 });
  });
  it("is null with a reason where nobody owes anything", () => {
    const nothing = { value: null, reason: "nothing-due", status: "none" };
    expect(value("reports.onTimeRate", "2026-09", { units, reports })).toMatchObject(nothing);
    expect(value("reports.missing", "2026-11", { units: [] })).toMatchObject(nothing);
    const kpi = createCatalogue().byId("reports.missing");
    const { duties: _none, ...without } = facts("2026-11", {});
    expect(kpi && evaluate(kpi, without)).toMatchObject(nothing);
  });
});
