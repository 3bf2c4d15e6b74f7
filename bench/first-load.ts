import { createWards } from "@nhip/backbone";
import { WardSettings } from "@nhip/contracts";
import { dayOf } from "@nhip/domain";
import { recentDays, sampleWard, sampleYear } from "@nhip/sample";
import { chromium, type Browser, type CDPSession, type Page } from "playwright-core";
import type { House } from "./house.ts";
import type { Store } from "./store.ts";
import { createSignIn } from "../tests/sign-in.ts";
import { spread, type Spread } from "./statistics.ts";

const RUNS = 5;
const BATCH = 1_000;
/** Bits a second and ms of delay: a phone on a slow mobile line as Lighthouse has it, and on the 4G of Chromium's own tools. */
const LINES = {
  slow: { down: 1_638_400, up: 768_000, latency: 150 },
  "4G": { down: 8_100_000, up: 1_350_000, latency: 165 },
};
/** A phone of the middle class beside this machine. */
const CPU_SLOWER = 4;
const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true };
const SETTLED_MS = 6_000;
/** The chunks that draw charts, which come after the figures. */
const CHARTS = /\/(useChart|echarts|FlowCanvas)-/;

export type FirstLoad = {
  runs: number;
  scriptKb: Spread;
  chartsKb: Spread;
  lines: { name: string; largestPaintMs: Spread; layoutShift: Spread }[];
  chunks: { name: string; kb: number }[];
  faults: string[];
};

/**
 * The leader's page of the sample ward, opened for the first time on a slow phone: what comes over the line, when it shows,
 * whether it jumps.
 */
export async function measureFirstLoad(
  store: Store,
  house: House,
  executablePath: string,
): Promise<FirstLoad> {
  await fill(store, house);
  const cookie = await createSignIn(store.redis, store.keys)("leader");
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
  try {
    const url = `http://127.0.0.1:${house.livePort}/?ward=${sampleWard.id}`;
    const looks: Look[] = [];
    const lines: FirstLoad["lines"] = [];
    for (const [name, line] of Object.entries(LINES)) {
      const own: Look[] = [];
      for (let run = 0; run < RUNS; run++) own.push(await look(browser, url, cookie, line));
      lines.push({
        name,
        largestPaintMs: spread(own.map(({ paintMs }) => paintMs)),
        layoutShift: spread(own.map(({ shift }) => shift)),
      });
      looks.push(...own);
    }
    const of = (pick: (one: Look) => number): Spread => spread(looks.map(pick));
    return {
      runs: RUNS,
      scriptKb: of(({ scripts }) => kb(scripts.filter(({ url: at }) => !CHARTS.test(at)))),
      chartsKb: of(({ scripts }) => kb(scripts.filter(({ url: at }) => CHARTS.test(at)))),
      lines,
      chunks: (looks[0]?.scripts ?? [])
        .filter(({ url: at }) => !CHARTS.test(at))
        .toSorted((a, b) => b.bytes - a.bytes)
        .map(({ url: at, bytes }) => ({ name: at.split("/").at(-1) ?? "", kb: bytes / 1_024 })),
      faults: [],
    };
  } finally {
    await browser.close();
  }
}

/** A page without figures would be faster than any that is in use. */
async function fill(store: Store, house: House): Promise<void> {
  await createWards(store.redis, store.keys).save(WardSettings.parse(sampleWard));
  const key = await store.admit([sampleWard.id]);
  const now = Date.now();
  const events = [...sampleYear(), ...recentDays(dayOf(now), now)];
  for (let at = 0; at < events.length; at += BATCH) {
    const response = await fetch(`http://127.0.0.1:${house.ingestPort}/v1/events`, {
      method: "POST",
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
      body: JSON.stringify(events.slice(at, at + BATCH)),
    });
    if (response.status !== 202) throw new Error(`the sample was answered ${response.status}`);
  }
  await store.drained();
}

type Script = { url: string; bytes: number };
type Look = { scripts: Script[]; paintMs: number; shift: number };
const kb = (scripts: readonly Script[]): number => scripts.reduce((sum, { bytes }) => sum + bytes, 0) / 1_024;

type Line = { down: number; up: number; latency: number };

async function look(browser: Browser, url: string, cookie: string, through: Line): Promise<Look> {
  const context = await browser.newContext(PHONE);
  const [name = "", value = ""] = cookie.split("=");
  await context.addCookies([{ name, value, url: new URL(url).origin }]);
  const page = await context.newPage();
  const line = await context.newCDPSession(page);
  const scripts = await listen(line, through);
  await page.addInitScript(WATCH);
  await page.goto(url);
  await page.locator("[data-figure]").first().waitFor({ timeout: 60_000 });
  await page.waitForTimeout(SETTLED_MS);
  const seen = await read(page);
  await context.close();
  return { scripts: [...scripts.values()].filter(({ bytes }) => bytes > 0), ...seen };
}

/** Slows the line and the processor, and adds up what each script costs on the line. */
async function listen(line: CDPSession, { down, up, latency }: Line): Promise<Map<string, Script>> {
  const scripts = new Map<string, Script>();
  line.on("Network.responseReceived", ({ requestId, type, response }) => {
    if (type === "Script") scripts.set(requestId, { url: response.url, bytes: 0 });
  });
  line.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    const script = scripts.get(requestId);
    if (script) script.bytes = encodedDataLength;
  });
  await line.send("Network.enable");
  await line.send("Network.emulateNetworkConditions", {
    offline: false,
    latency,
    downloadThroughput: down / 8,
    uploadThroughput: up / 8,
  });
  await line.send("Emulation.setCPUThrottlingRate", { rate: CPU_SLOWER });
  return scripts;
}

/** Runs in the page before anything else. */
const WATCH = `
window.firstLoad = { paintMs: 0, shift: 0 };
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) window.firstLoad.paintMs = entry.startTime;
}).observe({ type: "largest-contentful-paint", buffered: true });
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.firstLoad.shift += entry.value;
}).observe({ type: "layout-shift", buffered: true });
`;

const read = (page: Page): Promise<{ paintMs: number; shift: number }> =>
  page.evaluate<{ paintMs: number; shift: number }>("window.firstLoad");
