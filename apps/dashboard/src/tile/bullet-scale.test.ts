import { expect, it } from "vitest";
import { bulletScale } from "./bullet-scale.ts";

it("draws a percentage against 100 and a count against its target", () => {
  expect(bulletScale(78.3, 75, 71, "percent")).toEqual({ bar: 78.3, tick: 75, pace: 71 });
  expect(bulletScale(12, 14, null, "count")).toEqual({ bar: 77.9, tick: 90.9, pace: null });
  expect(bulletScale(null, 75, null, "percent").bar).toBe(0);
  expect(bulletScale(120, 75, null, "percent")).toEqual({ bar: 100, tick: 62.5, pace: null });
});
