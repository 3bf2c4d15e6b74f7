import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { connect } from "./connection.ts";
import { openConsumer } from "./consumer.ts";
import { createKeys } from "./keys.ts";
import { openQueue } from "./queue.ts";

const url = process.env["TEST_REDIS_URL"] ?? "";
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

test("Q10: a consumer that is closed while a batch fails puts it back first, and the next one takes it", async () => {
  const keys = createKeys(`t${randomUUID()}:`);
  const options = { url, keys, shards: 1, onError: () => undefined };
  const queue = openQueue(options);
  const redis = connect(url, "command", () => undefined);
  const inHand = () => redis.llen(`${keys.queue(0)}:events:active`);
  const seen: string[] = [];
  const open = (handle: () => Promise<void>) =>
    openConsumer({
      ...options,
      concurrency: 1,
      handle,
      onFailed: (error) => seen.push(error.message),
      command: redis,
      now: Date.now,
      steadyNow: () => performance.now(),
      onRenewed: () => undefined,
    });

  const first = open(async () => {
    await pause(1_500);
    throw new Error("the store refused");
  });
  await queue.add([{ ward: "phuong-mot", source: "s", acceptedAt: 1, events: [] }]);
  await expect.poll(inHand, { timeout: 10_000 }).toBe(1);
  await first.close();
  expect([seen, await inHand(), await queue.depth(), await queue.failed()]).toEqual([
    ["the store refused"],
    0,
    1,
    0,
  ]);

  const second = open(async () => void seen.push("done"));
  await expect.poll(() => queue.depth(), { timeout: 10_000 }).toBe(0);
  expect(seen).toEqual(["the store refused", "done"]);
  await second.close();
  await queue.close();
  redis.disconnect();
});
