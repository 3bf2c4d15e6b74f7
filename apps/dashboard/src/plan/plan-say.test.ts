import type { PlanRow } from "@nhip/contracts";
import { describe, expect, it } from "vitest";
import { planScale } from "./plan-scale.ts";
import { behindRows, planSay } from "./plan-say.ts";

const row = (more: Partial<PlanRow> = {}): PlanRow => ({
  id: "dossiers.resolved",
  label: "Đã giải quyết",
  unit: "count",
  direction: "neutral",
  forUnit: null,
  value: 80,
  numerator: null,
  denominator: null,
  target: 100,
  status: "good",
  planPeriod: "2026",
  source: null,
  attainment: 80,
  pace: 70,
  ahead: 10,
  forecast: { value: 95, low: 90, high: 100 },
  neededAWeek: 4,
  usualAWeek: 3,
  reasons: {},
  method: "",
  explain: "",
  ...more,
});

describe("what is said of a row", () => {
  it("has nothing to do while it keeps up", () => {
    expect(planSay(row())).toEqual({ stand: "ahead", gap: 10, todo: null });
    expect(planSay(row({ ahead: 0 }))).toEqual({ stand: "even", gap: 0, todo: null });
    expect(planSay(row({ value: 100, ahead: 30, reasons: { neededAWeek: "reached" } })).stand).toBe(
      "reached",
    );
  });
  it("says what is to be done where it is behind, whether it will do by itself, or that it is too late", () => {
    expect(planSay(row({ ahead: -5 }))).toEqual({ stand: "behind", gap: 5, todo: "need" });
    expect(planSay(row({ ahead: -5, forecast: { value: 120, low: 101, high: 130 } })).todo).toBe("willDo");
    const late = { ahead: -5, neededAWeek: null, reasons: { neededAWeek: "out-of-reach" as const } };
    expect(planSay(row(late)).todo).toBe("outOfReach");
  });
  it("looks at the target alone once the period is over", () => {
    const over = { reasons: { forecast: "period-over" as const, neededAWeek: "period-over" as const } };
    expect(planSay(row({ ...over, value: 100 })).stand).toBe("met");
    expect(planSay(row({ ...over, value: 97 }))).toMatchObject({ stand: "missed", gap: 3 });
  });
  it("reads a ceiling the other way round", () => {
    const late = (value: number, ahead: number) => planSay(row({ direction: "lower", value, ahead })).stand;
    expect([late(10, -5), late(90, 5), late(110, 20)]).toEqual(["within", "tooFast", "passed"]);
  });
  it("says that there is no value, or nothing to start from", () => {
    expect(planSay(row({ value: null, ahead: null })).stand).toBe("none");
    expect(planSay(row({ pace: null, ahead: null, reasons: { pace: "no-start" } })).stand).toBe("noPace");
  });
});

it("names the rows that are behind, the worst first, and no ceiling that holds", () => {
  const rows = [
    row({ id: "near", ahead: -2, status: "watch" }),
    row({ id: "bad", ahead: -30, status: "bad" }),
    row({ id: "worse", ahead: -60, status: "bad" }),
    row({ id: "fine" }),
    row({ id: "ceiling", direction: "lower", ahead: -5, status: "good" }),
    row({ id: "passed", direction: "lower", ahead: 5, status: "bad" }),
    row({ id: "unknown", ahead: null, status: "none", value: null }),
  ];
  expect(behindRows(rows).map(({ id }) => id)).toEqual(["worse", "bad", "passed", "near"]);
});

describe("the bar", () => {
  it("shows all of a count, also a forecast beyond the target", () => {
    const scale = planScale(row({ forecast: { value: 180, low: 160, high: 200 } }));
    expect(scale).toEqual({
      bar: 38.1,
      target: 47.6,
      pace: 33.3,
      forecast: { value: 85.7, low: 76.2, high: 95.2 },
    });
  });
  it("draws a rate against 100 and one tick where pace and target are the same", () => {
    expect(planScale(row({ unit: "percent", value: 70, target: 75, pace: 75, forecast: null }))).toEqual({
      bar: 70,
      target: 75,
      pace: null,
      forecast: null,
    });
  });
});
