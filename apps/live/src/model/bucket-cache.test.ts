import { expect, test } from "vitest";
import type { WardChange } from "@nhip/backbone";
import { BucketCache } from "./bucket-cache.ts";

const change = (rev: number, counts: WardChange["counts"]): WardChange => ({
  rev,
  at: 0,
  eventAt: 0,
  counts,
  statements: false,
  ticker: [],
});
const read = (n: number) => new Map([["y:2026", new Map([["received|x|direct|none", n]])]]);
const figure = (cache: BucketCache) => cache.get("y:2026").get("received|x|direct|none");
const plus = (rev: number, n = 1) => change(rev, { "y:2026": { "received|x|direct|none": n } });

test("a bucket takes each change once: those after its reading, not those in it", () => {
  const cache = new BucketCache();
  cache.apply(plus(6));
  expect(cache.take(read(50), 5, 6)).toBe(true);
  expect(figure(cache)).toBe(51);
  cache.apply(plus(7));
  expect(figure(cache)).toBe(52);
});

test("a bucket read ahead of the changes heard does not count them again", () => {
  const cache = new BucketCache();
  expect(cache.take(read(50), 8, 6)).toBe(true);
  cache.apply(plus(7));
  cache.apply(plus(8));
  expect(figure(cache)).toBe(50);
  cache.apply(plus(9, -50));
  expect(figure(cache)).toBeUndefined();
});

test("a reading older than what is remembered is refused", () => {
  const cache = new BucketCache();
  for (let rev = 1; rev <= 600; rev++) cache.apply(change(rev, {}));
  expect(cache.take(read(1), 10, 600)).toBe(false);
  expect(cache.missing(["y:2026"])).toEqual(["y:2026"]);
});
