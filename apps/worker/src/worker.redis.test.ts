import { randomUUID } from "node:crypto";
import { tmpdir } from "node:os";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { commit, connect, createKeys, createQuarantine, createWardStore, openQueue } from "@nhip/backbone";
import { AppError, WardSettings, type EventBatch, type WardEvent } from "@nhip/contracts";
import { addressOf, createRules, foldBatch, toBuckets, type History } from "@nhip/domain";
import { silentLogger, type Stop } from "@nhip/runtime";
import { createMending } from "@nhip/intake";
import { until } from "../../../tests/until.ts";
import { settle } from "./settle.ts";
import { startWorker } from "./worker.ts";

const url = process.env["TEST_REDIS_URL"] ?? "";
const WARD = "thu";
const RULES = createRules(WardSettings.parse({ id: WARD, name: WARD }).rules);
const T0 = Date.parse("2026-11-23T08:00:00+07:00");

const batch = (events: WardEvent[]): EventBatch => ({ ward: WARD, source: "test", acceptedAt: T0, events });

/** Three events on each of `count` dossiers, some answered late, some waiting. */
function story(count: number): WardEvent[] {
  return Array.from({ length: count }, (_, n) => n).flatMap((n): WardEvent[] => {
    const subject = `H64-${n % 400}`;
    const time = T0 + n * 1_000;
    const data = {
      field: n % 2 ? "ho-tich" : "dat-dai",
      channel: "online" as const,
      dueAt: T0 + ((n % 5) - 1) * 3_600_000,
    };
    return [
      { id: `r${n}`, type: "dossier.received", subject, time, data },
      {
        id: `s${n}`,
        type: n % 7 ? "dossier.processing" : "dossier.supplement-requested",
        subject,
        time: time + 10,
        data: {},
      },
      { id: `a${n}`, type: "dossier.resolved", subject, time: time + 7_200_000, data: {} },
    ];
  });
}

/** What the counters must be: one fold of everything, in memory, undisturbed. */
function oracle(events: WardEvent[]): Map<string, Record<string, number>> {
  const { counts } = foldBatch(new Map(), events, RULES);
  return new Map([...toBuckets(counts)].map(([bucket, fields]) => [bucket, Object.fromEntries(fields)]));
}

describe("worker on a real Redis", () => {
  let prefix = "";
  let stops: Stop[] = [];
  const open = () => {
    const keys = createKeys(prefix);
    const redis = connect(url, "command", () => undefined);
    const queue = openQueue({ url, keys, shards: 2, onError: () => undefined });
    stops.push(
      { name: "queue", stop: () => queue.close() },
      { name: "redis", stop: async () => redis.disconnect() },
    );
    return {
      keys,
      redis,
      queue,
      store: createWardStore(redis, keys),
      quarantine: createQuarantine(redis, keys),
    };
  };
  const work = async (fold?: typeof foldBatch) => {
    const settings = {
      REDIS_URL: url,
      QUEUE_SHARDS: 2,
      WORKER_CONCURRENCY: 4,
      DATA_DIR: tmpdir(),
      LOG_KEEP_DAYS: 0,
    };
    const started = await startWorker({
      settings,
      log: silentLogger(),
      now: Date.now,
      prefix,
      ...(fold ? { fold } : {}),
    });
    stops = [...started, ...stops];
  };
  const drained = async (queue: ReturnType<typeof openQueue>) => {
    while ((await queue.depth()) > 0) await new Promise((resolve) => setTimeout(resolve, 20));
  };
  const expectOracle = async (store: ReturnType<typeof createWardStore>, events: WardEvent[]) => {
    const expected = oracle(events);
    const { buckets } = await store.readBuckets(WARD, [...expected.keys()]);
    for (const [bucket, fields] of expected) {
      expect([
        bucket,
        Object.fromEntries([...(buckets.get(bucket) ?? new Map<string, number>())].toSorted()),
      ]).toEqual([bucket, Object.fromEntries(Object.entries(fields).toSorted())]);
    }
  };

  beforeEach(() => {
    prefix = `t${randomUUID()}:`;
    stops = [];
  });
  afterEach(async () => {
    for (const { stop } of stops) await stop();
  });

  test("F5: two workers, shuffled and repeated batches on the same dossiers: counters equal one undisturbed fold", async () => {
    const { queue, store } = open();
    const events = story(1_000);
    const shuffled = events.toSorted((a, b) => (a.id.slice(1) + a.id > b.id.slice(1) + b.id ? 1 : -1));
    const batches = Array.from({ length: 30 }, (_, n) => batch(shuffled.slice(n * 100, n * 100 + 120)));
    await work();
    await work();
    await queue.add([...batches, ...batches.slice(0, 10)]);
    await drained(queue);
    await expectOracle(store, events);
    expect((await store.readNewestEvents(WARD, 10_000)).length).toBe(events.length);
  });

  test("F4, Q6: the same event 10,000 times counts once; a later event on the same dossier counts", async () => {
    const { queue, store } = open();
    const [received, , resolved] = story(1);
    if (!received || !resolved) throw new Error("no story");
    await work();
    for (let n = 0; n < 4; n++) await queue.add(Array.from({ length: 5 }, () => batch([received])));
    const fiveHundred = Array.from({ length: 500 }, () => received);
    await queue.add(Array.from({ length: 20 }, () => batch(fiveHundred)));
    await drained(queue);
    expect(await store.readRev(WARD)).toBe(1);
    await queue.add([batch([resolved, received])]);
    await drained(queue);
    await expectOracle(store, [received, resolved]);
  });

  test("one poisonous event among 500 is set aside, the others count", async () => {
    const { queue, store, quarantine } = open();
    const events = story(167).slice(0, 500);
    const poison = events[250];
    await work((known, own, rules) => {
      if (own.some((event) => event.id === poison?.id)) throw new Error("cannot fold this");
      return foldBatch(known, own, rules);
    });
    await queue.add([batch(events)]);
    await drained(queue);
    await expectOracle(
      store,
      events.filter((event) => event !== poison),
    );
    expect(await quarantine.list(WARD)).toMatchObject([{ code: "poison", line: { id: poison?.id } }]);
  });

  test("Q2: what was set aside is sent again unchanged: still poisonous it waits again, mended it counts", async () => {
    const { queue, store, quarantine } = open();
    const mending = createMending({ quarantine, add: queue.add, now: () => T0 + 86_400_000, by: "test" });
    const [first, second] = story(1);
    if (!first || !second) throw new Error("no story");
    const poison = { ...second, id: `test\t${second.id}` };
    let broken = true;
    await work((known, own, rules) => {
      if (broken && own.some((event) => event.id === poison.id)) throw new Error("cannot fold this");
      return foldBatch(known, own, rules);
    });
    await queue.add([batch([first, poison])]);
    await drained(queue);
    const [entry] = await quarantine.list(WARD);
    const key = entry?.key ?? "";
    await mending.send(WARD, key);
    await until("it waits again", 10_000, async () => {
      const found = await quarantine.find(WARD, key);
      return found?.seen === 2;
    });
    await drained(queue);
    broken = false;
    expect(await mending.send(WARD, key)).toMatchObject({ ok: true, event: poison.id, again: false });
    await drained(queue);
    await expectOracle(store, [first, poison]);
    expect(await quarantine.count(WARD)).toBe(0);
  });

  test("what is no event at all is set aside too", async () => {
    const { queue, store, quarantine } = open();
    const events: WardEvent[] = story(2);
    const broken = JSON.parse(
      '{"id":"x","type":"dossier.received","subject":"H64-1","time":"soon","data":{}}',
    ) as WardEvent;
    await work();
    await queue.add([batch([...events, broken])]);
    await drained(queue);
    await expectOracle(store, events);
    expect(await quarantine.count(WARD)).toBe(1);
  });

  test("a commit on a stale reading changes nothing", async () => {
    const { redis, keys, store } = open();
    const [received] = story(1);
    if (!received) throw new Error("no story");
    const outcome = foldBatch(new Map<string, History>(), [received], RULES);
    const read = await store.readStored(WARD, [{ kind: "dossier", key: "H64-0" }]);
    const request = { ward: WARD, source: "test", acceptedAt: T0, read, outcome, mark: RULES.mark };
    expect(await commit(redis, keys, request)).toEqual({ status: "committed", rev: 1 });
    expect(await commit(redis, keys, request)).toEqual({ status: "conflict" });
    expect(await store.readRev(WARD)).toBe(1);
    await expectOracle(store, [received]);
  });

  test("R3: a commit that was made and taken for lost changes nothing the second time", async () => {
    const { redis, keys, store } = open();
    const events = story(3);
    let cuts = 0;
    await settle(batch(events), {
      read: store.readStored,
      rulesOf: async () => RULES,
      recount: async () => RULES,
      commit: async (request) => {
        const result = await commit(redis, keys, request);
        if (cuts++ === 0) return { status: "conflict" };
        return result;
      },
    });
    expect(cuts).toBe(1);
    await expectOracle(store, events);
  });

  test("an entity over its bound is refused with its code, and the store keeps working", async () => {
    const { redis, keys, store } = open();
    const deps = {
      read: store.readStored,
      rulesOf: async () => RULES,
      recount: async () => RULES,
      commit: (r: Parameters<typeof commit>[2]) => commit(redis, keys, r),
    };
    const flood = Array.from({ length: 501 }, (_, n): WardEvent => ({
      id: `f${n}`,
      type: "dossier.rated",
      subject: "H64-1",
      time: T0 + n,
      data: {},
    }));
    await expect(settle(batch(flood), deps)).rejects.toEqual(
      new AppError("too-many-events", "over 500 events"),
    );
    expect(await settle(batch(flood.slice(0, 500)), deps)).toMatchObject({ fresh: 500 });
  });

  test("a history survives the store unchanged", async () => {
    const { redis, keys, store } = open();
    const events: WardEvent[] = [
      ...story(1),
      {
        id: "i1",
        type: "indicator.reported",
        time: T0,
        data: { indicator: "eid.accounts", unit: "to-7", period: "2026", value: 417 },
      },
      {
        id: "g1",
        type: "target.set",
        time: T0,
        data: { kpi: "online.full.rate", period: "2026", value: 70 },
      },
      {
        id: "c1",
        type: "figure.claimed",
        time: T0,
        data: { kpi: "dossiers.open", period: "2026", value: 3, where: "báo cáo" },
      },
    ];
    const outcome = foldBatch(new Map(), events, RULES);
    const request = { ward: WARD, source: "test", acceptedAt: T0, read: new Map(), outcome };
    await commit(redis, keys, { ...request, mark: RULES.mark });
    const stored = await store.readStored(
      WARD,
      outcome.changed.map(({ ref }) => ref),
    );
    for (const { ref, history } of outcome.changed)
      expect(stored.get(addressOf(ref))).toEqual({ version: 1, history });
    expect(new Set(await store.readNewestEvents(WARD, 5))).toEqual(new Set(events));
  });
});
