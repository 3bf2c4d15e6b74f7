import { appendFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { connect } from "@nhip/backbone";
import { afterEach, expect, test } from "vitest";
import { startPrivateRedis, type PrivateRedis } from "./private-redis.ts";

let redis: PrivateRedis;
afterEach(() => redis.remove());

/** A command as it stands in the append-only file. */
const written = (...words: string[]): string =>
  `*${words.length}\r\n${words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`).join("")}`;

test("F3: Redis killed in the middle of writing a commit: half of it counts neither then nor after the next restart", async () => {
  redis = await startPrivateRedis();
  const client = connect(redis.url, "blocking", () => undefined);
  await client.hincrby("count", "received", 1);
  await redis.kill();
  const folder = join(redis.folder, "appendonlydir");
  const log = readdirSync(folder).find((name) => name.endsWith(".incr.aof")) ?? "";
  // Cut in the middle of a command of a transaction, as a SIGKILL in the middle of a write leaves it.
  const half = written("MULTI") + written("HINCRBY", "count", "received", "1");
  appendFileSync(join(folder, log), half + written("HINCRBY", "count", "resolved", "1").slice(0, 20));

  await redis.start();
  expect(await client.hgetall("count")).toEqual({ received: "1" });
  await client.multi().hincrby("count", "received", 1).hincrby("count", "resolved", 1).exec();
  await redis.kill();
  await redis.start();
  expect(await client.hgetall("count")).toEqual({ received: "2", resolved: "1" });
  client.disconnect();
});
