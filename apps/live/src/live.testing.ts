import { randomUUID } from "node:crypto";
import { io, type Socket } from "socket.io-client";
import type { z } from "zod";
import { commit, connect, createApiKeys, createKeys, createWardStore, createWards } from "@nhip/backbone";
import {
  WardSettings,
  type ClientToServer,
  type KpiReading,
  type Role,
  type ScreenSetup,
  type ServerToClient,
  type WardEvent,
  type WatchAnswer,
} from "@nhip/contracts";
import { addressOf, createRules, entityOf, foldBatch } from "@nhip/domain";
import { silentLogger } from "@nhip/runtime";
import { createSignIn, fetchAs, openDoor } from "../../../tests/sign-in.ts";
import { until } from "../../../tests/until.ts";
import { startLive, type LiveDeps } from "./live.ts";

export type Client = Socket<ServerToClient, ClientToServer>;
/** A ward without events of its own, for tests that make some. */
export const QUIET = "phuong-yen";

const DASHBOARD = new URL("../../dashboard/dist", import.meta.url).pathname;

/** A live server on a real Redis, with keys of its own, a quiet ward and `others`; its clock can be moved. */
export async function openLive(...others: z.input<typeof WardSettings>[]) {
  return openLiveOn(process.env["TEST_REDIS_URL"] ?? "", `t${randomUUID()}:`, DASHBOARD, ...others);
}

/** The same, with the dashboard that lies in a folder. */
export async function openLiveIn(dashboardDir: string, ...others: z.input<typeof WardSettings>[]) {
  return openLiveOn(process.env["TEST_REDIS_URL"] ?? "", `t${randomUUID()}:`, dashboardDir, ...others);
}

/** The same on a Redis and under a prefix of one's own, so that several servers can share them. */
export async function openLiveOn(
  url: string,
  prefix: string,
  dashboardDir = DASHBOARD,
  ...others: z.input<typeof WardSettings>[]
) {
  return openLiveAt({ url, prefix, dashboardDir, others, settings: {} });
}

/** The same with settings on top. */
export async function openLiveWith(settings: Partial<LiveDeps["settings"]>) {
  const url = process.env["TEST_REDIS_URL"] ?? "";
  return openLiveAt({ url, prefix: `t${randomUUID()}:`, dashboardDir: DASHBOARD, others: [], settings });
}

type Options = {
  url: string;
  prefix: string;
  dashboardDir: string;
  others: z.input<typeof WardSettings>[];
  settings: Partial<LiveDeps["settings"]>;
};
async function openLiveAt({ url, prefix, dashboardDir, others, settings }: Options) {
  const keys = createKeys(prefix);
  const redis = connect(url, "blocking", () => undefined);
  const store = createWardStore(redis, keys);
  const wards = createWards(redis, keys);
  const rules = createRules(WardSettings.parse({ id: "w", name: "w" }).rules);
  const clients: Client[] = [];
  const clock = { skewMs: 0 };
  const now = () => Date.now() + clock.skewMs;

  await wards.save(WardSettings.parse({ id: QUIET, name: "Phường Yên" }));
  for (const ward of others) await wards.save(WardSettings.parse(ward));
  const {
    stops,
    port,
    app,
    io: server,
  } = await startLive({
    settings: {
      REDIS_URL: url,
      PORT: 0,
      HOST: "127.0.0.1",
      PUBLIC_URL: "http://127.0.0.1",
      QUEUE_SHARDS: 1,
      ...settings,
    },
    log: silentLogger(),
    now,
    prefix,
    version: "test",
    dashboardDir,
  });
  const base = `http://127.0.0.1:${port}`;

  const signIn = createSignIn(redis, keys, now);
  openDoor(base, signIn);
  const readable = [QUIET, ...others.map(({ id }) => id)];
  const { key } = await createApiKeys(redis, keys).create({ scope: "read", wards: readable }, now());

  /** Asks as a leader to read and as an administrator to write, unless told; a key's token goes before. */
  async function get<T>(
    path: string,
    init: RequestInit & { as?: Role } = {},
  ): Promise<{ status: number; body: T }> {
    const response = await fetchAs(`${base}${path}`, init);
    return { status: response.status, body: (await response.json()) as T };
  }

  return {
    url,
    base,
    signIn,
    /** Every route, and what its sockets listen to while one is connected. */
    routes: app.routes,
    socketEvents: () => [
      ...new Set([...server.sockets.sockets.values()].flatMap((socket) => socket.eventNames().map(String))),
    ],
    keys,
    redis,
    store,
    clock,
    now,
    get,
    kpis: async (ward: string, query: string) =>
      (await get<KpiReading>(`/api/v1/wards/${ward}/kpis?${query}`)).body,

    /** Commits events as a worker would, and waits until the server tells of them: it hears of a commit, a moment later. */
    async put(ward: string, events: WardEvent[]): Promise<void> {
      let rev = 0;
      for (let at = 0; at < events.length; at += 500) {
        const part = events.slice(at, at + 500);
        const refs = [
          ...new Map(part.map((event) => [addressOf(entityOf(event)), entityOf(event)])).values(),
        ];
        const read = await store.readStored(ward, refs);
        const histories = new Map([...read].map(([address, stored]) => [address, stored.history]));
        const outcome = foldBatch(histories, part, rules);
        const request = { ward, source: "test", acceptedAt: now(), read, outcome, mark: rules.mark };
        if (outcome.fresh.length === 0) continue;
        const committed = await commit(redis, keys, request);
        if (committed.status === "committed") ({ rev } = committed);
      }
      await until(`revision ${rev} of ${ward}`, 30_000, async () => {
        const { status, body } = await get<KpiReading>(`/api/v1/wards/${ward}/kpis?period=today`);
        return status === 200 && body.rev >= rev;
      });
    },

    /** A screen with a key for the wards of this server, or of whoever `options` names. */
    client(options: Parameters<typeof io>[1] = {}): Client {
      const plain = { transports: ["websocket"], reconnection: false, forceNew: true };
      const auth = options.extraHeaders ? {} : { token: key };
      const socket: Client = io(base, { ...plain, auth, ...options });
      clients.push(socket);
      return socket;
    },

    async close(): Promise<void> {
      for (const socket of clients) socket.close();
      for (const { stop } of stops) await stop();
      redis.disconnect();
    },
  };
}

/** Asks for a room. */
export const watch = (socket: Client, ward: string, period: string) =>
  new Promise<WatchAnswer>((resolve) => socket.emit("watch", { ward, period }, resolve));

/** The next frame of a kind. */
export const next = <E extends keyof ServerToClient>(
  socket: Client,
  event: E,
): Promise<Parameters<ServerToClient[E]>[0]> =>
  new Promise((resolve) => (socket as Socket).once(event as string, resolve));

/** How a wall display of a ward is set up, where a test does not care. */
export const screenSetup = (ward: string): ScreenSetup => ({
  name: "Sảnh một cửa",
  ward,
  scenes: ["today", "onTime", "notice"],
  seconds: 5,
  theme: "light",
  quiet: null,
  lowPower: "off",
  notice: "Nghỉ trưa từ 11 giờ 30",
});

/** One KPI's value. */
export const valueOf = (reading: { kpis: { id: string; value: number | null }[] }, id: string) =>
  reading.kpis.find((kpi) => kpi.id === id)?.value;
