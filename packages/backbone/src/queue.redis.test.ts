import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { EventBatch } from "@nhip/contracts";
import { until } from "../../../tests/until.ts";
import { connect } from "./connection.ts";
import { openConsumer } from "./consumer.ts";
import { createKeys, type Keys } from "./keys.ts";
import { openQueue, type EventQueue } from "./queue.ts";
import { createSources } from "./sources.ts";

const url = process.env["TEST_REDIS_URL"] ?? "";
const nothing = () => undefined;
const batch = (ward: string): EventBatch => ({ ward, source: "test", acceptedAt: Date.now(), events: [] });
let keys: Keys;
let queue: EventQueue;
let command: ReturnType<typeof connect>;
let closing: (() => Promise<unknown>)[] = [];

beforeEach(() => {
  keys = createKeys(`t${randomUUID()}:`);
  queue = openQueue({ url, keys, shards: 1, onError: nothing });
  command = connect(url, "command", nothing);
  closing = [];
});
afterEach(async () => {
  for (const close of closing) await close();
  await queue.close();
  command.disconnect();
});

function consume(handle: (batch: EventBatch) => Promise<void>, concurrency: number): void {
  const consumer = openConsumer({
    url,
    keys,
    shards: 1,
    concurrency,
    handle,
    command,
    onError: nothing,
    onFailed: nothing,
    now: Date.now,
    steadyNow: () => performance.now(),
    onRenewed: nothing,
  });
  closing.push(() => consumer.close());
}
const oldest = async (): Promise<number | null | undefined> => (await queue.states())[0]?.oldestAt;

describe("how far counting is behind is the age of the oldest batch that is not committed", () => {
  test("nothing accepted: nothing is behind", async () => {
    expect(await queue.states()).toEqual([{ depth: 0, failed: 0, oldestAt: null }]);
  });

  test("Q13: waiting, in hand, and to be tried again count alike; when it is committed the next one is the oldest", async () => {
    const putAt = Date.now();
    await queue.add([batch("hong")]);
    await until("a tick of the clock", 1_000, () => Date.now() > putAt + 50);
    await queue.add([batch("cham")]);
    const first = await oldest();
    expect(first).toBeGreaterThanOrEqual(putAt);
    let broken = true;
    let tries = 0;
    let goOn: () => void = nothing;
    const held = new Promise<void>((resolve) => (goOn = resolve));
    consume(async ({ ward }) => {
      if (ward === "cham") return held;
      tries++;
      if (broken) throw new Error("not now");
    }, 2);
    await until("the first fails over and over", 10_000, () => tries >= 3);
    for (let n = 0; n < 5; n++) expect(await oldest()).toBe(first);
    broken = false;
    await until(
      "the second, which is in hand, is the oldest",
      10_000,
      async () => (await oldest()) !== first,
    );
    expect(await oldest()).toBeGreaterThan(first ?? 0);
    goOn();
    await until("nothing is behind", 10_000, async () => (await oldest()) === null);
  });

  test("the oldest is found behind a thousand younger ones, wherever a retry has put it", async () => {
    await queue.add([batch("a")]);
    const first = await oldest();
    await until("a tick of the clock", 1_000, () => Date.now() > (first ?? 0) + 5);
    await queue.add(Array.from({ length: 1_500 }, () => batch("a")));
    const list = `${keys.queue(0)}:events:wait`;
    const id = await command.rpop(list);
    await command.lpush(list, id ?? "");
    expect(await oldest()).toBe(first);
    expect((await queue.states())[0]?.depth).toBe(1_501);
  });
});

describe("sources", () => {
  test("batches counted out of turn never move a source back; days are kept newest first, ten of them", async () => {
    const sources = createSources(command, keys);
    const note = (at: number, day: string) =>
      sources.note("w", [{ source: "một cửa", at, eventTime: at, day }]);
    await note(2_000, "2026-11-25");
    await note(1_000, "2026-11-24");
    await note(3_000, "2026-11-25");
    expect(await sources.list("w")).toEqual([
      { source: "một cửa", lastAt: 3_000, lastEventTime: 3_000, days: ["2026-11-25"] },
    ]);
    for (let n = 1; n <= 12; n++) await note(3_000 + n, `2026-12-${String(n).padStart(2, "0")}`);
    const [mark] = await sources.list("w");
    expect(mark?.days).toHaveLength(10);
    expect(mark?.days[0]).toBe("2026-12-12");
  });

  test("a ward's sources are bounded, and those that are known go on", async () => {
    const sources = createSources(command, keys);
    const day = "2026-11-25";
    await sources.note(
      "w",
      Array.from({ length: 300 }, (_, n) => ({ source: `s${n}`, at: 1_000, eventTime: 1_000, day })),
    );
    await sources.note("w", [{ source: "s0", at: 5_000, eventTime: 5_000, day }]);
    const all = await sources.list("w");
    expect(all).toHaveLength(200);
    expect(all.find(({ source }) => source === "s0")?.lastAt).toBe(5_000);
  });
});
