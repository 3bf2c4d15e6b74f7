import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { asWardEvent } from "./as-ward-event.ts";
import { loggedEvents, storedBuckets, undisturbed } from "./counted.ts";
import { openDisplay } from "./display.ts";
import { SOURCE, openStack, type Stack } from "./stack.ts";
import { inPieces, story } from "./story.ts";
import { until } from "./until.ts";

const WARDS = ["phuong-mot", "phuong-hai", "phuong-ba", "phuong-bon"] as const;
const LONG = { timeout: 120_000 };
const MB = 1024 ** 2;
/** A batch of 500 events is some 60 KB of JSON, and as much again in the worker's hands. */
const MAX_WORKER_BYTES = 300 * MB;
let stack: Stack;

beforeAll(async () => {
  stack = await openStack({ wards: WARDS });
});
afterAll(() => stack.close());

const wireOf = (ward: string) => story(ward, 3_000, Date.parse("2026-11-20T12:00:00+07:00"));
/** 60,000 events of four wards, as the door would queue them. */
const backlog = () =>
  WARDS.flatMap((ward) =>
    inPieces(wireOf(ward), 500).map((piece) => ({
      ward,
      source: SOURCE,
      acceptedAt: Date.now(),
      events: piece.map(asWardEvent).map((event) => ({ ...event, id: `${SOURCE}\t${event.id}` })),
    })),
  );
/** A few at a time, as a door does. */
async function addAll(jobs: ReturnType<typeof backlog>): Promise<void> {
  for (const some of inPieces(jobs, 10)) await stack.queue.add(some);
}
const memoryOfRedis = async (): Promise<number> =>
  Number(/^used_memory:(\d+)/m.exec(await stack.admin.info("memory"))?.[1]);
const keysOfQueue = async (): Promise<number> => (await stack.admin.keys("{q[0-9]*")).length;
/** The most that a process ever held, where the system tells. */
function peakOf(pid: number): number {
  return Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) * 1024;
}

test(
  "Q13: 60,000 events that piled up drain steadily, memory stays bounded, and screens are told how far behind they are",
  LONG,
  async () => {
    await stack.part("worker").stop();
    const screen = openDisplay(stack.liveUrl, () => stack.readKey);
    const behindMs = (): number | undefined => screen.pulse.value?.behindMs;
    const jobs = backlog();
    const began = Date.now();
    await addAll(jobs);
    expect(await stack.queue.depth()).toBe(jobs.length);
    await until("screens are told that they are behind", 15_000, () => (behindMs() ?? 0) > 2_000);
    expect(behindMs()).toBeLessThan(Date.now() - began + 1_000);

    stack.start("worker");
    const depths: number[] = [];
    await until("all counted", 90_000, async () => {
      const depth = await stack.queue.depth();
      depths.push(depth);
      return depth === 0;
    });
    const tookMs = Date.now() - began;
    // Never more than before, and it does not stand still on its way down.
    expect(depths.toSorted((a, b) => b - a)).toEqual(depths);
    expect(new Set(depths).size).toBeGreaterThan(10);
    const peak = peakOf(stack.part("worker").pid);
    console.log(
      `Q13: ${jobs.length} batches gone ${tookMs} ms after the first, worker ${(peak / MB).toFixed(0)} MB`,
    );
    expect(peak).toBeLessThan(MAX_WORKER_BYTES);
    for (const ward of WARDS) {
      const events = wireOf(ward).map(asWardEvent);
      expect((await loggedEvents(stack, ward)).length).toBe(events.length);
      expect(await storedBuckets(stack, ward)).toEqual(undisturbed(events));
    }
    await until("screens are told that they are not behind", 15_000, () => behindMs() === 0);
    screen.stop();
  },
);

test(
  "Q7: the same 60,000 events again leave nothing behind: memory follows what is kept, not what was done",
  LONG,
  async () => {
    const before = { memory: await memoryOfRedis(), keys: await keysOfQueue() };
    const jobs = backlog();
    const bytes = JSON.stringify(jobs).length;
    await addAll(jobs);
    await until("all counted", 90_000, async () => (await stack.queue.depth()) === 0);
    const after = { memory: await memoryOfRedis(), keys: await keysOfQueue() };
    console.log(
      `Q7: ${(bytes / MB).toFixed(1)} MB of batches, Redis grew by ${((after.memory - before.memory) / MB).toFixed(2)} MB`,
    );
    expect(after.keys).toBe(before.keys);
    expect(after.memory - before.memory).toBeLessThan(bytes / 10);
  },
);
