import { describe, expect, it } from "vitest";
import { freshnessAt, needsAsking, noteRevision, type Signs } from "./freshness.ts";

const heard = (heardAt: number | null, behindSince: number | null = null): Signs => ({
  heardAt,
  behindSince,
});

describe("freshness", () => {
  it("V8: waits, lives, and goes stale after 11 s of silence", () => {
    expect(freshnessAt(heard(null), 99_000)).toEqual({ state: "waiting" });
    expect(freshnessAt(heard(0), 11_000)).toEqual({ state: "live" });
    expect(freshnessAt(heard(0), 11_001)).toEqual({ state: "stale", sinceMs: 11_001 });
    expect(freshnessAt(heard(11_500), 11_600)).toEqual({ state: "live" });
  });
  it("is no memory in green: a lag as long as a silence is stale though pulses come", () => {
    expect(freshnessAt(heard(20_000, 15_000), 20_000)).toEqual({ state: "live" });
    expect(freshnessAt(heard(30_000, 15_000), 30_000)).toEqual({ state: "stale", sinceMs: 15_000 });
  });
  it("asks after one second of lag and stops when it has caught up", () => {
    const behind = noteRevision(heard(0), 10, 12, 1000);
    expect(behind.behindSince).toBe(1000);
    expect(noteRevision(behind, 10, 13, 1500).behindSince).toBe(1000);
    expect(needsAsking(behind, 1999)).toBe(false);
    expect(needsAsking(behind, 2000)).toBe(true);
    expect(noteRevision(behind, 13, 13, 2100).behindSince).toBeNull();
  });
  it("a ward that the pulse does not name is not behind", () => {
    expect(noteRevision(heard(0), 10, undefined, 1)).toEqual(heard(0));
  });
});
