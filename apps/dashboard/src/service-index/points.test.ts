import { expect, test } from "vitest";
import { formatGain, formatPointChange, formatPoints, shareOf } from "./points.ts";

test("points have two decimals, differences a true sign, gains two digits that count", () => {
  expect([formatPoints(88.44), formatPoints(6), formatPoints(100)]).toEqual(["88,44", "6,00", "100,00"]);
  expect([formatPointChange(1.19), formatPointChange(-0.6), formatPointChange(0.004)]).toEqual([
    "+1,19",
    "−0,60",
    "0,00",
  ]);
  expect([formatGain(0.003891), formatGain(0.008048), formatGain(6)]).toEqual(["+0,0039", "+0,008", "+6"]);
});

test("a bar begins at nothing and ends at the whole", () => {
  expect([shareOf(3, 4), shareOf(null, 4), shareOf(5, 4), shareOf(-1, 4), shareOf(1, 0)]).toEqual([
    75, 0, 100, 0, 0,
  ]);
});
