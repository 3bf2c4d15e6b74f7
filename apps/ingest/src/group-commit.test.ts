import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { EventBatch, WardEvent } from "@nhip/contracts";
import { createGroupCommit } from "./group-commit.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const event = (id: string): WardEvent => ({ id, type: "dossier.paid", subject: "h", time: 1, data: {} });
const group = (count: number, ward = "a", source = "s") => ({
  ward,
  source,
  events: Array.from({ length: count }, (_, n) => event(`${ward}${n}`)),
});

/** A store whose writes end when the test says so. */
function slowStore() {
  const adds: { batches: EventBatch[]; done: () => void; fail: (error: Error) => void }[] = [];
  const add = (batches: EventBatch[]) =>
    new Promise<void>((done, fail) => {
      adds.push({ batches, done, fail });
    });
  return { adds, sizes: () => adds.map(({ batches }) => batches.map(({ events }) => events.length)), add };
}

function settled(promise: Promise<unknown>) {
  const state = { is: "pending" };
  promise.then(
    () => (state.is = "done"),
    (error: Error) => (state.is = error.message),
  );
  return state;
}

test("small posts within 2 ms share a job; wards and sources do not", async () => {
  const store = slowStore();
  const commits = createGroupCommit({ add: store.add, now: () => 7 });
  const posts = [group(1), group(2), group(1, "b"), group(1, "a", "other"), group(1)].map((one) =>
    settled(commits.submit([one])),
  );
  expect(store.adds).toHaveLength(0);
  await vi.advanceTimersByTimeAsync(2);
  expect(store.sizes()).toEqual([[4, 1, 1]]);
  expect(store.adds[0]?.batches[0]).toMatchObject({ ward: "a", source: "s", acceptedAt: 7 });
  expect(posts.map(({ is }) => is)).toEqual(Array(5).fill("pending"));
  store.adds[0]?.done();
  await vi.advanceTimersByTimeAsync(0);
  expect(posts.map(({ is }) => is)).toEqual(Array(5).fill("done"));
  expect(commits.pending()).toBe(0);
});

test("what arrives while a write is under way waits for it, then goes together", async () => {
  const store = slowStore();
  const commits = createGroupCommit({ add: store.add, now: Date.now });
  const first = settled(commits.submit([group(500)]));
  const second = settled(commits.submit([group(1)]));
  const third = settled(commits.submit([group(1)]));
  await vi.advanceTimersByTimeAsync(50);
  expect(store.sizes()).toEqual([[500]]);
  store.adds[0]?.done();
  await vi.advanceTimersByTimeAsync(2);
  expect(store.sizes()).toEqual([[500], [2]]);
  expect([first.is, second.is, third.is]).toEqual(["done", "pending", "pending"]);
});

test("a caller with many jobs is done when the last is on disk, and nobody waits for all of them", async () => {
  const store = slowStore();
  const commits = createGroupCommit({ add: store.add, now: Date.now });
  const large = settled(commits.submit([group(12_000)]));
  const small = settled(commits.submit([group(1)]));
  expect(store.sizes()[0]).toHaveLength(20);
  store.adds[0]?.done();
  await vi.advanceTimersByTimeAsync(2);
  expect(store.sizes()[1]).toEqual([500, 500, 500, 500, 1]);
  expect(large.is).toBe("pending");
  store.adds[1]?.done();
  await vi.advanceTimersByTimeAsync(0);
  expect([large.is, small.is]).toEqual(["done", "done"]);
});

test("a failed write fails its callers, the rest of theirs is not tried, and others go on", async () => {
  const store = slowStore();
  const commits = createGroupCommit({ add: store.add, now: Date.now });
  const large = settled(commits.submit([group(12_000)]));
  const other = settled(commits.submit([group(1, "b")]));
  store.adds[0]?.fail(new Error("no"));
  await vi.advanceTimersByTimeAsync(2);
  expect(large.is).toBe("no");
  expect(store.sizes()[1]).toEqual([1]);
  store.adds[1]?.done();
  await vi.advanceTimersByTimeAsync(0);
  expect(other.is).toBe("done");
  expect(commits.pending()).toBe(0);
});

test("over 50,000 events in hand it is too busy", async () => {
  const store = slowStore();
  const commits = createGroupCommit({ add: store.add, now: Date.now });
  settled(commits.submit([group(50_000)]));
  await expect(commits.submit([group(1)])).rejects.toMatchObject({ code: "too-busy", retryAfterSeconds: 1 });
});

test("flush writes what waits without waiting for company", async () => {
  const add = vi.fn<(batches: EventBatch[]) => Promise<void>>(async () => undefined);
  const commits = createGroupCommit({ add, now: Date.now });
  const post = settled(commits.submit([group(1)]));
  await commits.flush();
  expect(post.is).toBe("done");
  expect(add).toHaveBeenCalledOnce();
});
