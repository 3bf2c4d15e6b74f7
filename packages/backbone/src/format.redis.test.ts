import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, expect, test } from "vitest";
import { connect, type Redis } from "./connection.ts";
import { STORE_FORMAT, ensureFormat } from "./format.ts";
import { createKeys, type Keys } from "./keys.ts";

let redis: Redis;
let keys: Keys;
beforeEach(() => {
  redis = connect(process.env["TEST_REDIS_URL"] ?? "", "command", () => undefined);
  keys = createKeys(`format-${randomUUID().slice(0, 8)}:`);
});
afterEach(() => redis.disconnect());

test("an empty store gets our format, and has it the next time", async () => {
  await ensureFormat(redis, keys);
  await ensureFormat(redis, keys);
  expect(await redis.get(keys.format)).toBe(String(STORE_FORMAT));
});

test("a store of a newer version is refused in words and not touched", async () => {
  await redis.set(keys.format, STORE_FORMAT + 1);
  await expect(ensureFormat(redis, keys)).rejects.toThrow("phiên bản mới hơn");
  expect(await redis.get(keys.format)).toBe(String(STORE_FORMAT + 1));
});

test("a store of the first trial, whose log is named by the clock, is refused", async () => {
  await redis.hset(keys.wards, "thu", "{}");
  await redis.xadd(keys.log("thu"), "*", "events", "x");
  await expect(ensureFormat(redis, keys)).rejects.toThrow("bản thử");
  expect(await redis.exists(keys.format)).toBe(0);
});
