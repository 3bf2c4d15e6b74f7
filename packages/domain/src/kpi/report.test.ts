import { describe, expect, test } from "vitest";
import type { IndicatorReport, KpiUnit, Unit } from "@nhip/contracts";
import type { Reporting } from "./definition.ts";
import { reportedFigure, reportsAt } from "./report.ts";

const UNITS: Unit[] = [
  { id: "to-1", name: "Tổ 1", kind: "group" },
  { id: "to-2", name: "Tổ 2", kind: "group", validTo: "2025-06-30", successor: "to-4" },
  { id: "to-3", name: "Tổ 3", kind: "group", validTo: "2025-06-30", successor: "to-4" },
  { id: "to-4", name: "Tổ 4", kind: "group", validFrom: "2025-07-01" },
  { id: "phuong", name: "Phường", kind: "ward" },
];
type Row = Omit<IndicatorReport, "indicator"> & { indicator?: string };
type Way = Pick<Reporting, "addsUp" | "measures">;
const YEAR = { from: "2025-01-01", to: "2025-12-31" };

function figure(way: Way, unit: KpiUnit, rows: Row[], range = YEAR, items?: string[]) {
  const events = rows.map((row, n) => [
    { id: `${n}`, type: "indicator.reported" as const, time: n, data: { indicator: "x", ...row } },
  ]);
  const reporting: Reporting = { by: "group", cadence: "month", ...way };
  const named = items?.map((id) => ({ id, label: { vi: id, en: id } }));
  return reportedFigure(
    { kind: "report", indicator: "x", reporting, ...(named ? { items: named } : {}) },
    { reports: reportsAt(events, 1_000), range, units: UNITS },
    unit,
  );
}
const month = (m: string, to: string) => ({ from: `2025-${m}-01`, to });

describe("sum", () => {
  test("states: the newest of each unit in the year, added", () => {
    const rows: Row[] = [
      { unit: "to-1", period: "2025-01", value: 10 },
      { unit: "to-1", period: "2025-03", value: 30 },
      { unit: "to-2", period: "2025-02", value: 5 },
    ];
    expect(figure({ addsUp: "sum" }, "count", rows, month("03", "2025-03-31"))?.value).toBe(35);
  });

  test("flows: the periods within the one asked, and nothing where none of them has been reported", () => {
    const way: Way = { addsUp: "sum", measures: "flow" };
    const rows: Row[] = [
      { period: "2025-01", value: 3 },
      { period: "2025-02", value: 4 },
      { period: "2025-Q1", value: 100 },
    ];
    expect(figure(way, "count", rows)?.value).toBe(7);
    expect(figure(way, "count", rows, month("02", "2025-02-28"))?.value).toBe(4);
    expect(figure(way, "count", rows, month("05", "2025-05-31"))).toBeNull();
  });

  test("the parts of a ward are not added to what it has told of the same time itself, under either name", () => {
    const way: Way = { addsUp: "sum", measures: "flow" };
    const rows: Row[] = [
      { period: "2025-01", value: 3 },
      { period: "2025-01", unit: "phuong", value: 4 },
      { period: "2025-01", unit: "to-1", value: 2 },
      { period: "2025-02", unit: "to-1", value: 20 },
    ];
    expect(figure(way, "count", rows)?.value).toBe(24);
    expect(figure({ addsUp: "sum" }, "count", rows)?.value).toBe(4);
  });
});

describe("ratio", () => {
  const rows: Row[] = [
    { unit: "to-1", period: "2025-Q1", numerator: 0, denominator: 1 },
    { unit: "to-1", period: "2025-Q2", numerator: 1, denominator: 1 },
    { unit: "to-2", period: "2025-Q1", numerator: 1, denominator: 3 },
  ];
  test("states: numerators and denominators of the newest, then divided", () => {
    expect(figure({ addsUp: "ratio", measures: "state" }, "percent", rows)).toEqual({
      value: 50,
      numerator: 2,
      denominator: 4,
    });
  });
  test("flows, and what is not said: those of all periods", () => {
    const all = { value: 40, numerator: 2, denominator: 5 };
    expect(figure({ addsUp: "ratio", measures: "flow" }, "percent", rows)).toEqual(all);
    expect(figure({ addsUp: "ratio" }, "percent", rows)).toEqual(all);
  });
  test("bare percentages of several units cannot be added", () => {
    const bare: Row[] = [
      { unit: "to-1", period: "2025", value: 75 },
      { unit: "to-2", period: "2025", value: 50 },
    ];
    expect(figure({ addsUp: "ratio" }, "percent", bare)).toBeNull();
    expect(figure({ addsUp: "ratio" }, "percent", bare.slice(0, 1))?.value).toBe(75);
  });
});

test("newest: one report alone, by its period and then by when it was sent", () => {
  const rows: Row[] = [
    { unit: "to-1", period: "2025-05", value: 7 },
    { unit: "to-2", period: "2025-04", value: 9 },
  ];
  expect(figure({ addsUp: "newest" }, "count", rows)?.value).toBe(7);
});

describe("share", () => {
  const JUNE = month("06", "2025-06-30");
  const rows: Row[] = [
    { unit: "to-1", period: "2025-05", value: 1 },
    { unit: "to-2", period: "2025-05", numerator: 4, denominator: 5 },
  ];
  test("who has not reported has not met it", () => {
    expect(figure({ addsUp: "share" }, "percent", rows, JUNE)).toMatchObject({
      numerator: 1,
      denominator: 3,
    });
    expect(figure({ addsUp: "share" }, "count", rows, JUNE)?.value).toBe(1);
    expect(figure({ addsUp: "share" }, "percent", [], JUNE)).toBeNull();
  });
  test("a unit that has not met it any more does not count, and the ward's own number is taken as it is", () => {
    const later: Row = { unit: "to-1", period: "2025-06", value: 0 };
    expect(figure({ addsUp: "share" }, "percent", [...rows, later], JUNE)?.numerator).toBe(0);
    const whole: Row = { period: "2025-06", value: 2 };
    expect(figure({ addsUp: "share" }, "percent", [...rows, whole], JUNE)?.value).toBeCloseTo(66.67, 1);
  });
  test("a merger counts once: its successor", () => {
    const whole: Row[] = [...rows, { unit: "to-4", period: "2025-08", value: 1 }];
    expect(figure({ addsUp: "share" }, "percent", whole)).toEqual({
      value: 100,
      numerator: 2,
      denominator: 2,
    });
  });
});

describe("units with a life", () => {
  const before: Row[] = [
    { unit: "to-1", period: "2025-06", value: 100 },
    { unit: "to-2", period: "2025-06", value: 40 },
    { unit: "to-3", period: "2025-06", value: 50 },
  ];
  const after: Row[] = [...before, { unit: "to-4", period: "2025-07", value: 95 }];
  test("a figure and its successor's are not added together, and the old ones stand until the new one speaks", () => {
    expect(figure({ addsUp: "sum" }, "count", before)?.value).toBe(190);
    expect(figure({ addsUp: "sum" }, "count", after)?.value).toBe(195);
    expect(figure({ addsUp: "sum" }, "count", after, month("06", "2025-06-30"))?.value).toBe(190);
  });
  test("a unit counts only in a period it lived in, and for a period it lived in", () => {
    expect(figure({ addsUp: "sum" }, "count", before, month("08", "2025-08-31"))?.value).toBe(100);
    const ghost: Row = { unit: "to-2", period: "2025-09", value: 1_000 };
    expect(figure({ addsUp: "sum" }, "count", [...before, ghost])?.value).toBe(190);
  });
});

test("items: those met of all, by the newest word on each; without any the whole's own report", () => {
  const way: Way = { addsUp: "ratio", measures: "state" };
  const items = ["c.1", "c.2", "c.3", "c.4"];
  const rows: Row[] = [
    { period: "2025", numerator: 4, denominator: 4 },
    { indicator: "c.1", period: "2025", value: 1 },
    { indicator: "c.2", period: "2025-Q1", value: 1 },
    { indicator: "c.2", period: "2025", value: 0 },
  ];
  expect(figure(way, "percent", rows, YEAR, items)).toEqual({ value: 25, numerator: 1, denominator: 4 });
  expect(figure(way, "percent", rows.slice(0, 1), YEAR, items)?.value).toBe(100);
  expect(figure(way, "percent", [], YEAR, items)).toBeNull();
});
