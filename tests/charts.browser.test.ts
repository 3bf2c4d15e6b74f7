import type { KpiDelta } from "@nhip/contracts";
import { formatInstant } from "@nhip/domain";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { heldBy, standBetween, type Between } from "./live-page.ts";
import { awaitState, awaitTile, openScreen, startBrowser, type Screen } from "./screen.ts";
import { openStack, type Stack } from "./stack.ts";
import { inPieces, story } from "./story.ts";
import { readKpis } from "./talk.ts";
import { sendPieces } from "./traffic.ts";
import { pause, until } from "./until.ts";

const WARD = "phuong-bieu-do";
const SHOWN_MS = 20_000;
/** Longer than a page may be hidden without asking anew. */
const HIDDEN_LONG_MS = 5_500;
const MB = 1_048_576;
let stack: Stack;
let browser: Browser;

beforeAll(async () => {
  [stack, browser] = await Promise.all([openStack({ wards: [WARD] }), startBrowser()]);
  await sendPieces(stack, inPieces(story(WARD, 620, Date.now()), 1_000), 2);
  await until("all counted", 60_000, async () => (await stack.queue.depth()) === 0);
});
afterAll(async () => {
  await browser.close();
  await stack.close();
});

/** Presses a button of the design page. */
const press = (page: Page, name: string): Promise<void> => page.click(`[data-${name}]`);

/** The chart's box and its canvas, in CSS pixels; null where nothing is drawn. */
const sizes = (page: Page): Promise<{ box: number; canvas: number } | null> =>
  page.evaluate(`(() => {
    const box = document.querySelector("[data-chart]");
    const canvas = box?.querySelector("canvas");
    return canvas ? { box: box.clientWidth, canvas: Math.round(canvas.getBoundingClientRect().width) } : null;
  })()`);
const awaitFit = (page: Page): Promise<number> =>
  until("the chart fills its box", SHOWN_MS, async () => {
    const found = await sizes(page);
    return found !== null && found.box > 0 && Math.abs(found.box - found.canvas) <= 1;
  });

/** Which of the tokens' colours are on the canvas. */
const drawnColours = (page: Page): Promise<string[]> =>
  page.evaluate(`(() => {
    const canvas = document.querySelector("[data-chart] canvas");
    if (!canvas) return [];
    // A copy: reading the chart's own canvas often would make it another canvas.
    const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext("2d", { willReadFrequently: true });
    copy.drawImage(canvas, 0, 0);
    const { data } = copy.getImageData(0, 0, canvas.width, canvas.height);
    const seen = new Set();
    for (let at = 0; at < data.length; at += 4)
      if (data[at + 3] === 255) seen.add((data[at] << 16) | (data[at + 1] << 8) | data[at + 2]);
    const style = getComputedStyle(document.documentElement);
    return ["data-1", "data-2", "data-3"].filter((name) =>
      seen.has(Number.parseInt(style.getPropertyValue("--" + name).trim().slice(1), 16)));
  })()`);
const awaitColours = (page: Page, names: readonly string[]): Promise<number> =>
  until(`${names.join(", ")} on the canvas`, SHOWN_MS, async () => {
    return (await drawnColours(page)).join() === names.join();
  });

async function openDesign(viewport = { width: 1280, height: 900 }): Promise<Screen> {
  const screen = await openScreen(browser, `${stack.liveUrl}/thiet-ke?ward=${WARD}`, {
    viewport,
    colorScheme: "light",
  });
  await screen.page.waitForSelector("[data-chart] canvas", { timeout: SHOWN_MS });
  return screen;
}

describe("one chart, as all charts are drawn", () => {
  test("V2: mounted and unmounted 200 times it leaves nothing behind", async () => {
    const { page, errors, close } = await openDesign();
    const around = (times: number): Promise<void> =>
      page.evaluate(`(async () => {
        const frame = () => new Promise((done) => requestAnimationFrame(() => done()));
        for (let n = 0; n < ${2 * times}; n++) {
          document.querySelector("[data-drawn]").click();
          await frame();
        }
      })()`);
    await around(10);
    const before = await heldBy(page);
    await around(200);
    const after = await heldBy(page);
    console.info("V2:", JSON.stringify({ before, after }));
    expect(after.canvases).toBeLessThanOrEqual(before.canvases);
    expect(after.listeners - before.listeners).toBeLessThanOrEqual(5);
    expect(after.heapBytes - before.heapBytes).toBeLessThan(2 * MB);
    expect(errors).toEqual([]);
    await close();
  });

  test("V3, V5: it fills its box: resized, born hidden, resized while hidden, upright and at 8K", async () => {
    const { page, errors, close } = await openDesign();
    await awaitFit(page);
    await page.setViewportSize({ width: 700, height: 900 });
    await awaitFit(page);
    await press(page, "hide");
    await page.setViewportSize({ width: 1080, height: 1920 });
    await press(page, "hide");
    await awaitFit(page);
    await press(page, "drawn");
    await press(page, "hide");
    await press(page, "drawn");
    await page.setViewportSize({ width: 7680, height: 4320 });
    await press(page, "hide");
    await awaitFit(page);
    expect(errors).toEqual([]);
    await close();
  });

  test("V6: light and dark twenty times: each time in the new colours, without an error", async () => {
    const { page, errors, close } = await openDesign();
    await press(page, "months");
    await press(page, "lines='2'");
    for (let n = 0; n < 20; n++) {
      await page.emulateMedia({ colorScheme: n % 2 === 0 ? "dark" : "light" });
      await press(page, "turn");
      await awaitColours(page, ["data-1", "data-2"]);
    }
    expect(errors).toEqual([]);
    await close();
  });

  test("V7: from three series to one, one is left", async () => {
    const { page, close } = await openDesign();
    await press(page, "months");
    await press(page, "lines='3'");
    await awaitColours(page, ["data-1", "data-2", "data-3"]);
    await press(page, "lines='1'");
    await awaitColours(page, ["data-2"]);
    expect(await drawnColours(page)).toEqual(["data-2"]);
    await close();
  });

  test("V9: what hangs on the pointer speaks Vietnamese numbers", async () => {
    const { page, close } = await openDesign();
    await page.locator("[data-chart]").scrollIntoViewIfNeeded();
    await page.hover("[data-chart]");
    await until("a tip", SHOWN_MS, async () => {
      const text = await page.locator("[data-chart]").textContent();
      return /\d\.\d{3}/.test(text ?? "") && !/\d,\d{3}/.test(text ?? "");
    });
    expect(await page.locator("[data-chart]").textContent()).not.toMatch(/\d,\d{3}/);
    await close();
  });
});

/** The next frame of a busy ward: one figure, one revision on. */
function frameAt(rev: number, value: number): KpiDelta {
  const id = "dossiers.received";
  const kpi = { id, value, numerator: null, denominator: null, target: null, attainment: null };
  const at = formatInstant(Date.now());
  const changes = [{ ...kpi, status: "none" as const }];
  return { ward: WARD, period: "today", from: rev - 1, rev, at, lastEventAt: at, changes };
}

/** A page of figures with somebody between it and its server. */
async function openBetween(path: string): Promise<Screen & { between: Between }> {
  let between: Between | null = null;
  const prepare = async (page: Page): Promise<void> => void (between = await standBetween(page));
  const screen = await openScreen(browser, `${stack.liveUrl}${path}`, { prepare });
  await awaitState(screen.page, "dossiers.received", "live", SHOWN_MS);
  if (between === null) throw new Error("nobody stands between");
  return { ...screen, between };
}

const awaitCanvas = (page: Page): Promise<number> =>
  until("a chart that fills its box", SHOWN_MS, () =>
    page.evaluate(`(() => {
      const canvas = document.querySelector("main canvas");
      return canvas !== null && canvas.getBoundingClientRect().width > 100;
    })()`),
  );

test("V4: hidden for long and shown again: one fresh snapshot, what came meanwhile is dropped", async () => {
  const { page, between, errors, close } = await openBetween(`/?ward=${WARD}&period=today`);
  await awaitCanvas(page);
  const { rev, kpis } = await readKpis(stack, WARD, "today");
  const real = kpis.find(({ id }) => id === "dossiers.received")?.value ?? 0;
  const hide = (hidden: boolean): Promise<void> =>
    page.evaluate(`(() => {
      Object.defineProperty(document, "hidden", { value: ${hidden}, configurable: true });
      Object.defineProperty(document, "visibilityState", { value: "${hidden ? "hidden" : "visible"}", configurable: true });
      document.dispatchEvent(new Event("visibilitychange"));
    })()`);
  await hide(true);
  for (let n = 1; n <= 500; n++) between.say("kpi:delta", frameAt(rev + n, 9_000 + n));
  await pause(HIDDEN_LONG_MS);
  between.asked.length = 0;
  await hide(false);
  await awaitTile(page, "dossiers.received", real, SHOWN_MS);
  expect(between.asked.filter((event) => event === "watch")).toHaveLength(1);
  await awaitCanvas(page);
  expect(errors).toEqual([]);
  await close();
});

test("V1: two hours of a busy morning in a minute: memory stays where it was after warm-up", async () => {
  const { page, between, errors, close } = await openBetween(`/?ward=${WARD}&period=today`);
  await until("a pulse", SHOWN_MS, () => between.pulse() !== null);
  let rev = (await readKpis(stack, WARD, "today")).rev;
  /** So many minutes: a pulse every 5 s, a change each second, five lines of news a minute. */
  const minutes = async (count: number): Promise<void> => {
    for (let minute = 0; minute < count; minute++) {
      for (let second = 0; second < 60; second++) {
        between.say("kpi:delta", frameAt(++rev, rev));
        if (second % 5 === 0) between.sayAgain(between.pulse() ?? "");
        if (second % 12 === 0) {
          const event = {
            at: formatInstant(Date.now()),
            type: "dossier.received",
            field: "ho-tich",
            code: `…-${rev}`,
          };
          between.say("ticker", { ward: WARD, events: [event] });
        }
      }
      await awaitTile(page, "dossiers.received", rev, SHOWN_MS);
    }
  };
  await minutes(30);
  const heaps: number[] = [];
  for (let part = 0; part < 4; part++) {
    heaps.push((await heldBy(page)).heapBytes);
    await minutes(30);
  }
  heaps.push((await heldBy(page)).heapBytes);
  console.info("V1: MB after each half hour:", heaps.map((bytes) => (bytes / MB).toFixed(2)).join(" "));
  expect(slope(heaps)).toBeLessThan(MB / 4);
  expect(errors).toEqual([]);
  await close();
});

/** Bytes a step, by least squares. */
function slope(values: readonly number[]): number {
  const middle = (values.length - 1) / 2;
  const mean = values.reduce((sum, one) => sum + one, 0) / values.length;
  const top = values.reduce((sum, one, n) => sum + (n - middle) * (one - mean), 0);
  return top / values.reduce((sum, _one, n) => sum + (n - middle) ** 2, 0);
}
