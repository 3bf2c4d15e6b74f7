import { describe, expect, it } from "vitest";
import { customPeriod, flowQuery, parsePeriod, rangeText, upToToday } from "./period.ts";

describe("periods", () => {
  it("takes what the server takes and nothing else", () => {
    for (const good of ["today", "2022", "2022-12", "2022-Q4", "2022-12-05", "2022-01-01..2022-12-12"])
      expect(parsePeriod(good)).toBe(good);
    for (const bad of ["", undefined, "tomorrow", "2022-13-45-1", ["year"]])
      expect(parsePeriod(bad)).toBe("today");
  });
  it("puts a range in order and writes it", () => {
    expect(customPeriod("2022-12-12", "2022-01-01")).toBe("2022-01-01..2022-12-12");
    expect(rangeText({ from: "2022-01-01", to: "2022-12-12" })).toBe("01/01/2022 – 12/12/2022");
    expect(rangeText({ from: "2022-12-12", to: "2022-12-12" })).toBe("12/12/2022");
  });
  it("shows a day in its fortnight, a year by month", () => {
    expect(flowQuery({ from: "2026-11-24", to: "2026-11-24" })).toEqual({
      period: "2026-11-11..2026-11-24",
      by: "day",
    });
    expect(flowQuery({ from: "2022-10-01", to: "2022-12-31" }).by).toBe("day");
    expect(flowQuery({ from: "2022-01-01", to: "2022-12-31" }).by).toBe("month");
  });
  it("draws no future", () => {
    expect(upToToday([{ key: "2026-11-24" }, { key: "2026-11-25" }], "2026-11-24")).toHaveLength(1);
    expect(upToToday([{ key: "2026-11" }, { key: "2026-12" }], "2026-11-24")).toHaveLength(1);
  });
});
