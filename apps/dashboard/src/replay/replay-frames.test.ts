import type { Kpi, KpiValue } from "@nhip/contracts";
import { expect, it } from "vitest";
import { framesOf, placeOf } from "./replay-frames.ts";

const value = (id: string, n: number | null): KpiValue => ({
  id,
  value: n,
  numerator: null,
  denominator: null,
  target: null,
  attainment: null,
  status: "none",
  ...(n === null ? { reason: "no-data-yet" as const } : {}),
});
const kpi = (id: string, n: number | null): Kpi => ({
  ...value(id, n),
  label: id,
  group: "dossiers",
  unit: "count",
  direction: "neutral",
  previous: 9,
  pace: null,
  explain: "",
});
const PERIOD = { from: "2022-12-05", to: "2022-12-05" };

it("carries each figure on until it changes, and a reason only while there is none", () => {
  const frames = framesOf({
    period: PERIOD,
    previousPeriod: PERIOD,
    kpis: [kpi("a", null), kpi("b", 2)],
    changes: [[], [value("a", 1)], [], [value("b", 3)]],
  });
  expect(frames.map((frame) => frame.map((one) => one.value))).toEqual([
    [null, 2],
    [1, 2],
    [1, 2],
    [1, 3],
  ]);
  expect(frames[1]?.[0]).toMatchObject({ label: "a", previous: null });
  expect(frames[1]?.[0]).not.toHaveProperty("reason");
});

it("finds the moment of a clock time", () => {
  const moments = ["07:30", "07:45", "08:00"].map((clock) => `2022-12-05T${clock}:00+07:00`);
  expect([placeOf(moments, "07:50"), placeOf(moments, "06:00"), placeOf(moments, "23:00")]).toEqual([
    1, 0, 2,
  ]);
  expect([placeOf(moments, undefined), placeOf(moments, "soon"), placeOf([], "07:30")]).toEqual([2, 2, -1]);
});
