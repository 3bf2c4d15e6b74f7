import { sampleWard, sampleYear, type WireEvent } from "@nhip/sample";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { awaitState, openScreen, startBrowser } from "./screen.ts";
import { openStack, type Stack } from "./stack.ts";
import { inPieces, story } from "./story.ts";
import { sendPieces } from "./traffic.ts";
import { pause, until } from "./until.ts";

const WARD = sampleWard.id;
/** Long enough for charts and lists to be drawn. */
const DRAWN_MS = 1_500;
let stack: Stack;
let browser: Browser;

beforeAll(async () => {
  [stack, browser] = await Promise.all([openStack({ wards: [WARD] }), startBrowser()]);
  const events: WireEvent[] = [...sampleYear(), ...story(WARD, 400, Date.now())];
  await sendPieces(stack, inPieces(events, 1_000), 3);
  await until("all counted", 60_000, async () => (await stack.queue.depth()) === 0);
});
afterAll(async () => {
  await browser.close();
  await stack.close();
});

const PATHS = [
  { path: `/?ward=${WARD}&period=2022`, kpi: "dossiers.received" },
  { path: `/?ward=${WARD}&period=today`, kpi: "dossiers.received" },
  { path: `/766?ward=${WARD}&period=2022`, kpi: "service766.progress" },
  { path: `/wall?ward=${WARD}&scene=today`, kpi: "dossiers.received" },
  { path: `/wall?ward=${WARD}&scene=onTime`, kpi: "dossiers.early" },
] as const;

test.each(
  PATHS.flatMap((one) => (["light", "dark"] as const).map((colorScheme) => ({ ...one, colorScheme }))),
)("$path in $colorScheme: no errors, no warnings", async ({ path, kpi, colorScheme }) => {
  const { page, errors, close } = await openScreen(browser, `${stack.liveUrl}${path}`, { colorScheme });
  await awaitState(page, kpi, "live", 20_000);
  await pause(DRAWN_MS);
  expect(await page.getAttribute("html", "data-theme")).toBe(colorScheme);
  expect(errors).toEqual([]);
  await close();
});

test.each(PATHS)("$path at 360 px: nothing to scroll sideways", async ({ path, kpi }) => {
  const { page, errors, close } = await openScreen(browser, `${stack.liveUrl}${path}`, {
    viewport: { width: 360, height: 740 },
  });
  await awaitState(page, kpi, "live", 20_000);
  await pause(DRAWN_MS);
  const width = await page.evaluate("document.documentElement.scrollWidth");
  expect(width).toBeLessThanOrEqual(360);
  await page.evaluate("scrollTo(500, 0)");
  expect(await page.evaluate("scrollX")).toBe(0);
  expect(errors).toEqual([]);
  await close();
});
