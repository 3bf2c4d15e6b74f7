import { expect, test } from "vitest";
import type { Kpi, KpiReading } from "@nhip/contracts";
import { deltaFrame } from "./frame.ts";
import { createTicker } from "./ticker.ts";

const kpi = (id: string, value: number, previous = 0): Kpi => ({
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
  previous,
  pace: null,
  explain: "",
});
const reading = (rev: number, kpis: Kpi[], from = "2026-11-24"): KpiReading => ({
  ward: "w",
  period: { from, to: from },
  previousPeriod: { from, to: from },
  rev,
  asOf: "",
  computedAt: "now",
  lastEventAt: null,
  kpis,
  checks: [],
});

test("a delta carries what moved, in absolute values, from revision to revision", () => {
  const frame = deltaFrame(
    "today",
    reading(3, [kpi("a", 1), kpi("b", 1)]),
    reading(5, [kpi("a", 1), kpi("b", 2)]),
  );
  expect(frame).toMatchObject({
    ward: "w",
    period: "today",
    from: 3,
    rev: 5,
    changes: [{ id: "b", value: 2 }],
  });
  expect(frame?.checks).toBeUndefined();
});

test("another day, other KPIs, another previous value, another pace or a revision that fell ask for a snapshot", () => {
  const before = reading(3, [kpi("a", 1)]);
  expect(deltaFrame("today", before, reading(4, [kpi("a", 1)], "2026-11-25"))).toBeNull();
  expect(deltaFrame("today", before, reading(4, [kpi("a", 1), kpi("b", 1)]))).toBeNull();
  expect(deltaFrame("today", before, reading(4, [kpi("a", 1, 9)]))).toBeNull();
  expect(deltaFrame("today", before, reading(4, [{ ...kpi("a", 1), pace: 9 }]))).toBeNull();
  expect(deltaFrame("today", before, reading(2, [kpi("a", 1)]))).toBeNull();
});

test("the ticker shows at most five events a second of a ward", () => {
  let now = 1_000;
  const shown: number[] = [];
  const tick = createTicker(
    "w",
    ({ events }) => shown.push(events.length),
    () => now,
  );
  const events = Array.from({ length: 4 }, () => ({
    at: "",
    type: "dossier.received" as const,
    field: "",
    code: "…0007",
  }));
  tick(events);
  tick(events);
  tick(events);
  now = 2_000;
  tick(events);
  expect(shown).toEqual([4, 1, 4]);
});
