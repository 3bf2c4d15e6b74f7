import { createRequire } from "node:module";
import { ROLES, type Locale, type Role } from "@nhip/contracts";
import { sampleWard, sampleYear, type WireEvent } from "@nhip/sample";
import type { AxeResults } from "axe-core";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { allPages } from "../scripts/lib/pages.mjs";
import { cookieOf, startBrowser } from "./screen.ts";
import { openStack, type Stack } from "./stack.ts";
import { inPieces, story } from "./story.ts";
import { sendPieces } from "./traffic.ts";
import { until } from "./until.ts";

const WARD = sampleWard.id;
const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const LOCALES = ["vi", "en"] as const;
let stack: Stack;
let browser: Browser;
/** One for each who looks and language; a page is opened in it for each visit. */
const contexts = new Map<string, Promise<BrowserContext>>();

beforeAll(async () => {
  [stack, browser] = await Promise.all([openStack({ wards: [WARD] }), startBrowser()]);
  const events: WireEvent[] = [...sampleYear().slice(-6_000), ...story(WARD, 200, Date.now())];
  await sendPieces(stack, inPieces(events, 1_000), 3);
  await until("all counted", 60_000, async () => (await stack.queue.depth()) === 0);
});
afterAll(async () => {
  await browser.close();
  await stack.close();
});

type As = Role | null;

async function openContext(as: As, locale: Locale): Promise<BrowserContext> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    colorScheme: "light",
    reducedMotion: "reduce",
  });
  if (as !== null) await context.addCookies([await cookieOf(stack.liveUrl, as)]);
  const preferences = JSON.stringify({ theme: "system", locale, patterns: false });
  await context.addInitScript(`localStorage.setItem("nhip.preferences", ${JSON.stringify(preferences)})`);
  await context.addInitScript({ path: AXE });
  return context;
}

async function contextOf(as: As, locale: Locale): Promise<BrowserContext> {
  const name = `${as} ${locale}`;
  const context = contexts.get(name) ?? openContext(as, locale);
  contexts.set(name, context);
  return context;
}

/** Resolves when a page has drawn what it asked for. */
async function drawn(page: Page): Promise<void> {
  await page.waitForSelector("h1, h2, [data-kpi]", { timeout: 20_000 });
  await page.waitForLoadState("networkidle");
  await page.evaluate("document.fonts.ready.then(() => undefined)");
}

/** Resolves when the other colours are on screen, without anything on its way to them. */
const settled = (page: Page): Promise<void> =>
  page.evaluate(`new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))
    .then(() => Promise.allSettled(document.getAnimations().map((one) => one.finished)))
    .then(() => undefined)`);

/** What axe holds to be serious or worse; `only` one rule, to look again in another theme. */
async function faultsOf(page: Page, only?: string): Promise<string[]> {
  const options = only === undefined ? { type: "tag", values: RULES } : { type: "rule", values: [only] };
  const found: AxeResults = await page.evaluate(
    `axe.run(document, { runOnly: ${JSON.stringify(options)}, resultTypes: ["violations"] })`,
  );
  return found.violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) =>
      nodes.slice(0, 3).map(({ target, failureSummary }) => `${id}: ${target.join(" ")}: ${failureSummary}`),
    );
}

test.each(allPages(WARD).flatMap((visit) => LOCALES.map((locale) => ({ ...visit, locale }))))(
  "D4: $name ($path) in $locale: nothing serious in light or dark",
  async ({ path, as, locale }) => {
    const role = ROLES.find((one) => one === as) ?? null;
    const page = await (await contextOf(role, locale)).newPage();
    const isPublic = path.startsWith("/cong-khai/");
    await page.goto(`${stack.liveUrl}${path}${isPublic ? `?lang=${locale}` : ""}`);
    await drawn(page);
    expect(await page.getAttribute("html", "lang")).toBe(locale);
    const light = await faultsOf(page);
    await page.emulateMedia({ colorScheme: "dark" });
    await settled(page);
    const dark = await faultsOf(page, "color-contrast");
    expect({ light, dark }).toEqual({ light: [], dark: [] });
    await page.close();
  },
);
