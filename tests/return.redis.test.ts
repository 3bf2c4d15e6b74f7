import { connect } from "@nhip/backbone";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startPrivateRedis, type PrivateRedis } from "./private-redis.ts";

let redis: PrivateRedis;

beforeAll(async () => {
  redis = await startPrivateRedis();
  const writer = connect(redis.url, "blocking", () => undefined);
  for (let key = 0; key < 60; key++) {
    const pipeline = writer.pipeline();
    for (let field = 0; field < 2_000; field++) pipeline.hset(`h${key}`, `f${field}`, "x".repeat(100));
    await pipeline.exec();
  }
  writer.disconnect();
});
afterAll(() => redis.remove());

test("Q3: a Redis that has read its log back is used within half a second of its first answer", async () => {
  const connection = connect(redis.url, "queue", () => undefined);
  await connection.ping();
  const took: (number | string)[] = [];
  for (let round = 0; round < 4; round++) {
    await redis.kill();
    await redis.start();
    const began = Date.now();
    const reply = await connection.ping().catch((error: unknown) => String(error));
    took.push(reply === "PONG" ? Date.now() - began : reply);
  }
  connection.disconnect();
  expect(took.filter((one) => typeof one === "string" || one > 500)).toEqual([]);
});
