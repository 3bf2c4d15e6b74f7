import { WALL_SCENES, type WallScene } from "@nhip/contracts";
import { describe, expect, it, test } from "vitest";
import { figureEms } from "../tile/figure-ems.ts";
import { fixedScene, gridShape, nextScene, SCENES } from "./scenes.ts";

describe("wall scenes", () => {
  it("show at most six figures", () => {
    for (const scene of SCENES) expect(scene.kpis?.length ?? 6).toBeLessThanOrEqual(6);
  });
  it("can be fixed by name or number", () => {
    expect(["online", "1", "9", "x", undefined].map(fixedScene)).toEqual([
      "online",
      "today",
      null,
      null,
      null,
    ]);
  });
  test("W4: each one has its turn, and the first comes after the last", () => {
    const seen: WallScene[] = [WALL_SCENES[0]];
    for (let n = 0; n < WALL_SCENES.length; n++) seen.push(nextScene(WALL_SCENES, seen.at(-1) ?? "today"));
    expect(seen).toEqual([...WALL_SCENES, WALL_SCENES[0]]);
    expect(nextScene(["online"], "online")).toBe("online");
    expect(nextScene(["online", "plan"], "today")).toBe("online");
  });
  it("make room for what is written", () => {
    expect(figureEms("78,3%")).toBeGreaterThan(figureEms("78"));
    expect(figureEms("5.188")).toBeLessThan(3);
    expect([1, 3, 4, 6].map((count) => gridShape(count).rows)).toEqual([1, 1, 2, 2]);
  });
});
