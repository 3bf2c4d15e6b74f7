import type { WireEvent } from "@nhip/sample";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { expectExact, expectSound } from "./exact.ts";
import { openStack, type Stack } from "./stack.ts";
import { inPieces, shuffled, story } from "./story.ts";
import { post, readKpis } from "./talk.ts";
import { newTraffic, sendPieces } from "./traffic.ts";
import { until } from "./until.ts";

const WARDS = ["mot-nguoi", "hai-nguoi", "cua-nhan", "man-hinh", "kho"] as const;
const QUICK = { timeout: 90_000 };
let stack: Stack;

beforeAll(async () => {
  stack = await openStack({ wards: WARDS });
});
afterAll(() => stack.close());

/** Resolves when nothing waits or is being worked on. */
const drained = (what: string, limitMs: number): Promise<number> =>
  until(what, limitMs, async () => (await stack.queue.depth().catch(() => null)) === 0);

/** Batches that a worker has taken and not finished. */
async function batchesInHand(): Promise<number> {
  const lists = [0, 1, 2, 3].map((shard) => stack.admin.llen(`${stack.keys.queue(shard)}:events:active`));
  return (await Promise.all(lists)).reduce((sum, n) => sum + n, 0);
}

/** Workers that have left a sign of life. */
async function workersUp(): Promise<number> {
  const { parts } = (await (await fetch(`${stack.liveUrl}/readyz`)).json()) as {
    parts: { workers: unknown[] };
  };
  return parts.workers.length;
}

describe("A5, F3: 10,000 events, shuffled, some of them twice, and kill -9 of a worker in the middle", () => {
  test.each([
    { ward: "mot-nguoi", others: 0, say: "the only worker, started again at once" },
    { ward: "hai-nguoi", others: 1, say: "one of two" },
  ])("$say: counters equal an undisturbed run within 15 s of the kill", QUICK, async ({ ward, others }) => {
    const events = story(ward, 2_000, Date.now());
    expect(events.length).toBe(10_000);
    const [first = [], ...rest] = inPieces(
      inPieces(shuffled([...events, ...events.slice(0, 1_500)], 7), 500),
      12,
    );
    const workers = others === 0 ? (["worker"] as const) : (["worker", "worker-2"] as const);
    if (others > 0) stack.start("worker-2");
    await until("all workers are up", 20_000, async () => (await workersUp()) === workers.length);

    for (const name of workers) stack.part(name).signal("SIGSTOP");
    const traffic = await sendPieces(stack, first, 4);
    for (const name of workers) stack.part(name).signal("SIGCONT");
    const more = sendPieces(stack, rest.flat(), 2, traffic);
    while ((await stack.store.readRev(ward)) < 3);
    await stack.kill("worker");
    const killedAt = Date.now();
    expect(await batchesInHand()).toBeGreaterThanOrEqual(2);
    if (others === 0) stack.start("worker");

    await more;
    expect(traffic.unanswered).toEqual([]);
    await drained("all counted", 15_000 - (Date.now() - killedAt));
    console.log(`A5 ${ward}: all counted ${Date.now() - killedAt} ms after the kill`);
    await expectExact(stack, ward, events);
    if (others === 0) return;
    stack.start("worker");
    await stack.part("worker-2").stop();
  });
});

test(
  "F3: kill -9 of ingest in the middle of traffic: what was answered 202 is there, and all of it after sending again",
  QUICK,
  async () => {
    const ward = "cua-nhan";
    const events = story(ward, 800, Date.now());
    const traffic = newTraffic();
    const done = sendPieces(stack, inPieces(shuffled(events, 3), 50), 4, traffic);
    for (const answers of [10, 30]) {
      await until("some are answered", 20_000, () => traffic.answers.length >= answers);
      await stack.kill("ingest");
      stack.start("ingest");
      await stack.ready("ingest");
    }
    await done;
    await drained("all counted", 15_000);
    expect(traffic.accepted.length).toBeGreaterThan(0);
    expect(traffic.unanswered.length).toBeGreaterThan(0);
    await expectSound(stack, ward, traffic.sent(), traffic.accepted);

    const again = await sendPieces(stack, inPieces(traffic.unanswered, 200), 2);
    expect(again.unanswered).toEqual([]);
    await drained("all counted", 15_000);
    await expectExact(stack, ward, events);
  },
);

test(
  "F3: kill -9 of live in the middle of traffic: its figures are those of the counters when it is back",
  QUICK,
  async () => {
    const ward = "man-hinh";
    const events = story(ward, 1_600, Date.now());
    await readKpis(stack, ward, "year");
    const traffic = newTraffic();
    const done = sendPieces(stack, inPieces(shuffled(events, 4), 50), 3, traffic);
    for (const answers of [20, 60]) {
      await until("some are answered", 20_000, () => traffic.answers.length >= answers);
      await stack.kill("live");
      stack.start("live");
      await stack.ready("live");
      await readKpis(stack, ward, "year");
    }
    await done;
    expect(traffic.unanswered).toEqual([]);
    await drained("all counted", 15_000);
    await expectExact(stack, ward, events);
  },
);

test(
  "F3: kill -9 of Redis right after a 202, five times: everything answered 202 is counted",
  QUICK,
  async () => {
    const ward = "kho";
    const events = story(ward, 500, Date.now());
    const accepted: WireEvent[] = [];
    for (const piece of inPieces(shuffled(events, 5), 500)) {
      await until("the door takes events", 10_000, async () => (await post(stack, piece)).status === 202);
      await stack.redis.kill();
      accepted.push(...piece);
      await stack.redis.start();
    }
    expect(accepted.length).toBe(events.length);
    const tookMs = await drained("all counted", 15_000);
    console.log(`five kills of Redis: all counted ${tookMs} ms after the last return`);
    await expectExact(stack, ward, events);
  },
);
