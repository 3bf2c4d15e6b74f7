import { createServer } from "node:http";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { connect, createApiKeys } from "@nhip/backbone";
import { openDisplay, shownOn } from "../../../tests/display.ts";
import { heardOn, openRawScreen } from "../../../tests/raw-screen.ts";
import { startPrivateRedis, type PrivateRedis } from "../../../tests/private-redis.ts";
import { startTcpProxy, type TcpProxy } from "../../../tests/tcp-proxy.ts";
import { until } from "../../../tests/until.ts";
import { QUIET, openLiveOn, watch } from "./live.testing.ts";
import { createSocketServer, sendPulse } from "./push/socket.ts";

const LONG = { timeout: 180_000 };
let live: Awaited<ReturnType<typeof openLiveOn>>;
let proxy: TcpProxy;
let redis: PrivateRedis;
beforeAll(async () => {
  // One of its own: it is paused, and other tests are not to stand still.
  redis = await startPrivateRedis();
  live = await openLiveOn(redis.url, "");
  proxy = await startTcpProxy({ port: Number(new URL(live.base).port) });
});
afterAll(async () => {
  await proxy.stop();
  await live.close();
  await redis.remove();
});

const origin = (): string => `http://127.0.0.1:${proxy.port}`;
const keyFor = (ward: string) =>
  createApiKeys(live.redis, live.keys).create({ scope: "read", wards: [ward] }, live.now());
async function gauge(name: string): Promise<number> {
  const text = await (await fetch(`${live.base}/metrics`)).text();
  return Number(new RegExp(`^${name} (\\S+)$`, "m").exec(text)?.[1]);
}
let serial = 0;
const receive = () => {
  serial += 1;
  const event = { id: `s${serial}`, type: "dossier.received" as const, subject: `S-${serial}` };
  return live.put(QUIET, [{ ...event, time: live.now() - 1_000, data: {} }]);
};

test(
  "S5: the key runs out while the line is down: the next try asks for the newest one, and the screen is back by itself",
  LONG,
  async () => {
    const keys = createApiKeys(live.redis, live.keys);
    const old = await keyFor(QUIET);
    let token = old.key;
    const display = openDisplay(origin(), () => token);
    const { channel } = display.follow(QUIET, "today");
    await until("it is open", 10_000, () => channel.snapshot.value !== null);
    proxy.tear();
    await until("it is lost", 5_000, () => display.connection.state.value === "lost");
    await keys.revoke(old.id);
    token = (await keyFor(QUIET)).key;
    await receive();
    proxy.mend();
    const fresh = await live.kpis(QUIET, "period=today");
    await until("it is back", 15_000, () => channel.snapshot.value?.rev === fresh.rev);
    expect(display.connection.state.value).toBe("open");
    expect(shownOn(channel).values).toEqual(
      Object.fromEntries(fresh.kpis.map(({ id, value }) => [id, value])),
    );
    display.stop();
  },
);

test(
  "S6: a denial at the hand-shake stops the client and says why; a store that is away does not",
  LONG,
  async () => {
    const wrong = await createApiKeys(live.redis, live.keys).create(
      { scope: "ingest", wards: [QUIET], source: "sample" },
      live.now(),
    );
    const denied = [
      { token: `nhip_${"0".repeat(12)}_${"x".repeat(43)}`, code: "unauthorized" },
      { token: wrong.key, code: "scope-not-allowed" },
    ].map(({ token, code }) => ({ display: openDisplay(origin(), () => token), code }));
    for (const { display, code } of denied) {
      await until("it is told", 10_000, () => display.connection.state.value === "refused");
      expect(display.connection.refusal.value).toMatchObject({
        code,
        message: expect.stringMatching(/[à-ỹ]/),
      });
    }
    const { key } = await keyFor(QUIET);
    const admin = connect(live.url, "subscriber", () => undefined);
    await admin.client("PAUSE", 4_000, "ALL");
    const waiting = openDisplay(origin(), () => key);
    await until("it has failed once", 10_000, () => waiting.connection.state.value === "lost");
    expect(waiting.connection.refusal.value).toBeNull();
    await until("it is let in by itself", 20_000, () => waiting.connection.state.value === "open");
    // Nobody who was denied has tried again meanwhile.
    expect(denied.map(({ display }) => display.connection.state.value)).toEqual(["refused", "refused"]);
    expect(proxy.count()).toBe(1);
    for (const display of [waiting, ...denied.map((one) => one.display)]) display.stop();
    admin.disconnect();
  },
);

test(
  "S6: a denial of a watch is told and not asked again; one that may pass is; a revoked session stops for good",
  LONG,
  async () => {
    const made = await keyFor(QUIET);
    const display = openDisplay(origin(), () => made.key);
    const asked: string[] = [];
    const { ask } = display.connection.wire;
    display.connection.wire.ask = (request, answer) => {
      asked.push(request.ward);
      ask(request, answer);
    };
    const foreign = display.follow("khong-co", "today").channel;
    const odd = display.follow(QUIET, "hom-kia").channel;
    const good = display.follow(QUIET, "today").channel;
    await until("all are answered", 10_000, () =>
      Boolean(foreign.refusal.value && odd.refusal.value && good.snapshot.value),
    );
    expect([foreign.refusal.value?.code, odd.refusal.value?.code]).toEqual([
      "ward-not-allowed",
      "unknown-period",
    ]);
    await until(
      "what may pass is asked again",
      15_000,
      () => asked.filter((ward) => ward === QUIET).length > 2,
    );
    expect(asked.filter((ward) => ward === "khong-co")).toHaveLength(1);

    await createApiKeys(live.redis, live.keys).revoke(made.id);
    await until("the session ends", 10_000, () => display.connection.state.value === "refused");
    expect(display.connection.refusal.value?.code).toBe("unauthorized");
    display.stop();
  },
);

test("F9: a screen that asks and never reads is cut off; the others get their frames", LONG, async () => {
  const screen = live.client();
  await watch(screen, QUIET, "today");
  const seats = await gauge("nhip_watches");
  const deaf = await openRawScreen(Number(new URL(live.base).port), await live.signIn("leader"));
  deaf.socket.pause();
  const isCut = (): boolean => deaf.socket.destroyed || deaf.socket.closed;
  let revs = 0;
  screen.on("kpi:delta", () => (revs += 1));
  let said = 0;
  await until("it is cut off", 30_000, async () => {
    for (let n = 0; n < 200 && !isCut(); n++)
      deaf.say(`42${said++}["watch",{"ward":"${QUIET}","period":"2022"}]`);
    await receive();
    return (await gauge("nhip_sockets")) === 1;
  });
  await until("the other has its frames", 5_000, () => revs > 0);
  expect(await gauge("nhip_watches")).toBe(seats);
  screen.close();
  deaf.socket.destroy();
});

/** What the server keeps for a client that has not taken it; a private part of the library. */
function unsentTo(socket: { conn: object }): number {
  const { writeBuffer } = socket.conn as { writeBuffer?: unknown[] };
  return writeBuffer?.length ?? Number.NaN;
}

test("F9: frames to a screen that stops reading are dropped, and those to others are not", LONG, async () => {
  const http = createServer();
  const io = createSocketServer(http);
  http.listen(0, "127.0.0.1");
  await new Promise((resolve) => http.once("listening", resolve));
  const address = http.address();
  const port = typeof address === "object" && address ? address.port : 0;
  io.use((socket, next) => {
    socket.data = {
      caller: { kind: "person", id: "1", name: "t", role: "leader", wards: null, units: [], session: "1" },
    };
    next();
  });
  const deaf = await openRawScreen(port, "");
  const good = await openRawScreen(port, "");
  deaf.socket.pause();
  let frames = 0;
  good.socket.on("data", (chunk) => (frames += chunk.toString("latin1").split('42["pulse"').length - 1));
  const revs = Object.fromEntries(Array.from({ length: 2_000 }, (_, n) => [`phuong-so-${n}`, n]));
  // 300 frames of 45 KB are more than any system keeps on its way for a line that nobody reads.
  for (let sent = 1; sent <= 300; sent++) {
    sendPulse(io, { at: "2026-11-24T08:00:00+07:00", version: "test", revs, behindMs: 0 });
    await heardOn(good.socket, () => frames >= sent);
  }
  expect(Math.max(...[...io.sockets.sockets.values()].map(unsentTo))).toBeLessThanOrEqual(1);
  expect(deaf.socket.bytesRead).toBeLessThan(good.socket.bytesRead / 2);
  deaf.socket.destroy();
  good.socket.destroy();
  await io.close();
});

/** The heap in use once everything that can go has gone, in bytes. */
function heapInUse(): number {
  setFlagsFromString("--expose-gc");
  const collect: () => void = runInNewContext("gc");
  for (let n = 0; n < 3; n++) collect();
  return process.memoryUsage().heapUsed;
}

test(
  "S8: 10,000 screens that come and go, watching or on their way to it, leave no seat and no memory behind",
  LONG,
  async () => {
    const port = Number(new URL(live.base).port);
    const cookie = await live.signIn("leader");
    const visit = async (n: number): Promise<void> => {
      const screen = await openRawScreen(port, cookie);
      if (n % 4 === 0) {
        screen.say(`420["watch",{"ward":"${QUIET}","period":"${n % 8 === 0 ? "today" : 2003 + (n % 20)}"}]`);
        if (n % 16 === 0) await heardOn(screen.socket, () => screen.heard().includes('"checks"'));
      }
      // Some say farewell, most are simply gone.
      if (n % 3 === 0) screen.say("41");
      screen.socket.destroy();
    };
    const visits = async (count: number): Promise<void> => {
      for (let at = 0; at < count; at += 50)
        await Promise.all(Array.from({ length: 50 }, (_, n) => visit(at + n)));
      await until("all are gone", 20_000, async () => (await gauge("nhip_sockets")) === 0);
      await until("no seat is taken", 5_000, async () => (await gauge("nhip_watches")) === 0);
    };
    await visits(1_000);
    const base = heapInUse();
    await visits(9_000);
    const growth = heapInUse() - base;
    console.log(`S8: ${(growth / 1e6).toFixed(2)} MB more after 9,000 more`);
    // Half a kilobyte a visitor, kept, would be 4.5 MB.
    expect(growth).toBeLessThan(4.5e6);
  },
);
