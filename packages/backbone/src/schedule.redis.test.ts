import { randomUUID } from "node:crypto";
import { Queue } from "bullmq";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { connect, type Redis } from "./connection.ts";
import { createKeys, type Keys } from "./keys.ts";
import { openSchedule } from "./schedule.ts";

const url = process.env["TEST_REDIS_URL"] ?? "";
const EVERY_SECOND = "* * * * * *";
const HALF_PAST_SEVEN = "0 30 7 * * *";
let keys: Keys;
let redis: Redis;
let queue: Queue;
let open: { close: () => Promise<void> }[] = [];

beforeEach(() => {
  keys = createKeys(`schedule-${randomUUID().slice(0, 8)}:`);
  redis = connect(url, "blocking", () => undefined);
  queue = new Queue("upkeep", { connection: redis, prefix: keys.queue("upkeep") });
});
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
  await queue.close();
  redis.disconnect();
});

async function start(pattern: string, run: () => Promise<void>, firstAfterMs = 3_600_000) {
  const schedule = openSchedule({
    url,
    keys,
    tasks: [{ name: "verify", pattern, run }],
    firstAfterMs,
    now: Date.now,
    onError: () => undefined,
  });
  open.push(schedule);
  await schedule.ready;
  return schedule;
}
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe("Q11: workers restarted ten times", () => {
  test("one schedule a task, and a time passes once however many processes wait for it", async () => {
    const runs: number[] = [];
    const run = async () => void runs.push(Math.floor(Date.now() / 1_000));
    for (let n = 0; n < 10; n++) await (await start(EVERY_SECOND, run)).close();
    open = [];
    for (let n = 0; n < 3; n++) await start(EVERY_SECOND, run);
    expect(await queue.getJobSchedulersCount()).toBe(1);
    await pause(3_500);
    expect(runs.length).toBeGreaterThanOrEqual(2);
    expect(new Set(runs).size).toBe(runs.length);
  });
});

describe("Q12: a task due at 07:30 in Hanoi", () => {
  test("is due at 07:30 there, whatever the clock of the machine", async () => {
    await start(HALF_PAST_SEVEN, async () => undefined);
    const { next } = (await queue.getJobScheduler("verify")) ?? {};
    const shown = new Date(next ?? 0).toLocaleTimeString("en-GB", { timeZone: "Asia/Ho_Chi_Minh" });
    expect(shown).toBe("07:30:00");
    expect(next).toBeGreaterThan(Date.now());
  });

  test("a time that passed while nobody ran is made up once, by one of all who start", async () => {
    let runs = 0;
    await (await start(EVERY_SECOND, async () => undefined)).close();
    open = [];
    await pause(1_500);
    await Promise.all(Array.from({ length: 4 }, () => start(HALF_PAST_SEVEN, async () => void (runs += 1))));
    await pause(1_500);
    expect(runs).toBe(1);
    for (const one of open.splice(0)) await one.close();
    await start(HALF_PAST_SEVEN, async () => void (runs += 1));
    await pause(700);
    expect(runs).toBe(1);
  });

  test("a task that never ran runs soon after the first start", async () => {
    let runs = 0;
    await start(HALF_PAST_SEVEN, async () => void (runs += 1), 100);
    await pause(1_200);
    expect(runs).toBe(1);
  });
});
