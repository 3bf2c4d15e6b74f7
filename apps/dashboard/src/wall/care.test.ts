import { expect, test } from "vitest";
import { lateShare, nightPlaceAt, shiftAt } from "./care.ts";

test("the picture moves each minute, by less than a hundredth of the height, and comes back", () => {
  const places = Array.from({ length: 9 }, (_, minute) => shiftAt(minute * 60_000));
  expect(places[8]).toEqual(places[0]);
  for (const [n, { x, y }] of places.slice(1).entries()) {
    expect({ x, y }).not.toEqual(places[n]);
    expect(Math.max(Math.abs(x), Math.abs(y))).toBeLessThan(1);
  }
});

test("the clock of the night wanders over the whole screen", () => {
  const places = Array.from({ length: 100 }, (_, minute) => nightPlaceAt(minute * 60_000));
  expect(new Set(places.map(({ x }) => x)).size).toBe(100);
  expect(new Set(places.map(({ y }) => y)).size).toBe(100);
});

test("V14: drawing lag is the share of frames that came late", () => {
  expect(lateShare([])).toBe(0);
  expect(lateShare(Array.from({ length: 60 }, () => 16.7))).toBe(0);
  expect(lateShare([16, 16, 50, 120])).toBe(50);
});
