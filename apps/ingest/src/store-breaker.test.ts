import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { AppError } from "@nhip/contracts";
import { createStoreBreaker } from "./store-breaker.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const AWAY = { code: "store-away", retryAfterSeconds: 2 };
const never = () => new Promise<never>(() => undefined);

test("Q5: a silent store costs the first caller 1.4 s and the next ones nothing, until a probe gets through", async () => {
  let good = false;
  const probe = vi.fn<() => Promise<boolean>>(async () => good);
  const changes: boolean[] = [];
  const breaker = createStoreBreaker({ probe, onChange: (away) => changes.push(away) });
  const first = breaker.run(never).catch((error: unknown) => error);
  await vi.advanceTimersByTimeAsync(1_000);
  const later = breaker.run(never).catch((error: unknown) => error);
  await vi.advanceTimersByTimeAsync(400);
  expect(await Promise.all([first, later])).toMatchObject([AWAY, AWAY]);

  const call = vi.fn<() => Promise<string>>(async () => "x");
  await expect(breaker.run(call)).rejects.toMatchObject(AWAY);
  expect(call).not.toHaveBeenCalled();

  await vi.advanceTimersByTimeAsync(500);
  expect(probe).toHaveBeenCalledTimes(1);
  expect(breaker.isAway()).toBe(true);
  good = true;
  await vi.advanceTimersByTimeAsync(500);
  await expect(breaker.run(call)).resolves.toBe("x");
  await vi.advanceTimersByTimeAsync(5_000);
  expect(probe).toHaveBeenCalledTimes(2);
  expect(changes).toEqual([true, false]);
});

test("one probe at a time, however long it takes", async () => {
  const probe = vi.fn<() => Promise<never>>(never);
  const breaker = createStoreBreaker({ probe, onChange: () => undefined });
  breaker.trip("test");
  await vi.advanceTimersByTimeAsync(1_800);
  expect(probe).toHaveBeenCalledTimes(1);
  breaker.stop();
});

test("a refusal of the house is no failure of the store", async () => {
  const breaker = createStoreBreaker({ probe: async () => true, onChange: () => undefined });
  await expect(breaker.run(() => Promise.reject(new AppError("too-busy")))).rejects.toMatchObject({
    code: "too-busy",
  });
  expect(breaker.isAway()).toBe(false);
  await expect(breaker.run(() => Promise.reject(new Error("OOM")))).rejects.toMatchObject(AWAY);
  expect(breaker.isAway()).toBe(true);
  breaker.stop();
});
