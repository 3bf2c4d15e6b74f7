import { describe, expect, it } from "vitest";
import { formatCount, formatFigure, formatMasked, formatSigned } from "./number.ts";

describe("numbers as Vietnamese offices write them", () => {
  it("V9: groups with a point and splits decimals with a comma", () => {
    expect(formatCount(5188)).toBe("5.188");
    expect(formatFigure(78.3, "percent")).toBe("78,3%");
    expect(formatFigure(75, "percent")).toBe("75%");
    expect(formatFigure(1234.56, "hours")).toBe("1.234,6");
    expect(formatFigure(1_234_567, "count")).toBe("1.234.567");
  });
  it("signs a difference with a true minus and never writes +0", () => {
    expect(formatSigned(3, "count")).toBe("+3");
    expect(formatSigned(-0.4, "percent")).toBe("−0,4");
    expect(formatSigned(0.04, "percent")).toBe("0");
    expect(formatSigned(-0, "count")).toBe("0");
  });
  it("hides cells of 1 to 4", () => {
    expect([0, 1, 4, 5, 1203].map(formatMasked)).toEqual(["0", "<5", "<5", "5", "1.203"]);
  });
});
