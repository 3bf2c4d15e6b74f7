import { expect, test } from "vitest";
import { AppError, type EventBatch, type WardEvent } from "@nhip/contracts";
import { settleOrIsolate } from "./isolate.ts";

const event = (n: number): WardEvent => ({
  id: `e${n}`,
  type: "dossier.rated",
  subject: "H64-1",
  time: n,
  data: {},
});
const batch: EventBatch = {
  ward: "w",
  source: "s",
  acceptedAt: 0,
  events: Array.from({ length: 9 }, (_, n) => event(n)),
};
const failOn = (bad: string, settled: string[]) => async (part: EventBatch) => {
  if (part.events.some(({ id }) => id === bad)) throw new AppError("poison");
  settled.push(...part.events.map(({ id }) => id));
};

test("the one at fault is set aside, all others are settled", async () => {
  const settled: string[] = [];
  const aside: string[] = [];
  await settleOrIsolate(batch, failOn("e4", settled), async ({ id }) => void aside.push(id));
  expect([settled.length, aside]).toEqual([8, ["e4"]]);
});

test("a quarantine that is full holds up the batch, but not the good events in it", async () => {
  const settled: string[] = [];
  const full = async () => Promise.reject(new AppError("too-busy"));
  await expect(settleOrIsolate(batch, failOn("e0", settled), full)).rejects.toThrow("too-busy");
  expect(settled).toHaveLength(8);
});

test("the store's errors pass through untouched", async () => {
  const away = async () => Promise.reject(new Error("store away"));
  await expect(settleOrIsolate(batch, away, async () => undefined)).rejects.toThrow("store away");
});
