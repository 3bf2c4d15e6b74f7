import { once } from "node:events";
import { createConnection } from "node:net";
import { connect, type Redis } from "@nhip/backbone";
import { afterAll, beforeAll, expect, test } from "vitest";
import { pause, until } from "../tests/until.ts";
import { openProxy, type Proxy } from "./proxy.ts";

const COUNT = "return redis.call('INCR', KEYS[1])";
let redis: Redis;
let proxy: Proxy;
let sha = "";

beforeAll(async () => {
  const url = process.env["TEST_REDIS_URL"] ?? "";
  redis = connect(url, "command", () => undefined);
  sha = String(await redis.call("SCRIPT", "LOAD", COUNT));
  proxy = await openProxy(url);
});
afterAll(async () => {
  await proxy.close();
  redis.disconnect();
});

/** A client without a mind of its own: it sends once, and keeps what it hears. */
async function openClient(key: string) {
  const line = createConnection(Number(new URL(proxy.url).port), "127.0.0.1");
  let heard = "";
  line.on("data", (chunk: Buffer) => (heard += chunk.toString()));
  line.on("error", () => undefined);
  await once(line, "connect");
  const parts = ["EVALSHA", sha, "1", key];
  const command = `*${parts.length}\r\n${parts.map((part) => `$${part.length}\r\n${part}\r\n`).join("")}`;
  return {
    run: () => line.write(command),
    heard: () => heard,
    ended: () => line.destroyed,
    close: () => line.destroy(),
  };
}
const counted = async (key: string): Promise<number> => Number((await redis.get(key)) ?? 0);

test("without a fault it passes everything on", async () => {
  const client = await openClient("proxy:plain");
  client.run();
  await until("a reply", 5_000, () => client.heard() !== "");
  expect(client.heard()).toBe(":1\r\n");
  client.close();
});

test.each([
  { place: "before", runs: 0 },
  { place: "torn", runs: 0 },
  { place: "after", runs: 1 },
] as const)(
  "a cut $place the command: Redis has run it $runs times, and no reply is heard",
  async ({ place, runs }) => {
    const key = `proxy:${place}`;
    const client = await openClient(key);
    const cut = proxy.cut(place, 1);
    client.run();
    expect(await cut).toBe(1);
    await until("the connection is cut", 5_000, client.ended);
    await pause(100);
    expect([await counted(key), client.heard()]).toEqual([runs, ""]);
  },
);

test("withheld replies: Redis has run it, no reply is heard, and the connection is cut in the end", async () => {
  const client = await openClient("proxy:hush");
  const hushed = proxy.hush(300);
  client.run();
  expect(await hushed).toBe(1);
  await until("the connection is cut", 5_000, client.ended);
  expect([await counted("proxy:hush"), client.heard()]).toEqual([1, ""]);
});

test("latency keeps the order of what is sent, also when it ends in the middle", async () => {
  const client = await openClient("proxy:slow");
  const slow = proxy.slow(120, 200);
  for (let n = 0; n < 8; n++) {
    client.run();
    await pause(40);
  }
  await slow;
  const replies = Array.from({ length: 8 }, (_, n) => `:${n + 1}\r\n`).join("");
  await until("all replies", 5_000, () => client.heard().length === replies.length);
  expect(client.heard()).toBe(replies);
  client.close();
});
