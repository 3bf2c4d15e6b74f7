import { describe, expect, it } from "vitest";
import { figureEms } from "../tile/figure-ems.ts";
import { fixedScene, gridShape, SCENES } from "./scenes.ts";

describe("wall scenes", () => {
  it("show at most six figures", () => {
    for (const scene of SCENES) expect("kpis" in scene ? scene.kpis.length : 6).toBeLessThanOrEqual(6);
  });
  it("can be fixed by name or number", () => {
    expect([
      fixedScene("online"),
      fixedScene("1"),
      fixedScene("9"),
      fixedScene("x"),
      fixedScene(undefined),
    ]).toEqual([2, 0, null, null, null]);
  });
  it("make room for what is written", () => {
    expect(figureEms("78,3%")).toBeGreaterThan(figureEms("78"));
    expect(figureEms("5.188")).toBeLessThan(3);
    expect([1, 3, 4, 6].map((count) => gridShape(count).rows)).toEqual([1, 1, 2, 2]);
  });
});
