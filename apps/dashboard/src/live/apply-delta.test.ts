import type { Kpi, KpiDelta, KpiSnapshot } from "@nhip/contracts";
import { describe, expect, it } from "vitest";
import { applyDelta } from "./apply-delta.ts";

const kpi = (id: string, value: number | null): Kpi => ({
  id,
  value,
  numerator: null,
  denominator: null,
  target: null,
  attainment: null,
  status: "none",
  group: "dossiers",
  label: id,
  unit: "count",
  direction: "neutral",
  previous: 7,
  pace: null,
  explain: "",
});
const snapshot = (rev: number): KpiSnapshot => ({
  ward: "w",
  period: "today",
  range: { from: "2022-12-12", to: "2022-12-12" },
  previousRange: { from: "2022-12-11", to: "2022-12-11" },
  rev,
  at: "2022-12-12T09:41:00+07:00",
  lastEventAt: null,
  kpis: [kpi("a", 1), kpi("b", 2)],
  checks: [],
});
const delta = (from: number, rev: number, value: number): KpiDelta => ({
  ward: "w",
  period: "today",
  from,
  rev,
  at: "2022-12-12T09:42:00+07:00",
  lastEventAt: "2022-12-12T09:42:00+07:00",
  changes: [
    { id: "a", value, numerator: null, denominator: null, target: null, attainment: null, status: "good" },
  ],
});

describe("a delta over a snapshot", () => {
  it("is taken by whoever has a revision from `from` to `rev`", () => {
    for (const rev of [10, 11, 12]) {
      const result = applyDelta(snapshot(rev), delta(10, 12, 5));
      expect(
        result.kind === "applied" && [result.snapshot.rev, result.snapshot.kpis[0]?.value, result.changed],
      ).toEqual([12, 5, ["a"]]);
    }
  });
  it("says a gap and drops what is old", () => {
    expect(applyDelta(snapshot(9), delta(10, 12, 5))).toEqual({ kind: "gap" });
    expect(applyDelta(snapshot(13), delta(10, 12, 5))).toEqual({ kind: "old" });
  });
  it("leaves what did not change the same object, and keeps label and previous", () => {
    const before = snapshot(10);
    const result = applyDelta(before, delta(10, 11, 5));
    if (result.kind !== "applied") throw new Error(result.kind);
    expect(result.snapshot.kpis[1]).toBe(before.kpis[1]);
    expect(result.snapshot.kpis[0]).toMatchObject({ label: "a", previous: 7, status: "good" });
    expect(before.kpis[0]?.value).toBe(1);
  });
  it("takes checks where they come and keeps them where they do not", () => {
    const check = { rule: "r", label: "", left: 1, right: 2, holds: false };
    const first = applyDelta(snapshot(10), { ...delta(10, 11, 5), checks: [check] });
    if (first.kind !== "applied") throw new Error(first.kind);
    expect(first.snapshot.checks).toEqual([check]);
    const second = applyDelta(first.snapshot, delta(11, 12, 6));
    expect(second.kind === "applied" && second.snapshot.checks).toEqual([check]);
  });
  it("forgets the reason once there is a value", () => {
    const before = snapshot(10);
    before.kpis[0] = { ...kpi("a", null), reason: "no-data-yet" };
    const result = applyDelta(before, delta(10, 11, 5));
    expect(result.kind === "applied" && result.snapshot.kpis[0] && "reason" in result.snapshot.kpis[0]).toBe(
      false,
    );
  });
});
