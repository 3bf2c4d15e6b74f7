import { afterAll, beforeAll, expect, test } from "vitest";
import { expectExact } from "./exact.ts";
import { openStack, type Stack } from "./stack.ts";
import { inPieces, shuffled, story } from "./story.ts";
import { post } from "./talk.ts";
import { until } from "./until.ts";

const WARD = "ben-vung";
const KILLS = 100;
let stack: Stack;

beforeAll(async () => {
  stack = await openStack({ wards: [WARD] });
});
afterAll(() => stack.close());

test(
  `kill -9 of Redis right after a 202, ${KILLS} times: everything that was answered 202 is counted, once`,
  { timeout: 180_000 },
  async () => {
    const pieces = inPieces(shuffled(story(WARD, 500, Date.now()), 9), 25);
    expect(pieces.length).toBe(KILLS);
    let refused = 0;
    const began = Date.now();
    for (const piece of pieces) {
      await until("the door takes events", 20_000, async () => {
        const { status } = await post(stack, piece);
        if (status !== 202) refused += 1;
        return status === 202;
      });
      await stack.redis.kill();
      await stack.redis.start();
    }
    console.log(`${KILLS} kills of Redis in ${Date.now() - began} ms, ${refused} posts refused meanwhile`);
    await until("all counted", 30_000, async () => (await stack.queue.depth().catch(() => null)) === 0);
    await expectExact(stack, WARD, pieces.flat());
  },
);
