import { createScreens } from "@nhip/backbone";
import { SCREEN_COOKIE, WALL_SCENES, type ScreenSetup } from "@nhip/contracts";
import { formatInstant } from "@nhip/domain";
import type { WireEvent } from "@nhip/sample";
import type { Browser, CDPSession } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { awaitTile, openScreen, readTile, shownAs, startBrowser } from "./screen.ts";
import { openStack, type Stack } from "./stack.ts";
import { figure, post, readKpis } from "./talk.ts";
import { until } from "./until.ts";

/** `npm run soak` is the long form: 100,000 changes and 500 scene changes. */
const isLong = process.env["SOAK"] === "long";
const ROUNDS = isLong ? 500 : 30;
const EVENTS = isLong ? 200 : 100;
const LOOK_EVERY = isLong ? 20 : 3;
/** Code is compiled and caches fill in the first part. */
const WARM_UP = 0.25;
/** What the heap may grow by in a thousand changes of scene; a leaking scene (chart, listener, timer) costs tens of megabytes. */
const MOST_KB_A_THOUSAND = 2_000;
const WARD = "phuong-ben-bi";
let stack: Stack;
let browser: Browser;

beforeAll(async () => {
  [stack, browser] = await Promise.all([openStack({ wards: [WARD] }), startBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await stack.close();
});

const SETUP: ScreenSetup = {
  name: "Bền bỉ",
  ward: WARD,
  scenes: [...WALL_SCENES],
  seconds: 600,
  theme: "dark",
  quiet: null,
  lowPower: "off",
  notice: "Nghỉ trưa từ 11 giờ 30",
};
const FIELDS = ["ho-tich", "dat-dai", "chung-thuc", "xay-dung"] as const;

/** One round of events: dossiers that are received, half of them answered a moment later, the others told twice. */
function events(round: number): WireEvent[] {
  return Array.from({ length: EVENTS / 2 }, (_, n) => {
    const subject = `B-${round}-${n}`;
    const tell = (type: "dossier.received" | "dossier.resolved", ago: number, data: object) => ({
      id: `${type}-${round}-${n}`,
      type,
      ward: WARD,
      subject,
      time: formatInstant(Date.now() - ago),
      data,
    });
    return [
      tell("dossier.received", 2_000, { field: FIELDS[n % FIELDS.length] }),
      n % 2 === 0 ? tell("dossier.resolved", 1_000, {}) : tell("dossier.received", 2_000, {}),
    ];
  }).flat() as WireEvent[];
}

async function heapBytes(cdp: CDPSession): Promise<number> {
  await cdp.send("HeapProfiler.collectGarbage");
  return (await cdp.send("Runtime.getHeapUsage")).usedSize;
}

/** Bytes that are added with each round, by least squares. */
function slope(points: readonly { round: number; bytes: number }[]): number {
  const mean = (list: readonly number[]): number => list.reduce((sum, one) => sum + one, 0) / list.length;
  const [x, y] = [mean(points.map(({ round }) => round)), mean(points.map(({ bytes }) => bytes))];
  const over = points.reduce((sum, point) => sum + (point.round - x) * (point.bytes - y), 0);
  return over / points.reduce((sum, point) => sum + (point.round - x) ** 2, 0);
}

test(
  "D3, V1: a wall through many changes and scenes: the heap stays as it is, nothing in the console, figures as a fresh GET",
  { timeout: 1_800_000 },
  async () => {
    const screens = createScreens(stack.admin, stack.keys);
    const { id } = await screens.add(SETUP, "test", Date.now());
    const token = (await screens.issue(id, Date.now())) ?? "";
    const { page, errors, close } = await openScreen(browser, `${stack.liveUrl}/healthz`, {
      as: null,
      viewport: { width: 1920, height: 1080 },
    });
    const cookie = {
      name: SCREEN_COOKIE,
      value: token,
      url: stack.liveUrl,
      httpOnly: true,
      sameSite: "Strict",
    } as const;
    await page.context().addCookies([cookie]);
    await page.goto(`${stack.liveUrl}/wall`);
    await awaitTile(page, "dossiers.received", 0, 20_000);
    const cdp = await page.context().newCDPSession(page);
    const scene = (): Promise<string | null> => page.locator("main.wall").getAttribute("data-scene");

    const heap: { round: number; bytes: number }[] = [];
    const began = Date.now();
    for (let round = 0; round < ROUNDS; round++) {
      await until("taken", 30_000, async () => (await post(stack, events(round))).status === 202);
      const before = await scene();
      await screens.tell({
        id,
        command: { do: "skip", screen: { id, ...SETUP, hold: null, message: null } },
      });
      await until("another scene", 15_000, async () => (await scene()) !== before);
      if (round % LOOK_EVERY === 0) heap.push({ round, bytes: await heapBytes(cdp) });
    }
    await until("all counted", 120_000, async () => (await stack.queue.depth()) === 0);
    await screens.tell({
      id,
      command: { do: "show", scene: "today", screen: { id, ...SETUP, hold: null, message: null } },
    });
    const reading = await readKpis(stack, WARD, "today");
    for (const kpi of ["dossiers.received", "dossiers.resolved", "dossiers.open"])
      await awaitTile(page, kpi, Number(figure(reading, kpi)), 20_000);
    expect((await readTile(page, "dossiers.received")).text).toBe(shownAs((ROUNDS * EVENTS) / 2));

    const settled = heap.filter(({ round }) => round >= ROUNDS * WARM_UP);
    const kbAThousand = Math.round((slope(settled) * 1_000) / 1_024);
    const mb = (bytes = 0): string => (bytes / 1_048_576).toFixed(2);
    console.log(
      `D3: ${ROUNDS * EVENTS} changes, ${ROUNDS} scene changes in ${Math.round((Date.now() - began) / 1_000)} s; heap ` +
        `${mb(heap[0]?.bytes)} MB at first, ${mb(settled[0]?.bytes)} after warm-up, ${mb(settled.at(-1)?.bytes)} at the end, ` +
        `slope ${kbAThousand} KB a 1,000 scene changes`,
    );
    // The short form ends before the slope of what is collected late has settled.
    const growth = (settled.at(-1)?.bytes ?? 0) / (settled[0]?.bytes ?? 1);
    expect(isLong ? kbAThousand < MOST_KB_A_THOUSAND : growth < 1.25).toBe(true);
    expect(errors).toEqual([]);
    await close();
  },
);
