import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { expectExact } from "./exact.ts";
import { openStack, type Stack } from "./stack.ts";
import { story } from "./story.ts";
import { post } from "./talk.ts";
import { until } from "./until.ts";

const WARDS = ["lau-hon-khoa", "het-luot", "dung-giua-chung", "dung-khi-hong"] as const;
const LONG = { timeout: 60_000 };
let stack: Stack;

beforeAll(async () => {
  stack = await openStack({ wards: WARDS });
});
afterAll(() => stack.close());

/** Instead of the worker that runs, one that blocks its process in the middle of a batch. */
async function startSlow(name: "worker" | "worker-2", env: NodeJS.ProcessEnv): Promise<void> {
  const program = fileURLToPath(new URL("slow-worker.ts", import.meta.url));
  stack.start(name, { args: ["--import", "tsx", program], env });
}
const inHand = async (): Promise<number> => {
  const lists = [0, 1, 2, 3].map((shard) => stack.admin.llen(`${stack.keys.queue(shard)}:events:active`));
  return (await Promise.all(lists)).reduce((sum, n) => sum + n, 0);
};
const drained = (limitMs: number): Promise<number> =>
  until("all counted", limitMs, async () => (await stack.queue.depth()) === 0);
async function metric(name: string): Promise<number> {
  const text = await (await fetch(`${stack.liveUrl}/metrics`)).text();
  return [...text.matchAll(new RegExp(`^${name}(?:\\{[^}]*\\})? (\\S+)$`, "gm"))]
    .map(([, value]) => Number(value))
    .reduce((sum, value) => sum + value, 0);
}
/** Posts a batch in which a slow worker blocks; resolves with its events when it is in hand. */
async function giveWork(ward: string) {
  const events = story(ward, 20, Date.now(), "cham");
  expect((await post(stack, events)).status).toBe(202);
  await until("the batch is in hand", 20_000, async () => (await inHand()) === 1);
  return events;
}

test(
  "Q1: a batch taken over from a worker that blocks for longer than its lock counts once, and the stall is counted",
  LONG,
  async () => {
    await stack.part("worker").stop();
    await startSlow("worker", { BLOCK_MS: "9000" });
    const events = await giveWork(WARDS[0]);
    const before = await metric("nhip_worker_stalled_batches_total");
    stack.start("worker-2");
    const tookMs = await until(
      "another has counted it",
      9_000,
      async () => (await stack.store.readRev(WARDS[0])) > 0,
    );
    await drained(20_000);
    await expect.poll(() => metric("nhip_worker_stalled_batches_total"), { timeout: 5_000 }).toBe(before + 1);
    console.log(`Q1: taken over and counted after ${tookMs} ms`);
    // The first one wakes up and finishes too: that changes nothing.
    await until("it takes its stop", 20_000, async () => {
      const rev = await stack.store.readRev(WARDS[0]);
      return rev === 1 && /stalled|lock/i.test(stack.part("worker").output());
    });
    await expectExact(stack, WARDS[0], events);
    await stack.part("worker-2").stop();
    await stack.part("worker").stop();
  },
);

test(
  "Q2: a batch that stalls with no take-over left is set aside whole, is seen, and counts when it is played again",
  LONG,
  async () => {
    await startSlow("worker", { BLOCK_MS: "60000", MAX_STALLED: "0" });
    const events = await giveWork(WARDS[1]);
    await startSlow("worker-2", { MAX_STALLED: "0" });
    await until("it is given up", 15_000, async () => (await stack.queue.failed()) === 1);
    await stack.kill("worker");
    expect([await stack.store.readRev(WARDS[1]), await inHand()]).toEqual([0, 0]);
    expect(await metric("nhip_queue_failed_batches")).toBe(1);
    await stack.queue.retryFailed();
    await drained(10_000);
    expect(await stack.queue.failed()).toBe(0);
    await expectExact(stack, WARDS[1], events);
    await stack.part("worker-2").stop();
  },
);

test.each([
  { say: "ends well", ward: WARDS[2], env: {} },
  { say: "fails", ward: WARDS[3], env: { THROWS: "1" } },
])(
  "Q10: SIGTERM during a long batch that $say: it ends in time, nothing stays in hand, all counts",
  LONG,
  async ({ ward, env }) => {
    await startSlow("worker", { BLOCK_MS: "2500", ...env });
    const events = await giveWork(ward);
    const began = Date.now();
    stack.part("worker").signal("SIGTERM");
    expect(await stack.part("worker").ended).toBe(0);
    // The process gives itself 5 s for an orderly end.
    expect(Date.now() - began).toBeLessThan(5_000);
    expect([await inHand(), await stack.queue.depth(), await stack.queue.failed()]).toEqual([0, 0, 0]);
    await expectExact(stack, ward, events);
  },
);
