import { chromium, type Browser, type BrowserContextOptions, type Page } from "playwright-core";
import type { Role } from "@nhip/contracts";
import { expect } from "vitest";
import { doorOf } from "./sign-in.ts";
import type { Stack } from "./stack.ts";
import { figure, readKpis } from "./talk.ts";
import { until } from "./until.ts";

const ARGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"];

export const startBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: process.env["CHROMIUM_PATH"] ?? "/usr/bin/chromium", args: ARGS });

/** A page with what went wrong in it. */
export type Screen = { page: Page; errors: string[]; close: () => Promise<void> };

export type ScreenOptions = BrowserContextOptions & {
  /** Who looks: a leader unless told; `null` is nobody. Secretaries and heads may be told with their units. */
  as?: Role | null;
  units?: readonly string[];
  /** What has to be there before the page is opened. */
  prepare?: (page: Page) => Promise<void>;
};

/** Opens a path of the dashboard in a browser of its own kind, signed in. */
export async function openScreen(
  browser: Browser,
  url: string,
  { as = "leader", units, prepare, ...options }: ScreenOptions = {},
): Promise<Screen> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  if (as !== null) await context.addCookies([await cookieOf(url, as, units)]);
  const page = await context.newPage();
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning")
      errors.push(`${message.type()}: ${message.text()}`);
  });
  await prepare?.(page);
  await page.goto(url);
  return { page, errors, close: () => context.close() };
}

/** The session cookie of somebody, as a browser keeps it. */
export async function cookieOf(
  url: string,
  role: Role,
  units?: readonly string[],
): Promise<{ name: string; value: string; url: string; httpOnly: true; sameSite: "Strict" }> {
  const [name = "", value = ""] = (await doorOf(url)(role, units)).split("=");
  return { name, value, url: new URL(url).origin, httpOnly: true, sameSite: "Strict" };
}

/** What a tile shows: its state, and its figure as a person reads it. */
export async function readTile(
  page: Page,
  id: string,
): Promise<{ state: string | null; text: string | null }> {
  const tile = page.locator(`[data-kpi="${id}"]`).first();
  const state = await tile.getAttribute("data-state", { timeout: 10_000 });
  const shown = tile.locator("[data-figure]");
  return { state, text: (await shown.count()) === 0 ? null : await shown.first().textContent() };
}

/** A whole number as a Vietnamese screen shows it. */
export const shownAs = (value: number): string => value.toLocaleString("vi-VN");

/** Waits for a tile to show this number, live; resolves to the milliseconds it took. */
export async function awaitTile(page: Page, id: string, value: number, limitMs: number): Promise<number> {
  let last: unknown = null;
  const look = async (): Promise<boolean> => {
    const tile = await readTile(page, id);
    last = tile;
    return tile.state === "live" && tile.text === shownAs(value);
  };
  return until(`${id} shows ${value}`, limitMs, look).catch((error: unknown) => {
    throw new Error(`${String(error)}; it shows ${JSON.stringify(last)}`);
  });
}

/** Waits for a tile's state. */
export const awaitState = (page: Page, id: string, state: string, limitMs: number): Promise<number> =>
  until(`${id} is ${state}`, limitMs, async () => (await readTile(page, id)).state === state);

const TILES = [
  "dossiers.received",
  "dossiers.resolved",
  "dossiers.overdue",
  "dossiers.dueSoon",
  "dossiers.open",
  "dossiers.waiting",
];

/** Every tile shows what a fresh GET says. */
export async function expectTilesAsRead(
  stack: Stack,
  page: Page,
  ward: string,
  period = "today",
): Promise<void> {
  const reading = await readKpis(stack, ward, period);
  for (const id of TILES) {
    const value = figure(reading, id);
    if (typeof value !== "number") throw new Error(`${id} has no value`);
    expect({ id, ...(await readTile(page, id)) }).toEqual({ id, state: "live", text: shownAs(value) });
  }
}
