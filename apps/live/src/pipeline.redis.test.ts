import { afterAll, beforeAll, expect, test } from "vitest";
import { createApiKeys, createSources, createWorkerSigns, openQueue, SAMPLE_SOURCE } from "@nhip/backbone";
import type { Pipeline } from "@nhip/contracts";
import { dayOf } from "@nhip/domain";
import { until } from "../../../tests/until.ts";
import { fetchAs } from "../../../tests/sign-in.ts";
import { QUIET, next, openLive, watch } from "./live.testing.ts";

const OTHER = "phuong-khac";
const DAY_MS = 86_400_000;
/** A Wednesday; the Monday and Tuesday before it are working days too. */
const HEARD_AT = Date.parse("2026-11-18T09:12:00+07:00");
const skewTo = (text: string): number => Date.parse(text) - Date.now();
let live: Awaited<ReturnType<typeof openLive>>;
beforeAll(async () => {
  live = await openLive({ id: OTHER, name: "Phường Khác" });
  live.clock.skewMs = skewTo("2026-11-18T09:12:00+07:00");
  const sources = createSources(live.redis, live.keys);
  for (const source of ["may-mot-cua", SAMPLE_SOURCE, "thoi-viec"])
    for (const n of [2, 1, 0]) {
      const at = HEARD_AT - n * DAY_MS;
      await sources.note(QUIET, [{ source, at, eventTime: at - 60_000, day: dayOf(at) }]);
    }
});
afterAll(() => live.close());

const read = async (ward = QUIET, init?: RequestInit) =>
  (await live.get<Pipeline>(`/api/v1/wards/${ward}/pipeline`, init)).body;
const sign = (more: object = {}) =>
  createWorkerSigns(live.redis, live.keys).leave({
    id: "w1",
    at: live.now(),
    committed: 7,
    conflicts: 1,
    poisoned: 2,
    takenOver: 0,
    restarts: 0,
    restartedAt: null,
    stalls: 3,
    ...more,
  });
/** Answers are kept for a second. */
const soon = (what: string, holds: (now: Pipeline) => boolean) =>
  until(what, 10_000, async () => {
    await sign();
    return holds(await read());
  });
const codes = ({ alarms }: Pipeline) => alarms.map(({ code }) => code);

test("a calm pipeline: queue, workers, sources, store, and no alarm", async () => {
  await soon("the worker is seen", ({ workers }) => workers.length === 1);
  const pipeline = await read();
  expect(pipeline).toMatchObject({
    ward: QUIET,
    queue: { depth: 0, oldestAt: null, behindMs: 0, failed: 0 },
    workers: [{ id: "w1", committed: 7, conflicts: 1, poisoned: 2, restarts: 0, stalls: 3 }],
    quarantine: { count: 0, oldestAt: null },
    store: { onDisk: "always", evicts: false },
    verified: null,
    alarms: [],
  });
  expect(pipeline.sources.map(({ source, sample, silent }) => [source, sample, silent])).toEqual([
    ["may-mot-cua", false, false],
    [SAMPLE_SOURCE, true, false],
    ["thoi-viec", false, false],
  ]);
  expect(pipeline.sources[0]).toMatchObject({
    lastAt: "2026-11-18T09:12:00+07:00",
    lastEventTime: "2026-11-18T09:11:00+07:00",
    since: null,
  });
});

test("V8: a source silent for four working hours raises an alarm, in the answer, the pulse and the metrics; a retired one does not", async () => {
  const apiKeys = createApiKeys(live.redis, live.keys);
  const gone = await apiKeys.create({ scope: "ingest", wards: [QUIET], source: "thoi-viec" }, live.now());
  await live.redis.del(live.keys.sampleEnded);
  await apiKeys.revoke(gone.id);
  live.clock.skewMs = skewTo("2026-11-18T15:13:00+07:00");
  await soon("silence is seen", (now) => codes(now).includes("source-silent"));
  const { alarms, sources } = await read();
  const since = "2026-11-18T09:12:00+07:00";
  expect(alarms).toEqual([
    { code: "source-silent", status: "watch", since, source: "may-mot-cua", sample: false },
    { code: "source-silent", status: "watch", since, source: SAMPLE_SOURCE, sample: true },
  ]);
  expect(sources.find(({ source }) => source === "thoi-viec")).toMatchObject({ silent: false, since: null });
  const metrics = await (await fetchAs(`${live.base}/metrics`, { as: "admin" })).text();
  expect(metrics).toContain(`nhip_source_silent{ward="${QUIET}",source="may-mot-cua"} 1`);
  expect(metrics).toContain(`nhip_alarms{ward="${QUIET}",code="source-silent"} 2`);
  const socket = live.client();
  await watch(socket, QUIET, "today");
  const pulse = await next(socket, "pulse");
  expect(pulse.wards?.[QUIET]?.alarms).toEqual(alarms);
});

test("once sample data have ended for good, their silence is none", async () => {
  await live.redis.set(live.keys.sampleEnded, "1");
  await soon("only the real one is silent", (now) => codes(now).length === 1);
  expect((await read()).alarms).toMatchObject([{ source: "may-mot-cua" }]);
});

test("Q13: what waits for over a minute is behind, with its age; the pulse tells it by ward", async () => {
  const queue = openQueue({ url: live.url, keys: live.keys, shards: 1, onError: () => undefined });
  await queue.add([{ ward: QUIET, source: "x", acceptedAt: Date.now(), events: [] }]);
  const putAt = live.now() - 180_000;
  await live.redis.hset(`${live.keys.queue(0)}:events:1`, "timestamp", putAt);
  await soon("it is behind", (now) => codes(now).includes("behind"));
  const { queue: state } = await read();
  expect(state.depth).toBe(1);
  expect(state.behindMs).toBeGreaterThan(170_000);
  const socket = live.client();
  await watch(socket, QUIET, "today");
  const pulse = await next(socket, "pulse");
  expect(pulse.behindMs).toBeGreaterThan(170_000);
  expect(pulse.wards?.[QUIET]?.behindMs).toBeGreaterThan(170_000);
  await queue.close();
});

test("the last verification is shown, with what it found; what cannot be read is none", async () => {
  const at = "2026-11-18T09:00:00+07:00";
  const key = live.keys.verified(QUIET);
  await live.redis.set(key, JSON.stringify({ at, rev: 4, ok: false, differences: 2 }));
  await soon("it is shown", ({ verified }) => verified !== null);
  const found = await read();
  expect(found.verified).toEqual({ at, rev: 4, ok: false, differences: 2 });
  expect(codes(found)).toContain("verify-differs");
  await live.redis.set(key, "{broken");
  await soon("it is none", ({ verified }) => verified === null);
});

test("no worker gives a sign of life: an alarm with the time it was seen first", async () => {
  await live.redis.del(live.keys.workers);
  await until("it is seen", 10_000, async () => codes(await read()).includes("no-worker"));
  const since = (one: Pipeline) => one.alarms.find(({ code }) => code === "no-worker")?.since;
  const first = since(await read());
  expect(first).not.toBeNull();
  await until(
    "a later answer",
    10_000,
    async () => (await read()).at !== first && since(await read()) === first,
  );
});

test("a key sees its own ward's pipeline alone, in answers, pulses and metrics", async () => {
  const { key } = await createApiKeys(live.redis, live.keys).create(
    { scope: "read", wards: [OTHER] },
    live.now(),
  );
  const headers = { authorization: `Bearer ${key}` };
  expect(await live.get(`/api/v1/wards/${QUIET}/pipeline`, { headers })).toMatchObject({ status: 403 });
  expect(await read(OTHER, { headers })).toMatchObject({ ward: OTHER, sources: [] });
  const metrics = await (await fetch(`${live.base}/metrics`, { headers })).text();
  expect(metrics).not.toContain(QUIET);
  const socket = live.client({ auth: { token: key } });
  await watch(socket, OTHER, "today");
  expect(Object.keys((await next(socket, "pulse")).wards ?? {})).toEqual([OTHER]);
});
