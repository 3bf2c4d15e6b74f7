import { afterAll, beforeAll, expect, test } from "vitest";
import { expectExact } from "./exact.ts";
import { openStack, statusOf, type Stack } from "./stack.ts";
import { inPieces, story } from "./story.ts";
import { post } from "./talk.ts";
import { sendPieces } from "./traffic.ts";
import { pause, until } from "./until.ts";

const WARD = "chi-doc";
let stack: Stack;

beforeAll(async () => {
  stack = await openStack({ wards: [WARD] });
});
afterAll(() => stack.close());

const readiness = () => Promise.all([stack.ingestUrl, stack.liveUrl].map((url) => statusOf(`${url}/readyz`)));

test(
  "R2: the store turns read-only in the middle of traffic and back: health red, then green, and nothing accepted is lost",
  { timeout: 120_000 },
  async () => {
    const events = story(WARD, 800, Date.now());
    const pieces = inPieces(events, 100);
    const traffic = await sendPieces(stack, pieces.slice(0, 20), 4);
    await stack.admin.call("REPLICAOF", "127.0.0.1", "1");
    await sendPieces(stack, pieces.slice(20, 30), 4, traffic);
    await until("both are red", 10_000, async () => (await readiness()).every((status) => status === 503));
    expect(await post(stack, pieces[30])).toMatchObject({ status: 503, body: { code: "store-away" } });
    await pause(3_000);
    await stack.admin.call("REPLICAOF", "NO", "ONE");
    await until("both are green", 10_000, async () => (await readiness()).every((status) => status === 200));
    await sendPieces(
      stack,
      [...pieces.slice(30), ...inPieces(traffic.unanswered.splice(0), 100)],
      4,
      traffic,
    );
    expect(traffic.unanswered).toEqual([]);
    await until("all are counted", 20_000, async () => (await stack.queue.depth().catch(() => null)) === 0);
    await expectExact(stack, WARD, events);
  },
);
