import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { watchStalls } from "./stalls.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("Q1: each time the event loop stands still for over a second is counted once, with its length", () => {
  let now = 0;
  const stalls: number[] = [];
  const watch = watchStalls(
    (ms) => stalls.push(ms),
    () => now,
  );
  for (const tookMs of [200, 210, 1_100, 4_200, 200, 1_300, 200]) {
    now += tookMs;
    vi.advanceTimersByTime(200);
  }
  watch.stop();
  now += 9_000;
  vi.advanceTimersByTime(200);
  expect(stalls).toEqual([4_000, 1_100]);
});
