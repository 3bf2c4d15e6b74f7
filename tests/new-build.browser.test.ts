import { cpSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect, createKeys, createScreens, createWards } from "@nhip/backbone";
import { SCREEN_COOKIE, WardSettings } from "@nhip/contracts";
import { silentLogger } from "@nhip/runtime";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildVersion } from "../apps/live/src/build-version.ts";
import { startLive } from "../apps/live/src/live.ts";
import { openScreen, startBrowser } from "./screen.ts";
import { createSignIn, openDoor } from "./sign-in.ts";
import { freePorts } from "./stack.ts";
import { until } from "./until.ts";

const BUILT = new URL("../apps/dashboard/dist", import.meta.url).pathname;
const WARD = "phuong-ban-moi";
const prefix = `t${Date.now()}-build:`;
const url = process.env["TEST_REDIS_URL"] ?? "";
const keys = createKeys(prefix);
const redis = connect(url, "blocking", () => undefined);
const dir = mkdtempSync(join(tmpdir(), "nhip-build-"));
let browser: Browser;
let port = 0;
let server: Awaited<ReturnType<typeof startLive>>;
const base = () => `http://127.0.0.1:${port}`;

async function start(): Promise<void> {
  server = await startLive({
    settings: { REDIS_URL: url, PORT: port, HOST: "127.0.0.1", PUBLIC_URL: base(), QUEUE_SHARDS: 1 },
    log: silentLogger(),
    now: Date.now,
    prefix,
    version: buildVersion("1.0.0", dir),
    dashboardDir: dir,
  });
}
async function stop(): Promise<void> {
  for (const { stop: end } of server.stops) await end();
}
/** Gives a built file another name wherever it is named, as a new build does; the old name is gone. */
function rebuild(part: string): void {
  const assets = join(dir, "assets");
  const old = readdirSync(assets).find((name) => name.startsWith(`${part}-`) && name.endsWith(".js")) ?? "";
  const fresh = old.replace(/-[^-]*\.js$/, `-${Date.now()}.js`);
  renameSync(join(assets, old), join(assets, fresh));
  const pages = ["index.html", "first-page.html"].map((name) => join(dir, name));
  for (const file of [...pages, ...readdirSync(assets).map((name) => join(assets, name))])
    if (/\.(js|html)$/.test(file)) writeFileSync(file, readFileSync(file, "utf8").replaceAll(old, fresh));
}

beforeAll(async () => {
  // Packed copies would keep the names that are changed here.
  cpSync(BUILT, dir, { recursive: true, filter: (name) => !/\.(br|gz)$/.test(name) });
  [port = 0] = await freePorts(1);
  browser = await startBrowser();
  await createWards(redis, keys).save(WardSettings.parse({ id: WARD, name: "Phường bản mới" }));
  await start();
  openDoor(base(), createSignIn(redis, keys));
});
afterAll(async () => {
  await browser.close();
  await stop();
  redis.disconnect();
  rmSync(dir, { recursive: true, force: true });
});

test(
  "V11: a new build while a wall is open: it is taken by itself within five minutes, once, and the wall is as it was",
  { timeout: 330_000 },
  async () => {
    const screens = createScreens(redis, keys);
    const { id } = await screens.add(
      {
        name: "Tường",
        ward: WARD,
        scenes: ["online"],
        seconds: 600,
        theme: "light",
        quiet: null,
        lowPower: "off",
        notice: "",
      },
      "test",
      Date.now(),
    );
    const token = (await screens.issue(id, Date.now())) ?? "";
    const { page } = await openScreen(browser, `${base()}/healthz`, { as: null });
    const cookie = {
      name: SCREEN_COOKIE,
      value: token,
      url: base(),
      httpOnly: true,
      sameSite: "Strict",
    } as const;
    await page.context().addCookies([cookie]);
    // Screens spread their reloads over two minutes; this one draws the first lot.
    await page.addInitScript("Math.random = () => 0.01");
    let loads = 0;
    page.on("load", () => loads++);
    await page.goto(`${base()}/wall`);
    await page.locator("footer [data-signal=live]").waitFor({ timeout: 20_000 });
    const entry = () => page.evaluate("document.querySelector('script[type=module]').src");
    const before = await entry();
    await stop();
    for (const part of ["WallPage", "start", "index"]) rebuild(part);
    await start();
    await until("the new build", 120_000, async () => (await entry().catch(() => before)) !== before);
    await page.locator('main.wall[data-scene="online"]').waitFor({ timeout: 20_000 });
    await page.locator("footer [data-signal=live]").waitFor({ timeout: 20_000 });
    // Two more pulses of the same version change nothing.
    const alive = async () => (await screens.lives()).get(id);
    await until(
      "it tells the new version",
      60_000,
      async () => (await alive())?.version === buildVersion("1.0.0", dir),
    );
    expect(loads).toBe(2);
    await page.context().close();
  },
);

test("V11: a chunk that is gone: loaded anew once, then a sentence with a button, never a white page and never a loop", async () => {
  const { page, close } = await openScreen(browser, `${base()}/?ward=${WARD}`, { as: "leader" });
  await page.locator("h1").first().waitFor({ timeout: 20_000 });
  let loads = 0;
  page.on("load", () => loads++);
  // The deployment is half done: the page names a file that nobody has.
  await page.route("**/assets/ReportsPage-*.js", (route) => route.fulfill({ status: 404, body: "" }));
  await page.getByRole("button", { name: "Các trang" }).click();
  await page.getByRole("link", { name: "Ai chưa báo cáo" }).click();
  await until("loaded anew", 20_000, () => loads === 1);
  await page.locator("h1").first().waitFor({ timeout: 20_000 });
  await page.getByRole("button", { name: "Các trang" }).click();
  await page.getByRole("link", { name: "Ai chưa báo cáo" }).click();
  await page.getByRole("heading", { name: "Chưa tải được trang" }).waitFor({ timeout: 20_000 });
  expect(loads).toBe(1);
  await page.unroute("**/assets/ReportsPage-*.js");
  await page.getByRole("button", { name: "Tải lại trang" }).click();
  await until("loaded anew by hand", 20_000, () => loads === 2);
  await page.locator("h1").first().waitFor({ timeout: 20_000 });
  await close();
});
