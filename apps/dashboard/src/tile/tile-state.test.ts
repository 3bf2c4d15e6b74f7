import type { Kpi } from "@nhip/contracts";
import { describe, expect, it } from "vitest";
import { tileState, whyNone } from "./tile-state.ts";

const kpi = (value: number | null): Kpi => ({
  id: "a",
  value,
  numerator: null,
  denominator: null,
  target: null,
  attainment: null,
  status: "none",
  group: "dossiers",
  label: "",
  unit: "count",
  direction: "neutral",
  previous: null,
  pace: null,
  explain: "",
});
const live = { state: "live" } as const;
const stale = { state: "stale", sinceMs: 1 } as const;

describe("the four states of a tile", () => {
  it("are told apart", () => {
    expect(tileState({ kpi: kpi(0), loaded: true, failed: false, freshness: live })).toBe("live");
    expect(tileState({ kpi: kpi(5), loaded: true, failed: true, freshness: stale })).toBe("stale");
    expect(tileState({ kpi: kpi(null), loaded: true, failed: false, freshness: live })).toBe("none");
    expect(tileState({ kpi: undefined, loaded: true, failed: false, freshness: live })).toBe("none");
    expect(tileState({ kpi: undefined, loaded: false, failed: true, freshness: live })).toBe("error");
    expect(tileState({ kpi: undefined, loaded: false, failed: false, freshness: { state: "waiting" } })).toBe(
      "loading",
    );
  });
  it("none says why", () => {
    expect(whyNone(undefined)).toBe("absent");
    expect(whyNone({ ...kpi(null), reason: "not-reported" })).toBe("not-reported");
  });
});
