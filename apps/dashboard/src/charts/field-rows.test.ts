import type { Series } from "@nhip/contracts";
import { expect, it } from "vitest";
import { FIELD_ROWS, fieldRows } from "./field-rows.ts";
import { flowPoints, flowTotals } from "./flow-points.ts";

const series = (values: Record<string, number | null>): Series => ({
  ward: "w",
  kpi: "",
  unit: "count",
  period: { from: "", to: "" },
  by: "field",
  rev: 1,
  reporting: null,
  points: Object.entries(values).map(([key, value]) => ({
    key,
    label: key,
    value,
    numerator: null,
    denominator: null,
  })),
});

it("ranks fields by what came in and leaves the empty ones out", () => {
  const { rows, rest } = fieldRows(series({ a: 1, b: 5, c: 0 }), series({ b: 4, d: 2 }));
  expect(rows).toEqual([
    { field: "b", received: 5, resolved: 4 },
    { field: "a", received: 1, resolved: 0 },
    { field: "d", received: 0, resolved: 2 },
  ]);
  expect(rest).toBe(0);
});

it("never draws more rows than its bound", () => {
  const many = series(Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`f${i}`, i + 1])));
  expect(fieldRows(many, series({})).rows).toHaveLength(FIELD_ROWS);
  expect(fieldRows(many, series({})).rest).toBe(20 - FIELD_ROWS);
});

it("lays two series side by side without the future", () => {
  const points = flowPoints(
    series({ "2022-12-11": 3, "2022-12-12": 4, "2022-12-13": 0 }),
    series({ "2022-12-11": 2 }),
    "2022-12-12",
  );
  expect(points).toEqual([
    { key: "2022-12-11", received: 3, resolved: 2 },
    { key: "2022-12-12", received: 4, resolved: null },
  ]);
  expect(flowTotals(points)).toEqual({ received: 7, resolved: 2 });
});
