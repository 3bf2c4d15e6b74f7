import { fileURLToPath } from "node:url";
import { createQuarantine, openQueue } from "@nhip/backbone";
import type { KeptEntry } from "@nhip/contracts";
import { createMending } from "@nhip/intake";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bareEnvironment, openStack, type Stack } from "./stack.ts";
import { startNode } from "./child.ts";
import { figure, post, readKpis } from "./talk.ts";
import { until } from "./until.ts";
import { fetchAs } from "./sign-in.ts";

const WARDS = ["mot-lan", "bang-lenh", "day-kho"] as const;
const RECEIVED = "dossiers.received";
let stack: Stack;
let quarantine: ReturnType<typeof createQuarantine>;

beforeAll(async () => {
  stack = await openStack({ wards: WARDS });
  quarantine = createQuarantine(stack.admin, stack.keys);
});
afterAll(() => stack.close());

const received = (ward: string, n: number, more: object = {}) => ({
  id: `m${n}`,
  type: "dossier.received",
  ward,
  subject: `H64-M-${n}`,
  time: "2022-12-05T08:12:00+07:00",
  ...more,
});
async function refused(ward: string, event: object): Promise<KeptEntry> {
  const before = new Set((await quarantine.list(ward)).map(({ key }) => key));
  const { body } = await post(stack, [event]);
  expect(body.rejected).toHaveLength(1);
  const found = (await quarantine.list(ward)).find(({ key }) => !before.has(key));
  if (!found) throw new Error("nothing new in quarantine");
  return found;
}
const counted = (): Promise<number> =>
  until("all counted", 20_000, async () => (await stack.queue.depth()) === 0);
const receivedIn = async (ward: string) => figure(await readKpis(stack, ward, "2022"), RECEIVED);

/** The command line, as a clerk's administrator calls it. */
async function nhip(...args: string[]): Promise<{ code: unknown; said: Record<string, unknown> }> {
  const entry = fileURLToPath(new URL("../apps/nhip/dist/main.js", import.meta.url));
  const env = { ...bareEnvironment(), REDIS_URL: stack.redis.url, QUEUE_SHARDS: "4" };
  const child = startNode([entry, "quarantine", ...args, "--json"], env);
  const code = await child.ended;
  const text = child.output().trim();
  return { code, said: text.startsWith("{") ? JSON.parse(text) : { text } };
}

test("whoever dies between sending and taking out leaves an entry that can be sent again, and it counts once", async () => {
  const [ward] = WARDS;
  const { id: _id, ...nameless } = received(ward, 1);
  const entries = [
    await refused(ward, received(ward, 2, { time: "hôm qua" })),
    await refused(ward, nameless),
  ];
  const queue = openQueue({ url: stack.redis.url, keys: stack.keys, shards: 4, onError: () => undefined });
  const dead = createMending({
    quarantine: { ...quarantine, settleEntry: () => Promise.reject(new Error("killed")) },
    add: queue.add,
    now: Date.now,
    by: "test",
  });
  const events = [received(ward, 2), nameless];
  for (const [n, { key }] of entries.entries())
    await expect(dead.send(ward, key, events[n])).rejects.toThrow("killed");
  await queue.close();
  await counted();
  expect(await receivedIn(ward)).toBe(2);
  expect(await quarantine.count(ward)).toBe(2);

  for (const [n, { key }] of entries.entries()) {
    const answer = await fetchAs(`${stack.liveUrl}/api/v1/wards/${ward}/quarantine/${key}/send`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ event: { ...events[n], data: { field: "dat-dai" } } }),
    });
    expect(answer.status).toBe(200);
  }
  // The source has mended its own line meanwhile, and sends it as well.
  await post(stack, [received(ward, 2)]);
  await counted();
  expect(await receivedIn(ward)).toBe(2);
  expect(await quarantine.count(ward)).toBe(0);
  expect(await quarantine.history(ward, { limit: 5 })).toMatchObject({ mended: 2 });
});

test("by command: list, send with a value set, send all, set aside, and what was done", async () => {
  const [, ward] = WARDS;
  const first = await refused(ward, received(ward, 1, { data: { dueAt: "thứ Ba" } }));
  const second = await refused(ward, received(ward, 2, { subject: "" }));
  expect(await nhip("list", "--ward", ward, "--code", "invalid-time")).toMatchObject({
    code: 0,
    said: { count: 2, total: 1, entries: [{ key: first.key, path: "data.dueAt" }] },
  });
  expect(await nhip("send", first.key, "--ward", ward)).toMatchObject({
    code: 1,
    said: { code: "nothing-valid", issues: [{ path: "data.dueAt" }] },
  });
  expect(
    await nhip("send", first.key, "--ward", ward, "--set", "data.dueAt=2022-12-06T17:00:00+07:00"),
  ).toMatchObject({ code: 0, said: { key: first.key, event: "mot-cua\tm1" } });
  await counted();
  expect(await receivedIn(ward)).toBe(1);
  expect(await nhip("send", "--all", "--code", "missing", "--ward", ward)).toEqual({
    code: 1,
    said: { done: 0, refused: 1 },
  });
  expect((await nhip("dismiss", second.key, "--ward", ward)).code).toBe(2);
  expect(await nhip("dismiss", second.key, "--ward", ward, "--reason", "gửi thử")).toEqual({
    code: 0,
    said: { done: 1, refused: 0 },
  });
  expect(await nhip("history", "--ward", ward)).toMatchObject({
    code: 0,
    said: { mended: 1, dismissed: 1, entries: [{ key: second.key }, { key: first.key }] },
  });
  for (const wrong of [["send", first.key, "--ward", ward], ["list", "--ward", "khong-co"], ["lose"]])
    expect((await nhip(...wrong)).code).toBe(2);
});

test("a full quarantine: 503 for posts with new bad lines, nothing of them counts, and room again after mending", async () => {
  const [, , ward] = WARDS;
  await post(stack, [received(ward, 0, { time: "hôm qua" })]);
  const filler = Array.from({ length: 49_999 }, (_, n): [string, string] => [`f${n}`, "1 1 {}"]);
  await stack.admin.hset(stack.keys.quarantine(ward), Object.fromEntries(filler));
  const bad = [received(ward, 1), received(ward, 2, { time: "hôm qua" })];
  const full = await post(stack, bad);
  expect(full).toMatchObject({ status: 503, body: { code: "too-busy" } });
  expect(Number(full.retryAfter)).toBeGreaterThan(0);
  expect((await post(stack, [received(ward, 3), received(ward, 0, { time: "hôm qua" })])).status).toBe(202);
  await counted();
  expect(await receivedIn(ward)).toBe(1);
  await stack.admin.hdel(stack.keys.quarantine(ward), ...filler.map(([key]) => key));
  expect((await post(stack, bad)).status).toBe(202);
  await counted();
  expect(await receivedIn(ward)).toBe(2);
});
