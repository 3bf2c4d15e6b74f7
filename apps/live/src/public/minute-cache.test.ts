import { expect, test } from "vitest";
import { createMinuteCache, createVisitorLimit } from "./minute-cache.ts";

test("V12: a hundred who ask at once, and all within the minute, share one computation", async () => {
  const clock = { ms: 60_000 };
  let computed = 0;
  const get = createMinuteCache<number>({ now: () => clock.ms, max: 10 });
  const compute = async (): Promise<number> => ++computed;
  expect(await Promise.all(Array.from({ length: 100 }, () => get("phuong", compute)))).toEqual(
    Array.from({ length: 100 }, () => 1),
  );
  clock.ms += 59_999;
  expect(await get("phuong", compute)).toBe(1);
  clock.ms += 1;
  expect(await get("phuong", compute)).toBe(2);
});

test("a failure is not kept, and the oldest keys make room", async () => {
  const get = createMinuteCache<string>({ now: () => 0, max: 2 });
  await expect(get("a", () => Promise.reject(new Error("away")))).rejects.toThrow("away");
  let asked = 0;
  const compute = async (): Promise<string> => String(++asked);
  for (const key of ["a", "b", "c", "a"]) await get(key, compute);
  expect(asked).toBe(4);
});

test("an address is bounded by the minute", () => {
  const clock = { ms: 60_000 };
  const isWelcome = createVisitorLimit({ now: () => clock.ms, most: 2, max: 100 });
  expect(["a", "a", "a", "b"].map(isWelcome)).toEqual([true, true, false, true]);
  clock.ms += 60_000;
  expect(isWelcome("a")).toBe(true);
});
