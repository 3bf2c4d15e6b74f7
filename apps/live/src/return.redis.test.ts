import { randomUUID } from "node:crypto";
import { afterEach, expect, test } from "vitest";
import { connect, createKeys, createVerified, createWards, type Redis } from "@nhip/backbone";
import { WardSettings, type KpiSnapshot, type Pipeline } from "@nhip/contracts";
import { formatInstant } from "@nhip/domain";
import { startTcpProxy, type TcpProxy } from "../../../tests/tcp-proxy.ts";
import { startPrivateRedis, type PrivateRedis } from "../../../tests/private-redis.ts";
import { pause, until } from "../../../tests/until.ts";
import { QUIET, openLiveOn, valueOf, watch, type Client } from "./live.testing.ts";

const LONG = { timeout: 90_000 };
const OTHER = "phuong-khac";
const SUBSCRIBER = "nhip-subscriber";
let redis: PrivateRedis;
let line: TcpProxy | undefined;
let nodes: Awaited<ReturnType<typeof openLiveOn>>[] = [];
afterEach(async () => {
  redis.resume();
  line?.mend();
  for (const node of nodes.toReversed()) await node.close();
  nodes = [];
  await line?.stop();
  line = undefined;
  await redis.remove();
});

/** A node on the private Redis, straight or through the line; the first one makes the wards. */
async function open(prefix: string, url: string) {
  const node = await openLiveOn(url, prefix, undefined, { id: OTHER, name: "Phường Khác" });
  nodes.push(node);
  return node;
}

let serial = 0;
const event = (now: number) => ({
  id: `r${++serial}`,
  type: "dossier.received" as const,
  subject: `H-${serial}`,
  time: now - 1_000,
  data: {},
});

/** What a screen knows by frames alone. */
function screenOf(socket: Client, snapshot: KpiSnapshot) {
  let shown = valueOf(snapshot, "dossiers.received");
  const take = (kpis: { id: string; value: number | null }[]) => {
    const kpi = kpis.find(({ id }) => id === "dossiers.received");
    if (kpi) shown = kpi.value;
  };
  socket.on("kpi:delta", ({ changes }) => take(changes));
  socket.on("kpi:snapshot", ({ kpis }) => take(kpis));
  return () => shown;
}
async function watched(node: Awaited<ReturnType<typeof openLiveOn>>) {
  const socket = node.client();
  const answer = await watch(socket, QUIET, "today");
  if (!answer.ok) throw new Error(answer.message);
  return screenOf(socket, answer.snapshot);
}

test("S7: two live nodes, Redis away and back: both get changes again", LONG, async () => {
  redis = await startPrivateRedis();
  const prefix = `t${randomUUID()}:`;
  const [one, two] = [await open(prefix, redis.url), await open(prefix, redis.url)];
  const screens = [await watched(one), await watched(two)];
  await one.put(QUIET, [event(one.now())]);
  await until("both show one", 10_000, () => screens.every((shown) => shown() === 1));
  await redis.kill();
  await pause(3_000);
  await redis.start();
  await until("the store is back", 10_000, () =>
    one.put(QUIET, [event(one.now())]).then(
      () => true,
      () => false,
    ),
  );
  await until("both show two", 15_000, () => screens.every((shown) => shown() === 2));
  const fresh = await Promise.all([one, two].map((node) => node.kpis(QUIET, "period=today")));
  expect(fresh.map((reading) => valueOf(reading, "dossiers.received"))).toEqual([2, 2]);
});

test(
  "S7: a subscriber whose line is open and deaf is found by its own heartbeat, and hears again",
  LONG,
  async () => {
    redis = await startPrivateRedis();
    line = await startTcpProxy({ path: redis.url.slice("unix://".length) });
    const node = await open(`t${randomUUID()}:`, line.url);
    const shown = await watched(node);
    expect(line.silence(SUBSCRIBER)).toBe(1);
    await node.put(QUIET, [event(node.now())]);
    const tookMs = await until("it shows one", 25_000, () => shown() === 1);
    await node.put(QUIET, [event(node.now())]);
    await until("it shows two by a change", 10_000, () => shown() === 2);
    console.log(`S7: deaf for ${tookMs} ms`);
  },
);

test(
  "R1: a revision that fell and grew again while the subscriber was away is noticed: all is read anew",
  LONG,
  async () => {
    redis = await startPrivateRedis();
    line = await startTcpProxy({ path: redis.url.slice("unix://".length) });
    const prefix = `t${randomUUID()}:`;
    const node = await open(prefix, line.url);
    await node.put(QUIET, [event(node.now())]);
    const shown = await watched(node);
    expect(shown()).toBe(1);
    line.tear(SUBSCRIBER);
    const keys = createKeys(prefix);
    const admin: Redis = connect(redis.url, "command", () => undefined);
    // A restored backup: everything of the ward is gone, and as many commits as before came after it.
    const own = await admin.keys(`${prefix}{${QUIET}}:*`);
    await admin.del(...own);
    await node.put(QUIET, [event(node.now()), event(node.now()), event(node.now())]);
    expect(await admin.get(keys.rev(QUIET))).toBe("1");
    line.mend();
    await until("the screen shows three", 15_000, () => shown() === 3);
    admin.disconnect();
  },
);

test(
  "R1: a revision that falls is told of on every screen until the figures are compared",
  LONG,
  async () => {
    redis = await startPrivateRedis();
    line = await startTcpProxy({ path: redis.url.slice("unix://".length) });
    const prefix = `t${randomUUID()}:`;
    const node = await open(prefix, line.url);
    await node.put(QUIET, [event(node.now())]);
    await node.put(QUIET, [event(node.now())]);
    const shown = await watched(node);
    expect(shown()).toBe(2);
    const admin: Redis = connect(redis.url, "command", () => undefined);
    await admin.del(...(await admin.keys(`${prefix}{${QUIET}}:*`)));
    await node.put(QUIET, [event(node.now())]);
    await until("the screen shows what is there", 15_000, () => shown() === 1);
    const codes = async () => {
      const { body } = await node.get<Pipeline>(`/api/v1/wards/${QUIET}/pipeline`);
      return body.alarms.map(({ code }) => code);
    };
    await until("it is told", 5_000, async () => (await codes()).includes("store-went-back"));
    const at = formatInstant(node.now() + 1_000);
    await createVerified(admin, createKeys(prefix)).save(QUIET, { at, rev: 1, ok: true, differences: 0 });
    await until("and no more", 5_000, async () => !(await codes()).includes("store-went-back"));
    admin.disconnect();
  },
);

test(
  "a ward cannot be followed because the subscriber's line alone is down: 503 in time, and later it can",
  LONG,
  async () => {
    redis = await startPrivateRedis();
    line = await startTcpProxy({ path: redis.url.slice("unix://".length) });
    const node = await open(`t${randomUUID()}:`, line.url);
    await createWards(node.redis, node.keys).save(WardSettings.parse({ id: OTHER, name: OTHER }));
    line.tear(SUBSCRIBER);
    const began = Date.now();
    for (let n = 0; n < 3; n++) {
      const { status } = await node.get(`/api/v1/wards/${OTHER}/kpis`);
      expect(status).toBe(503);
    }
    expect(Date.now() - began).toBeLessThan(10_000);
    line.mend();
    await until(
      "it can be read",
      10_000,
      async () => (await node.get(`/api/v1/wards/${OTHER}/kpis`)).status === 200,
    );
  },
);
