import { createScreens } from "@nhip/backbone";
import {
  SCREEN_COOKIE,
  isQuietAt,
  pairingCode,
  type PairingCode,
  type ScreenAnswer,
  type ScreenList,
  type ScreenView,
  type Series,
} from "@nhip/contracts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { QUIET, next, openLive, openLiveOn, screenSetup, watch } from "./live.testing.ts";

const DAY_MS = 86_400_000;
const LIFE = {
  version: "t",
  width: 1920,
  height: 1080,
  pixelRatio: 1,
  late: 0,
  lowPower: false,
  scene: "today",
};
let live: Awaited<ReturnType<typeof openLive>>;
beforeAll(async () => {
  live = await openLive();
});
afterAll(() => live.close());

const JSON_TYPE = { "content-type": "application/json" };
/** Posts as a screen does: nobody, or with a cookie of its own. */
async function post<T>(path: string, body: object, cookie = "") {
  const headers = { ...JSON_TYPE, ...(cookie === "" ? {} : { cookie }) };
  const init = { method: "POST", headers, body: JSON.stringify(body) };
  const response = await fetch(`${live.base}/api/v1${path}`, init);
  const [given = ""] = (response.headers.get("set-cookie") ?? "").split(";");
  return { status: response.status, cookie: given, body: (await response.json()) as T };
}
const asPerson = <T>(
  method: string,
  path: string,
  body: object,
  as: "leader" | "admin" | "clerk" = "admin",
) => live.get<T>(`/api/v1${path}`, { method, headers: JSON_TYPE, body: JSON.stringify(body), as });
/** What a screen is told about itself; null where it is none. */
async function view(cookie: string): Promise<ScreenView | null> {
  const response = await fetch(`${live.base}/api/v1/screen`, { headers: { cookie } });
  return ((await response.json()) as ScreenAnswer).screen;
}

async function pair(ward = QUIET): Promise<{ id: string; cookie: string; secret: string }> {
  const { body } = await post<PairingCode>("/pairing", {});
  expect((await post("/pairing/poll", { secret: body.secret })).body).toEqual({ state: "waiting" });
  const claimed = await asPerson<{ id: string }>("POST", "/screens", {
    code: body.code.toLowerCase(),
    setup: screenSetup(ward),
  });
  expect(claimed.status).toBe(200);
  const polled = await post("/pairing/poll", { secret: body.secret });
  expect(polled.body).toEqual({ state: "claimed" });
  return { id: claimed.body.id, cookie: polled.cookie, secret: body.secret };
}
const ask = (id: string, body: object) =>
  asPerson<ScreenView & { code?: string }>("POST", `/screens/${id}/command`, body, "leader");

describe("pairing", () => {
  test("W1: a code is claimed once; an answer that was lost on its way is given again; the credential is kept as a digest", async () => {
    const { id, secret, cookie } = await pair();
    expect(await view(cookie)).toMatchObject({ id });
    const again = await post("/pairing/poll", { secret });
    expect(again.cookie).toContain(SCREEN_COOKIE);
    expect(await view(again.cookie)).toMatchObject({ id });
    const kept = (await live.redis.hget(live.keys.screens, id)) ?? "";
    expect(kept).not.toContain(cookie.slice(cookie.indexOf("=") + 1));
    expect((await post("/pairing/poll", { secret: "none" })).body).toEqual({ state: "over" });
  });

  test("codes have no look-alikes, end after ten minutes, and cannot be guessed at leisure", async () => {
    const { body } = await post<PairingCode>("/pairing", {});
    expect(body.code).toMatch(/^[ACDEFHJKLMNPRTUVWXY3479]{6}$/);
    expect(pairingCode(` ${body.code.slice(0, 3).toLowerCase()}-${body.code.slice(3)} `)).toBe(body.code);
    expect([pairingCode("ABCDE"), pairingCode("O0O0O0")]).toEqual([null, null]);
    expect(await live.redis.pttl(live.keys.pairingCode(body.code))).toBeGreaterThan(500_000);
    const setup = screenSetup(QUIET);
    const tries = await Promise.all(
      Array.from({ length: 40 }, () => asPerson("POST", "/screens", { code: "AAAAAA", setup })),
    );
    const statuses = tries.map(({ status }) => status);
    expect(statuses).toContain(404);
    expect(statuses).toContain(429);
    await live.redis.del(...(await live.redis.keys(`${live.keys.pairingLimit("claim")}*`)));
  });

  test("a clerk claims none, and an administrator none for a ward that is not there", async () => {
    const { body } = await post<PairingCode>("/pairing", {});
    const claim = { code: body.code, setup: screenSetup(QUIET) };
    expect((await asPerson("POST", "/screens", claim, "clerk")).status).toBe(403);
    const elsewhere = { code: body.code, setup: screenSetup("khong-co") };
    expect((await asPerson("POST", "/screens", elsewhere)).status).toBe(404);
  });
});

describe("the credential", () => {
  test("W1: it is renewed each day; the old one stays good until the new one was used, and for ten minutes after", async () => {
    const { cookie, id } = await pair();
    const screens = createScreens(live.redis, live.keys);
    expect((await post("/screen/alive", LIFE, cookie)).cookie).toBe("");
    const token = cookie.slice(cookie.indexOf("=") + 1);
    const at = live.now() + DAY_MS;
    const lost = (await screens.renew(token, at)) ?? "";
    expect(lost).not.toBe("");
    // The answer never arrived; the screen was off for a month and comes with what it has.
    const later = at + 30 * DAY_MS;
    expect(await screens.ofToken(token, later)).toMatchObject({ id });
    const second = (await screens.renew(token, later)) ?? "";
    expect(second).not.toBe(lost);
    expect(await screens.ofToken(lost, later)).toBeUndefined();
    // It arrived this time.
    expect(await screens.renew(second, later)).toBeUndefined();
    expect(await screens.ofToken(token, later + 60_000)).toMatchObject({ id });
    expect(await screens.ofToken(token, later + 11 * 60_000)).toBeUndefined();
    expect(await screens.ofToken(second, later + 300 * DAY_MS)).toMatchObject({ id });
  });

  test("W1: a line that is open lives through the renewal of its credential", async () => {
    const { cookie } = await pair();
    const socket = live.client({ extraHeaders: { cookie } });
    await watch(socket, QUIET, "today");
    live.clock.skewMs += DAY_MS;
    const renewed = await post("/screen/alive", LIFE, cookie);
    expect(renewed.cookie).toContain(SCREEN_COOKIE);
    await post("/screen/alive", LIFE, renewed.cookie);
    live.clock.skewMs += 3_600_000;
    expect(await view(cookie)).toBeNull();
    let ended = false;
    socket.on("session:ended", () => (ended = true));
    await next(socket, "pulse");
    await next(socket, "pulse");
    expect([ended, socket.connected]).toEqual([false, true]);
    live.clock.skewMs = 0;
  });

  test("F10: a revoked screen is cut off within 5 s", async () => {
    const { id, cookie } = await pair();
    const socket = live.client({ extraHeaders: { cookie } });
    await watch(socket, QUIET, "today");
    const ended = next(socket, "session:ended");
    const began = Date.now();
    await asPerson("DELETE", `/screens/${id}`, {});
    expect((await ended).code).toBe("unauthorized");
    expect(Date.now() - began).toBeLessThan(5_000);
    expect((await ask(id, { do: "skip" })).status).toBe(404);
  });
});

describe("what a screen is told", () => {
  test("W5, W2: a change of its set-up reaches it at once, through whichever server it was made", async () => {
    const { id, cookie } = await pair();
    const prefix = live.keys.wards.slice(0, live.keys.wards.indexOf("{"));
    const second = await openLiveOn(live.url, prefix);
    try {
      const socket = second.client({ extraHeaders: { cookie } });
      await watch(socket, QUIET, "today");
      const told = next(socket, "screen:command");
      const setup = { ...screenSetup(QUIET), scenes: ["online"], seconds: 30, theme: "dark" };
      expect((await asPerson("PUT", `/screens/${id}`, setup)).status).toBe(200);
      expect(await told).toMatchObject({ do: "setup", screen: setup });
      expect(await view(cookie)).toMatchObject(setup);
    } finally {
      await second.close();
    }
  });

  test("hold, skip, show, message: kept, and over by themselves; no personal data", async () => {
    const { id, cookie } = await pair();
    await ask(id, { do: "hold", minutes: 30 });
    // The screen tells what it holds at.
    const life = await post<ScreenView>("/screen/alive", { ...LIFE, scene: "onTime" }, cookie);
    expect(life.body.hold).toMatchObject({ scene: "onTime" });
    expect((await ask(id, { do: "skip" })).body.hold).toMatchObject({ scene: "notice" });
    expect((await ask(id, { do: "show", scene: "today" })).body.hold).toMatchObject({ scene: "today" });
    const said = await ask(id, { do: "message", text: "Họp lúc 14 giờ", minutes: 10 });
    expect(said.body.message).toMatchObject({ text: "Họp lúc 14 giờ" });
    live.clock.skewMs = 11 * 60_000;
    expect(await view(cookie)).toMatchObject({ message: null, hold: { scene: "today" } });
    live.clock.skewMs = 31 * 60_000;
    expect(await view(cookie)).toMatchObject({ hold: null });
    live.clock.skewMs = 0;
    for (const text of ["Mời ông Nguyễn Văn An đến quầy 3", "Gọi 0912345678"])
      expect((await ask(id, { do: "message", text, minutes: 5 })).body.code).toBe("personal-data");
    expect((await ask(id, { do: "message", text: "x".repeat(200), minutes: 5 })).status).toBe(400);
  });

  test("V14: its sign of life tells size, version and how late it draws", async () => {
    const { id, cookie } = await pair();
    await post("/screen/alive", { ...LIFE, late: 37, version: "v9" }, cookie);
    const { body } = await live.get<ScreenList>("/api/v1/screens");
    expect(body.screens.find((one) => one.id === id)?.life).toMatchObject({
      late: 37,
      version: "v9",
      width: 1920,
    });
    const trail = await live.redis.xrevrange(live.keys.trail, "+", "-", "COUNT", 50);
    expect(JSON.stringify(trail)).toContain("screen.claim");
    expect(JSON.stringify(trail)).not.toContain("/screen/alive");
  });

  test("small cells of a breakdown are hidden by the server", async () => {
    const time = live.now() - 3_600_000;
    const of = (field: string, count: number) =>
      Array.from({ length: count }, (_, n) => ({
        id: `m-${field}-${n}`,
        type: "dossier.received" as const,
        ward: QUIET,
        subject: `M-${field}-${n}`,
        time,
        data: { field },
      }));
    await live.put(QUIET, [...of("ho-tich", 6), ...of("dat-dai", 3)] as never);
    const { cookie } = await pair();
    const path = `/api/v1/wards/${QUIET}/series?kpi=dossiers.received&period=year&by=field`;
    const onWall = (await (await fetch(live.base + path, { headers: { cookie } })).json()) as Series;
    const cell = (series: Series, key: string) => series.points.find((point) => point.key === key);
    expect(cell(onWall, "ho-tich")?.value).toBe(6);
    expect(cell(onWall, "dat-dai")).toMatchObject({ value: null, masked: true });
    expect(cell((await live.get<Series>(path)).body, "dat-dai")?.value).toBe(3);
  });
});

test("quiet hours go over midnight", () => {
  const night = { from: "19:00", to: "06:30" };
  expect(["18:59", "19:00", "00:00", "06:29", "06:30"].map((clock) => isQuietAt(night, clock))).toEqual([
    false,
    true,
    true,
    true,
    false,
  ]);
  expect(isQuietAt({ from: "12:00", to: "13:00" }, "12:30")).toBe(true);
  expect(isQuietAt(null, "12:30")).toBe(false);
});
