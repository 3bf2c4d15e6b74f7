import { afterEach, expect, test } from "vitest";
import { WARD, eventOf, openDoor, type Door } from "./door.testing.ts";
import { createRedisOfOwn } from "./redis-of-own.testing.ts";

let redis: ReturnType<typeof createRedisOfOwn>;
let door: Door | undefined;
afterEach(async () => {
  redis.thaw();
  await door?.close();
  door = undefined;
  await redis.remove();
});

async function openOn(...options: string[]): Promise<Door> {
  redis = createRedisOfOwn(...options);
  await redis.start();
  door = await openDoor(redis.url);
  await door.giveKey();
  return door;
}

async function expectAway(door: Door, body: unknown = eventOf(1)): Promise<void> {
  const answer = await door.post(body);
  expect(answer).toMatchObject({ status: 503, json: { code: "store-away" } });
  expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
  expect(answer.ms).toBeLessThan(2_000);
}

const backBySelf = (door: Door) =>
  expect.poll(async () => (await door.post(eventOf(2))).status, { timeout: 10_000, interval: 100 }).toBe(202);

test("F1, Q5: Redis frozen: 503 within 2 s, at once after the first, readiness red; thawed: 202 by itself", async () => {
  const door = await openOn();
  expect((await door.post(eventOf(1))).status).toBe(202);
  redis.freeze();
  await Promise.all(Array.from({ length: 50 }, () => expectAway(door)));
  await expectAway(door, [eventOf(3), { ...eventOf(4), time: "" }]);
  const began = Date.now();
  for (let n = 0; n < 100; n++) await expectAway(door);
  expect(Date.now() - began).toBeLessThan(2_000);
  const ready = await fetch(`${door.origin}/readyz`);
  expect([ready.status, await ready.json()]).toMatchObject([503, { parts: { store: "away" } }]);
  redis.thaw();
  await backBySelf(door);
  await expect.poll(async () => (await fetch(`${door.origin}/readyz`)).status).toBe(200);
});

test("F2, Q5: Redis killed and back: nothing answered 202 is lost", async () => {
  const door = await openOn();
  expect((await door.post(eventOf(1))).status).toBe(202);
  await redis.kill();
  await expectAway(door);
  await redis.start();
  await backBySelf(door);
  expect(await door.queued()).toEqual(expect.arrayContaining(["may-mot-cua\te1", "may-mot-cua\te2"]));
});

test("Q5: started before its Redis: 503 until it comes", async () => {
  redis = createRedisOfOwn();
  door = await openDoor(redis.url);
  const { origin, giveKey } = door;
  await expectAway(door);
  expect((await fetch(`${origin}/healthz`)).status).toBe(200);
  await redis.start();
  await expect.poll(async () => (await fetch(`${origin}/readyz`)).status, { timeout: 10_000 }).toBe(200);
  await giveKey();
  await backBySelf(door);
});

test("F1: Redis full: 503, nothing claimed; room again: 202", async () => {
  const door = await openOn();
  expect((await door.post(eventOf(1))).status).toBe(202);
  await door.redis.config("SET", "maxmemory", "1");
  await expectAway(door);
  await expectAway(door, [eventOf(3), { ...eventOf(4), time: "" }]);
  expect((await fetch(`${door.origin}/readyz`)).status).toBe(503);
  await door.redis.config("SET", "maxmemory", "0");
  expect(await door.queued()).toEqual(["may-mot-cua\te1"]);
  await backBySelf(door);
});

test("F11, Q8: a Redis that evicts keys: refused, unless told otherwise", async () => {
  redis = createRedisOfOwn("--maxmemory-policy", "allkeys-lru");
  await redis.start();
  await expect(openDoor(redis.url)).rejects.toThrow(/noeviction/);
  door = await openDoor(redis.url, { ALLOW_UNSAFE_REDIS: "1" });
  await door.giveKey([WARD]);
  expect((await door.post(eventOf(1))).status).toBe(202);
});
