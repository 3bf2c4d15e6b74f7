import { tmpdir } from "node:os";
import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, expect, test } from "vitest";
import {
  connect,
  createKeys,
  createWardStore,
  createWorkerSigns,
  openConsumer,
  openQueue,
} from "@nhip/backbone";
import type { EventBatch, WardEvent } from "@nhip/contracts";
import { silentLogger } from "@nhip/runtime";
import { startTcpProxy } from "../../../tests/tcp-proxy.ts";
import { startPrivateRedis } from "../../../tests/private-redis.ts";
import { pause, until } from "../../../tests/until.ts";
import { startWorker } from "./worker.ts";

const NO_LOG_MOVES = { DATA_DIR: tmpdir(), LOG_KEEP_DAYS: 0 };
const url = process.env["TEST_REDIS_URL"] ?? "";
const WARD = "thu";
/** Untaken for 6 s, looked at every second, on a machine shared by many. */
const HEALED_MS = 25_000;
const nothing = () => undefined;
let closing: (() => Promise<unknown>)[] = [];
let prefix = "";

beforeEach(() => {
  prefix = `t${randomUUID()}:`;
  closing = [];
});
afterEach(async () => {
  for (const close of closing.toReversed()) await close();
});

function batchOf(n: number): EventBatch {
  const now = Date.now();
  const event: WardEvent = { id: `e${n}`, type: "dossier.received", subject: `H-${n}`, time: now, data: {} };
  return { ward: WARD, source: "test", acceptedAt: now, events: [event] };
}

/** A consumer on the shared Redis whose batches take `takesMs`. */
function openOne(handle: () => Promise<void>, concurrency = 2) {
  const keys = createKeys(prefix);
  const command = connect(url, "command", nothing);
  const renewed: number[] = [];
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
    onRenewed: (shard) => renewed.push(shard),
  });
  const queue = openQueue({ url, keys, shards: 1, onError: nothing });
  closing.push(
    async () => command.disconnect(),
    () => queue.close(),
    () => consumer.close(),
  );
  return { consumer, queue, renewed };
}

test("Q4: a consumer that takes no batches while some wait is made anew, told of, and goes on", async () => {
  let done = 0;
  const { consumer, queue, renewed } = openOne(async () => void done++);
  await queue.add([batchOf(1)]);
  await until("it works", 10_000, () => done === 1);
  await consumer.workers()[0]?.pause(true);
  await queue.add([batchOf(2), batchOf(3)]);
  await until("all are done", HEALED_MS, () => done === 3);
  expect(renewed).toEqual([0]);
});

test(
  "Q4: one that is merely busy, and one with nothing to do, are left alone",
  { timeout: 60_000 },
  async () => {
    let done = 0;
    const slow = async (): Promise<void> => {
      await pause(9_000);
      done++;
    };
    const [busy, idle] = [openOne(slow, 1), openOne(slow, 1)];
    await busy.queue.add([batchOf(1)]);
    await until("the long batch is done", 30_000, () => done === 1);
    await pause(2_000);
    expect([...busy.renewed, ...idle.renewed]).toEqual([]);
  },
);

test(
  "Q4: all lines of a worker are open and dead (nobody is told): it takes new ones by itself and counts everything once",
  { timeout: 90_000 },
  async () => {
    const redis = await startPrivateRedis();
    const line = await startTcpProxy({ path: redis.url.slice("unix://".length) });
    const keys = createKeys(prefix);
    const command = connect(redis.url, "command", nothing);
    const queue = openQueue({ url: redis.url, keys, shards: 1, onError: nothing });
    const settings = { REDIS_URL: line.url, QUEUE_SHARDS: 1, WORKER_CONCURRENCY: 2, ...NO_LOG_MOVES };
    const stops = await startWorker({ settings, log: silentLogger(), now: Date.now, prefix });
    closing.push(
      () => redis.remove(),
      () => line.stop(),
      async () => command.disconnect(),
      () => queue.close(),
      async () => {
        for (const { stop } of stops) await stop();
      },
    );
    const store = createWardStore(command, keys);
    await queue.add([batchOf(1)]);
    await until("the first is counted", 10_000, async () => (await store.readRev(WARD)) === 1);
    expect(line.silence()).toBeGreaterThan(1);
    await queue.add([batchOf(2), batchOf(3)]);
    const tookMs = await until("all are counted", HEALED_MS, async () => (await store.readRev(WARD)) === 3);
    console.log(`Q4: counted ${tookMs} ms after every line went dead`);
    await until("nothing is left on the queue", 20_000, async () => (await queue.depth()) === 0);
    await until("its sign tells of it", 10_000, async () => {
      const [sign] = await createWorkerSigns(command, keys).list(Date.now(), 10_000);
      return sign !== undefined && sign.restarts > 0 && sign.restartedAt !== null;
    });
    expect(await store.readNewestEvents(WARD, 10)).toHaveLength(3);
  },
);

test("Q1: a handler that blocks the event loop is counted in the worker's sign", async () => {
  const keys = createKeys(prefix);
  const command = connect(url, "command", nothing);
  const queue = openQueue({ url, keys, shards: 1, onError: nothing });
  const stops = await startWorker({
    settings: { REDIS_URL: url, QUEUE_SHARDS: 1, WORKER_CONCURRENCY: 1, ...NO_LOG_MOVES },
    log: silentLogger(),
    now: Date.now,
    prefix,
    fold: (histories, events, rules) => {
      const until = performance.now() + 1_350;
      while (performance.now() < until);
      void [histories, events, rules];
      throw new Error("enough");
    },
  });
  closing.push(
    async () => command.disconnect(),
    () => queue.close(),
    async () => {
      for (const { stop } of stops) await stop();
    },
  );
  await queue.add([batchOf(1)]);
  // The worker blocks this process too, and a call of ours may be given up meanwhile.
  const stalls = () =>
    createWorkerSigns(command, keys)
      .list(Date.now(), 10_000)
      .then(
        ([sign]) => sign?.stalls ?? 0,
        () => 0,
      );
  await until("the stall is counted", 15_000, async () => (await stalls()) > 0);
  await until("the batch is done", 15_000, async () => (await queue.depth().catch(() => null)) === 0);
  expect(await stalls()).toBeGreaterThan(0);
});
