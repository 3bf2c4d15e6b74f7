import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect, createWardStore, openQueue, type Redis } from "@nhip/backbone";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startLeashed, type Child } from "./child.ts";
import { openDisplay, shownOn } from "./display.ts";
import { expectExact } from "./exact.ts";
import { freePorts, openStack, type Stack } from "./stack.ts";
import { inPieces, shuffled, story } from "./story.ts";
import { readKpis } from "./talk.ts";
import { sendPieces } from "./traffic.ts";
import { until } from "./until.ts";

/** Three names whose slots lie at three masters. */
const WARDS = ["phuong-mot", "phuong-hai", "phuong-ba"] as const;
const LONG = { timeout: 90_000 };
/** The first slots of three equal shares of 16,384. */
const SHARES = [0, 5_461, 10_923, 16_384] as const;
const folder = mkdtempSync(join(tmpdir(), "nhip-cluster-"));
let masters: { port: number; server: Child; client: Redis }[] = [];
let clusterUrl = "";
let stack: Stack;

beforeAll(async () => {
  const ports = await freePorts(6);
  masters = [0, 1, 2].map((n) => {
    const [port = 0, bus = 0] = [ports[n], ports[n + 3]];
    const place = [
      "--port",
      String(port),
      "--cluster-port",
      String(bus),
      "--bind",
      "127.0.0.1",
      "--dir",
      folder,
    ];
    const files = [
      "--cluster-config-file",
      `${n}.conf`,
      "--appenddirname",
      `log-${n}`,
      "--dbfilename",
      `${n}.rdb`,
    ];
    const settings = [
      "--cluster-enabled",
      "yes",
      "--appendonly",
      "yes",
      "--appendfsync",
      "always",
      "--save",
      "",
    ];
    const server = startLeashed("redis-server", [...place, ...files, ...settings, "--logfile", ""]);
    return { port, server, client: connect(`redis://127.0.0.1:${port}`, "blocking", () => undefined) };
  });
  for (const [n, { client }] of masters.entries())
    await client.call("CLUSTER", "ADDSLOTSRANGE", String(SHARES[n]), String((SHARES[n + 1] ?? 0) - 1));
  const [first] = masters;
  for (const [n, { port }] of masters.entries())
    if (n > 0) await first?.client.call("CLUSTER", "MEET", "127.0.0.1", String(port), String(ports[n + 3]));
  await until("the cluster is one", 20_000, async () => {
    const states = await Promise.all(masters.map(({ client }) => client.call("CLUSTER", "INFO")));
    return states.every((state) => /cluster_state:ok[^]*cluster_known_nodes:3/.test(String(state)));
  });
  clusterUrl = `redis+cluster://${masters.map(({ port }) => `127.0.0.1:${port}`).join(",")}`;
  stack = await openStack({ wards: WARDS, front: async () => clusterUrl });
});
afterAll(async () => {
  await stack?.close();
  for (const { client } of masters) client.disconnect();
  await Promise.all(masters.map(({ server }) => server.stop()));
  rmSync(folder, { recursive: true, force: true });
});

test(
  "Q9: on a cluster of three masters the main path is exact: posts, batches, counters, figures, screens",
  LONG,
  async () => {
    const stories = new Map(WARDS.map((ward) => [ward, story(ward, 200, Date.now())]));
    const display = openDisplay(stack.liveUrl, () => stack.readKey);
    const { channel } = display.follow(WARDS[0], "year");
    await until("the screen has figures", 10_000, () => channel.snapshot.value !== null);

    const all = [...stories.values()].flat();
    const pieces = inPieces(shuffled([...all, ...all.slice(0, 500)], 31), 100);
    const { unanswered } = await sendPieces(stack, pieces, 3);
    expect(unanswered).toEqual([]);
    const queue = openQueue({ url: clusterUrl, keys: stack.keys, shards: 4, onError: () => undefined });
    await until("all counted", 30_000, async () => (await queue.depth()) === 0);
    await queue.close();

    const homes = new Set<number>();
    for (const [ward, events] of stories) {
      const slot = Number(await masters[0]?.client.call("CLUSTER", "KEYSLOT", stack.keys.rev(ward)));
      const home = SHARES.findLastIndex((first) => first <= slot);
      homes.add(home);
      const { client } = masters[home] ?? {};
      if (!client) throw new Error("no such master");
      await expectExact(
        { ...stack, admin: client, store: createWardStore(client, stack.keys) },
        ward,
        events,
      );
    }
    expect(homes.size).toBeGreaterThan(1);
    const fresh = await readKpis(stack, WARDS[0], "year");
    await until("the screen has all of it", 10_000, () => channel.snapshot.value?.rev === fresh.rev);
    expect(shownOn(channel).values).toEqual(
      Object.fromEntries(fresh.kpis.map(({ id, value }) => [id, value])),
    );
    display.stop();
  },
);
