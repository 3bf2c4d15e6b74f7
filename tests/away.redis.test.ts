import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { expectExact, expectSound } from "./exact.ts";
import { openStack, statusOf, type Stack } from "./stack.ts";
import { inPieces, shuffled, story } from "./story.ts";
import { post, type Answer } from "./talk.ts";
import { sendPieces } from "./traffic.ts";
import { pause, until } from "./until.ts";

const WARDS = ["dung", "chet", "bat-dau"] as const;
const LONG = { timeout: 120_000 };
/** The bodies of the posts that are refused while it is watched come to 90 MB and more. */
const MAX_GROWTH_BYTES = 32 * 1024 ** 2;
let stack: Stack;

beforeAll(async () => {
  stack = await openStack({ wards: WARDS });
});
afterAll(() => stack.close());

function expectRefusal({ status, retryAfter, ms, body }: Answer): void {
  expect({ status, code: body.code, retryAfter }).toEqual({
    status: 503,
    code: "store-away",
    retryAfter: "2",
  });
  expect(ms).toBeLessThan(2_000);
}

async function memoryOfIngest(): Promise<number> {
  const text = await (await fetch(`${stack.ingestUrl}/metrics`)).text();
  return Number(/^process_resident_memory_bytes (\S+)/m.exec(text)?.[1]);
}

/** Posts it 200 times, 20 at a time, and sees each refused. */
async function seeRefused(body: string): Promise<void> {
  for (let round = 0; round < 10; round++) {
    const answers = await Promise.all(Array.from({ length: 20 }, () => post(stack, body)));
    for (const answer of answers) expectRefusal(answer);
  }
}

describe.each([
  {
    how: "SIGSTOP",
    ward: "dung",
    forMs: 10_000,
    stop: async () => stack.redis.pause(),
    back: async () => stack.redis.resume(),
  },
  {
    how: "SIGKILL",
    ward: "chet",
    forMs: 4_000,
    stop: () => stack.redis.kill(),
    back: () => stack.redis.start(),
  },
])("A6, F1, F2, Q3, Q5: Redis away by $how", ({ how, ward, forMs, stop, back }) => {
  test(
    "posts are refused within 2 s, nothing piles up, and all goes on by itself within 10 s of the return",
    LONG,
    async () => {
      const events = story(ward, 2_400, Date.now());
      const [before = [], ...during] = inPieces(shuffled(events, 11), 2_000);
      const traffic = await sendPieces(stack, inPieces(before, 250), 4);
      expect(traffic.unanswered).toEqual([]);

      const awayAt = Date.now();
      await stop();
      const first = await sendPieces(stack, inPieces(during.flat(), 50), 20, traffic);
      const refused = first.answers.slice(inPieces(before, 250).length);
      expect(refused.length).toBe(200);
      for (const answer of refused) expectRefusal(answer);
      const heavy = JSON.stringify(events.slice(0, 1_000));
      await seeRefused(heavy);
      const base = await memoryOfIngest();
      await seeRefused(heavy);
      await seeRefused(heavy);
      const growth = (await memoryOfIngest()) - base;
      expect(growth).toBeLessThan(MAX_GROWTH_BYTES);
      const red = await Promise.all([
        statusOf(`${stack.ingestUrl}/readyz`),
        statusOf(`${stack.liveUrl}/readyz`),
      ]);
      expect(red).toEqual([503, 503]);
      expect(await statusOf(`${stack.ingestUrl}/healthz`)).toBe(200);
      await pause(Math.max(0, forMs - (Date.now() - awayAt)));

      await back();
      const backAt = Date.now();
      const again = story(ward, 1, Date.now(), "again");
      await until("the door takes events", 10_000, async () => (await post(stack, again)).status === 202);
      const taken = Date.now() - backAt;
      traffic.accepted.push(...again);
      await until(
        "all counted",
        10_000 - taken,
        async () => (await stack.queue.depth().catch(() => null)) === 0,
      );
      const slowest = Math.max(...refused.map(({ ms }) => ms));
      console.log(
        `A6 ${how}: slowest 503 ${slowest} ms, growth ${(growth / 1e6).toFixed(1)} MB, 202 after ${taken} ms, counted after ${Date.now() - backAt} ms`,
      );
      await until(
        "both are ready",
        10_000,
        async () =>
          (await statusOf(`${stack.ingestUrl}/readyz`)) === 200 &&
          (await statusOf(`${stack.liveUrl}/readyz`)) === 200,
      );
      await expectSound(stack, ward, traffic.sent(), traffic.accepted);

      const resent = await sendPieces(stack, inPieces(traffic.unanswered, 500), 2);
      expect(resent.unanswered).toEqual([]);
      await until("all counted", 15_000, async () => (await stack.queue.depth().catch(() => null)) === 0);
      await expectExact(stack, ward, [...events, ...again]);
    },
  );
});

test(
  "A6, Q5: everything started while Redis is away answers 503, and works when Redis comes",
  LONG,
  async () => {
    const ward = "bat-dau";
    const events = story(ward, 20, Date.now());
    await stack.redis.kill();
    for (const name of ["ingest", "worker", "live"] as const) {
      await stack.kill(name);
      stack.start(name);
    }
    await until("ingest listens", 15_000, async () => (await statusOf(`${stack.ingestUrl}/healthz`)) === 200);
    for (let n = 0; n < 5; n++) expectRefusal(await post(stack, events));
    await stack.redis.start();
    await until("the door takes events", 10_000, async () => (await post(stack, events)).status === 202);
    await until("all counted", 10_000, async () => (await stack.queue.depth().catch(() => null)) === 0);
    await stack.ready("live");
    expect(await statusOf(`${stack.ingestUrl}/readyz`)).toBe(200);
    await expectExact(stack, ward, events);
  },
);
