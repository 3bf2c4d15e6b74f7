import { describe, expect, it } from "vitest";
import {
  addBeats,
  beatCount,
  beatHeight,
  emptyTrace,
  shiftTrace,
  SLOT_MS,
  SLOTS,
  tracePath,
} from "./pulse-trace.ts";

const hour = SLOT_MS * SLOTS;

describe("the pulse line's buffer", () => {
  it("V1: never grows, whatever comes", () => {
    let trace = emptyTrace(0);
    for (let i = 0; i < 50_000; i++) trace = addBeats(trace, i * 200, 1, i * 200);
    expect(trace.counts).toHaveLength(SLOTS);
    expect(beatCount(trace)).toBeLessThanOrEqual(hour / 200);
  });
  it("forgets after an hour and stays the same object within a slot", () => {
    const trace = addBeats(emptyTrace(0), 0, 3, 0);
    expect(shiftTrace(trace, SLOT_MS - 1)).toBe(trace);
    expect(beatCount(shiftTrace(trace, hour - 1))).toBe(3);
    expect(beatCount(shiftTrace(trace, hour))).toBe(0);
    expect(beatCount(shiftTrace(trace, hour * 40))).toBe(0);
  });
  it("puts a beat where it happened", () => {
    const trace = addBeats(emptyTrace(hour), hour - 5 * SLOT_MS, 1, hour);
    expect(trace.counts[SLOTS - 6]).toBe(1);
    expect(beatCount(addBeats(trace, -1, 1, hour))).toBe(1);
    expect(addBeats(trace, hour + 99_999, 2, hour).counts[SLOTS - 1]).toBe(2);
  });
  it("draws flat when silent and stays in its box", () => {
    expect(tracePath(emptyTrace(0))).toBe("M0 1L362 1");
    expect([0, 1, 1e9].map(beatHeight)).toEqual([0, 0.5, 1]);
  });
});
