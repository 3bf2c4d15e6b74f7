import { expect, it } from "vitest";
import type { SeriesPoint } from "@nhip/contracts";
import { trendOf } from "./trend.ts";

const months = (values: (number | null)[], broken = 0): SeriesPoint[] =>
  values.map((value, index) => ({
    key: `2026-${String(index + 1).padStart(2, "0")}`,
    label: "",
    value,
    numerator: null,
    denominator: null,
    ...(index + 1 === broken ? { break: true as const } : {}),
  }));
const values = (points: SeriesPoint[], cadence: "month" | "quarter" | null, today = "2026-05-10") =>
  trendOf(points, cadence, null, today)?.columns.map(({ value }) => value);

it("shows months as they are, without the running one where units report", () => {
  expect(values(months([1, 2, 3, 4, 4]), "month")?.slice(0, 6)).toEqual([1, 2, 3, 4, null, null]);
  expect(values(months([1, 2, 3, 4, 5]), null)?.slice(0, 6)).toEqual([1, 2, 3, 4, 5, null]);
});

it("shows a quarter by its last month, once it has ended", () => {
  expect(values(months([1, 1, 3, 3, 3]), "quarter")).toEqual([3, null, null, null]);
  expect(values(months([1, 1, 3, 3, 3, 6]), "quarter", "2026-06-30")).toEqual([3, 6, null, null]);
});

it("scales to the larger of values and target, and keeps the break", () => {
  const trend = trendOf(months([10, 20, 30], 2), "month", 60, "2026-12-31");
  expect(trend?.target).toBeCloseTo(94.3, 1);
  expect(trend?.columns.map((column) => column.break).indexOf(true)).toBe(1);
  expect(trend?.columns[2]?.height).toBeCloseTo(47.2, 1);
});

it("draws nothing of a year without figures, nor of one that is told once a year", () => {
  expect(trendOf(months([null, null]), "month", 5, "2026-12-31")).toBeNull();
  expect(trendOf(months([88, 88]), "year", 5, "2026-12-31")).toBeNull();
});
