import { describe, expect, it } from "vitest";
import { burst } from "./burst.ts";
import { keepsOrder, recount } from "./recount.ts";
import { wireFaults } from "./wire-check.ts";

const START = Date.parse("2026-11-23T09:00:00+07:00");
const options = { ward: "phuong-1", seed: 7, startMs: START };

describe("burst", () => {
  it.each([0, 1, 2, 999, 20_000])("gives exactly %i events with unique ids", (count) => {
    const events = [...burst({ ...options, count })];
    expect(events).toHaveLength(count);
    expect(new Set(events.map(({ id }) => id)).size).toBe(count);
  });

  const events = [...burst({ ...options, count: 20_000, rate: 2000 })];

  it("ends at its start time, in time order, at the asked rate", () => {
    const times = events.map(({ time }) => Date.parse(time));
    expect(times.toSorted((a, b) => a - b)).toEqual(times);
    expect(times.at(-1)).toBe(START);
    expect(START - (times[0] ?? 0)).toBe(Math.floor(19_999 / 2));
  });

  it("tells whole lives in order on a growing set of dossiers", () => {
    const dossiers = recount(events);
    expect(dossiers.length).toBeGreaterThan(4900);
    expect(dossiers.length).toBeLessThanOrEqual(5000);
    const LIFE = ["dossier.received", "dossier.processing", "dossier.resolved", "dossier.delivered"];
    for (const { types } of dossiers) {
      const life = types.filter((type) => type !== "dossier.rated");
      expect(life).toEqual(LIFE.slice(0, life.length));
    }
    expect(dossiers.filter(({ resolvedAt }) => resolvedAt).length).toBeGreaterThan(4500);
  });

  it("keeps its order when it is sorted by time and id, many events a millisecond", () => {
    const dense = recount(burst({ ...options, count: 5000, rate: 50_000, dossiers: 1250 }));
    expect(dense.filter((one) => !keepsOrder(one))).toEqual([]);
  });

  it("keeps to the number of dossiers it was given", () => {
    const few = [...burst({ ...options, count: 1000, dossiers: 10 })];
    expect(new Set(few.map(({ subject }) => subject)).size).toBe(10);
    expect(
      new Set([...burst({ ...options, count: 50, dossiers: 50 })].map(({ subject }) => subject)).size,
    ).toBe(50);
  });

  it("is the same for a seed, and never meets another seed", () => {
    expect([...burst({ ...options, count: 500 })]).toEqual([...burst({ ...options, count: 500 })]);
    const ids = new Set(events.map(({ id }) => id));
    const codes = new Set(events.map(({ subject }) => subject));
    for (const { id, subject } of burst({ ...options, count: 500, seed: 8 })) {
      expect(ids.has(id) || codes.has(subject)).toBe(false);
    }
  });

  it("passes the ingest's schemas", () => {
    expect(events.flatMap(wireFaults)).toEqual([]);
  });
});
