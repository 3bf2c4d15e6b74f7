import { describe, expect, it } from "vitest";
import { age, span } from "./duration.ts";

const minute = 60_000;

describe("lengths of time", () => {
  it("rounds an age down to one unit", () => {
    expect(age(11_400)).toEqual({ unit: "second", count: 11 });
    expect(age(6 * minute + 59_000)).toEqual({ unit: "minute", count: 6 });
    expect(age(60 * minute)).toEqual({ unit: "hour", count: 1 });
    expect(age(49 * 60 * minute)).toEqual({ unit: "day", count: 2 });
    expect(age(-5)).toEqual({ unit: "second", count: 0 });
  });
  it("says how long is left as finely as it matters", () => {
    expect(span(20_000)).toEqual([{ unit: "minute", count: 1 }]);
    expect(span(135 * minute)).toEqual([
      { unit: "hour", count: 2 },
      { unit: "minute", count: 15 },
    ]);
    expect(span(-120 * minute)).toEqual([{ unit: "hour", count: 2 }]);
    expect(span(30 * 60 * minute)).toEqual([{ unit: "hour", count: 30 }]);
    expect(span(-73 * 60 * minute)).toEqual([{ unit: "day", count: 3 }]);
  });
});
