import { formatInstant } from "@nhip/domain";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  awaitState,
  awaitTile,
  expectTilesAsRead,
  openScreen,
  readTile,
  startBrowser,
  type Screen,
} from "./screen.ts";
import { openStack, type Stack } from "./stack.ts";
import { story } from "./story.ts";
import { figure, post, readKpis } from "./talk.ts";
import { pause, until } from "./until.ts";

const WARD = "phuong-mat-song";
const RECEIVED = "dossiers.received";
/** Silence is noticed after 11 s, on a machine shared by many somewhat later. */
const STALE_MS = 20_000;
/** The longest wait between two tries is 10 s. */
const BACK_MS = 20_000;
let stack: Stack;
let browser: Browser;
let desk: Screen;
let wall: Screen;
let serial = 0;

beforeAll(async () => {
  [stack, browser] = await Promise.all([openStack({ wards: [WARD] }), startBrowser()]);
  await post(stack, story(WARD, 60, Date.now() - 86_400_000));
  [desk, wall] = await Promise.all([
    openScreen(browser, `${stack.liveUrl}/?ward=${WARD}&period=today`),
    openScreen(browser, `${stack.liveUrl}/wall?ward=${WARD}&scene=today`),
  ]);
});
afterAll(async () => {
  await browser.close();
  await stack.close();
});

/** One more dossier received now. */
async function receive(): Promise<void> {
  serial += 1;
  const event = {
    id: `n${serial}`,
    type: "dossier.received",
    ward: WARD,
    subject: `N-${serial}`,
    time: formatInstant(Date.now()),
    data: {},
  };
  await until("the door takes an event", 10_000, async () => (await post(stack, event)).status === 202);
}

/** Waits until desk and wall show the newest figure and call it live; then tells what they and a fresh GET say. */
async function shownAndRead(): Promise<{
  desk: string | null;
  wall: string | null;
  read: unknown;
  tookMs: number;
}> {
  const took = await Promise.all([desk, wall].map(({ page }) => awaitTile(page, RECEIVED, serial, BACK_MS)));
  await expectTilesAsRead(stack, desk.page, WARD);
  const [onDesk, onWall] = await Promise.all([desk, wall].map(({ page }) => readTile(page, RECEIVED)));
  return {
    desk: onDesk?.text ?? null,
    wall: onWall?.text ?? null,
    read: figure(await readKpis(stack, WARD, "today"), RECEIVED),
    tookMs: Math.max(...took),
  };
}
const right = () => ({ desk: String(serial), wall: String(serial), read: serial });

test("desk and wall show the same figure", async () => {
  await receive();
  expect(await shownAndRead()).toMatchObject(right());
});

test("A6, F1, F2: Redis stops: desk and wall turn stale by themselves and keep the figure; it is back: live and right by themselves", async () => {
  stack.redis.pause();
  const began = Date.now();
  const staleMs = await Promise.all(
    [desk, wall].map(({ page }) => awaitState(page, RECEIVED, "stale", STALE_MS)),
  );
  expect((await readTile(desk.page, RECEIVED)).text).toBe(String(serial));
  expect(await desk.page.locator(`[data-kpi="${RECEIVED}"]`).first().innerText()).toMatch(/\d\d:\d\d/);
  await pause(Math.max(0, 14_000 - (Date.now() - began)));
  stack.redis.resume();
  const backAt = Date.now();
  await Promise.all([desk, wall].map(({ page }) => awaitState(page, RECEIVED, "live", BACK_MS)));
  console.log(`A6: stale after ${staleMs.join(" and ")} ms, live ${Date.now() - backAt} ms after the return`);
  await receive();
  expect(await shownAndRead()).toMatchObject(right());
});

test(
  "S1: live is killed five times in a row with events between: the screens come back by themselves, equal to a fresh GET",
  { timeout: 180_000 },
  async () => {
    const took: number[] = [];
    for (let drop = 0; drop < 5; drop++) {
      await stack.kill("live");
      await receive();
      stack.start("live");
      await stack.ready("live");
      await receive();
      const shown = await shownAndRead();
      expect(shown).toMatchObject(right());
      took.push(shown.tookMs);
    }
    console.log(`S1: right again ${took.join(", ")} ms after live was ready`);
  },
);

test(
  "live away for long: the screens turn stale, and are live and right when it is back",
  { timeout: 120_000 },
  async () => {
    await stack.kill("live");
    await Promise.all([desk, wall].map(({ page }) => awaitState(page, RECEIVED, "stale", STALE_MS)));
    await receive();
    stack.start("live");
    await stack.ready("live");
    expect(await shownAndRead()).toMatchObject(right());
  },
);

test("nothing was thrown in the pages meanwhile", () => {
  const thrown = [...desk.errors, ...wall.errors].filter(
    (line) => !/WebSocket|Failed to load resource/.test(line),
  );
  expect(thrown).toEqual([]);
});
