import { createScreens } from "@nhip/backbone";
import { SCREEN_COOKIE, type PairingCode, type ScreenList } from "@nhip/contracts";
import { formatInstant } from "@nhip/domain";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { awaitState, awaitTile, openScreen, startBrowser, type Screen } from "./screen.ts";
import { fetchAs } from "./sign-in.ts";
import { openStack, type Stack } from "./stack.ts";
import { post } from "./talk.ts";
import { until } from "./until.ts";

const WARD = "phuong-treo-tuong";
const RECEIVED = "dossiers.received";
const SOON_MS = 15_000;
const BACK_MS = 30_000;
let stack: Stack;
let browsers: Browser[];
let tv: Screen;
let phone: Screen;
let serial = 0;

beforeAll(async () => {
  const [opened, ...two] = await Promise.all([openStack({ wards: [WARD] }), startBrowser(), startBrowser()]);
  stack = opened;
  browsers = two;
  const [hall, pocket] = two;
  if (!hall || !pocket) throw new Error("no browsers");
  tv = await openScreen(hall, `${stack.liveUrl}/wall`, { as: null, viewport: { width: 1920, height: 1080 } });
  phone = await openScreen(pocket, `${stack.liveUrl}/quan-tri/man-hinh`, {
    as: "admin",
    viewport: { width: 390, height: 844 },
  });
});
afterAll(async () => {
  await Promise.all(browsers.map((one) => one.close()));
  await stack.close();
});

const wall = (page: Page) => page.locator("main.wall");
const scene = (page: Page): Promise<string | null> => wall(page).getAttribute("data-scene");
const awaitScene = (page: Page, name: string, limitMs = SOON_MS): Promise<number> =>
  until(`the wall shows ${name}`, limitMs, async () => (await scene(page).catch(() => null)) === name);
const codeOn = async (page: Page): Promise<string> =>
  (await page.locator("[data-code]").getAttribute("data-code", { timeout: SOON_MS })) ?? "";
const secretOf = async (context: BrowserContext): Promise<string | undefined> =>
  (await context.cookies()).find(({ name }) => name === SCREEN_COOKIE)?.value;

async function receive(): Promise<void> {
  serial += 1;
  const time = formatInstant(Date.now());
  const event = {
    id: `w${serial}`,
    type: "dossier.received",
    ward: WARD,
    subject: `W-${serial}`,
    time,
    data: {},
  };
  await until("the door takes an event", 10_000, async () => (await post(stack, event)).status === 202);
}
/** Claims the code on the TV from the phone, by the address behind its QR code. */
async function claim(
  name: string,
  also: (page: Page) => Promise<void> = async () => undefined,
): Promise<void> {
  const { page } = phone;
  await page.goto(`${stack.liveUrl}/quan-tri/man-hinh?ma=${await codeOn(tv.page)}`);
  await page.fill("input[name=name]", name);
  await page.fill("input[name=seconds]", "5");
  // What is tested does not hang on the hour.
  await page.locator("input[name=quiet]").uncheck();
  await also(page);
  await page.click("form button[type=submit]");
  await page.locator("[role=status]", { hasText: name }).waitFor({ timeout: SOON_MS });
}

test("D2, W1: an unknown TV shows a code and never black; an administrator claims it; it shows figures with ward, period, units, clock and signal", async () => {
  await receive();
  expect(await codeOn(tv.page)).toMatch(/^[A-Z0-9]{6}$/);
  expect(await tv.page.locator("svg.qr path").count()).toBe(1);
  await claim("Sảnh một cửa", async (page) => {
    for (const name of ["plan", "fields"]) await page.locator(`input[value=${name}]`).uncheck();
  });
  await awaitScene(tv.page, "today");
  await awaitTile(tv.page, RECEIVED, 1, SOON_MS);
  const foot = await tv.page.locator("footer.bottom").innerText();
  expect(foot).toMatch(/hôm nay/);
  expect(foot).toMatch(/hồ sơ/);
  expect(await tv.page.locator("header.top").innerText()).toMatch(/\d\d:\d\d/);
  expect(await tv.page.locator("footer [data-signal=live]").count()).toBe(1);
});

/** The smallest figure and word on the wall in px, and what there must not be. */
const MEASURE = `(() => {
  const size = (selector) =>
    Math.min(...[...document.querySelectorAll(selector)].map((one) => parseFloat(getComputedStyle(one).fontSize)));
  const { scrollWidth, scrollHeight } = document.documentElement;
  return {
    figure: size("[data-figure]"),
    words: size("main.wall h3, footer span, h2"),
    scrolls: scrollWidth > innerWidth || scrollHeight > innerHeight,
    cursor: getComputedStyle(document.querySelector("main.wall")).cursor,
  };
})()`;

test("W3: figures are an eighth of the screen's height and words a thirtieth, from 720p to 8K and in portrait; nothing scrolls, no cursor", async () => {
  await phoneAsks(async (page) => {
    await page.getByRole("button", { name: "Hôm nay" }).click();
    await page.getByRole("button", { name: "Giữ cảnh này" }).click();
  });
  await until("held", SOON_MS, async () => (await wall(tv.page).getAttribute("data-held")) === "true");
  await awaitScene(tv.page, "today");
  for (const [width, height] of [
    [1280, 720],
    [1920, 1080],
    [7680, 4320],
    [1080, 1920],
  ] as const) {
    await tv.page.setViewportSize({ width, height });
    const seen: { figure: number; words: number; scrolls: boolean; cursor: string } =
      await tv.page.evaluate(MEASURE);
    const side = Math.min(height, (width * 16) / 9);
    expect({
      width,
      height,
      ...seen,
      figure: seen.figure >= side / 8 - 1,
      words: seen.words >= Math.min(width, height) / 30 - 1,
    }).toEqual({
      width,
      height,
      figure: true,
      words: true,
      scrolls: false,
      cursor: "none",
    });
  }
  await tv.page.setViewportSize({ width: 1920, height: 1080 });
});

/** Does something on the remote, as a leader on a phone. */
async function phoneAsks(what: (page: Page) => Promise<void>): Promise<void> {
  const [, pocket] = browsers;
  if (!pocket) throw new Error("no phone");
  const remote = await openScreen(pocket, `${stack.liveUrl}/dieu-khien`, {
    viewport: { width: 360, height: 740 },
  });
  await remote.page.locator(".remote").waitFor({ timeout: SOON_MS });
  expect(await remote.page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(360);
  await what(remote.page);
  await remote.page.locator(".told").waitFor({ timeout: SOON_MS });
  expect(remote.errors).toEqual([]);
  await remote.close();
}

test("D2, W4: scenes turn by themselves; a leader's hold stops them, a skip and a message are there at once, from the phone", async () => {
  await phoneAsks((page) => page.getByRole("button", { name: "Cảnh sau" }).click());
  await awaitScene(tv.page, "onTime");
  await phoneAsks((page) => page.getByRole("button", { name: "Cho chạy tiếp" }).click());
  await awaitScene(tv.page, "online");
  await awaitScene(tv.page, "today");
  await phoneAsks(async (page) => {
    await page.fill("textarea", "Chiều nay tiếp công dân lúc 14 giờ");
    await page.click("form button[type=submit]");
  });
  await tv.page.locator("[data-message]", { hasText: "14 giờ" }).waitFor({ timeout: SOON_MS });
  expect(await tv.page.locator("footer [data-signal=live]").count()).toBe(1);
});

test("W5, W2: set-up changes reach the open screen at once; an address with nothing in it shows what the server says", async () => {
  const { page } = phone;
  await page.goto(`${stack.liveUrl}/quan-tri/man-hinh`);
  await page.getByRole("button", { name: "Sửa" }).click();
  await page.locator("input[value=today]").uncheck();
  await page.locator("label", { hasText: "Sáng" }).click();
  await page.click("form button[type=submit]");
  await until(
    "it is light",
    SOON_MS,
    async () => (await tv.page.getAttribute("html", "data-theme")) === "light",
  );
  await phoneAsks((remote) => remote.getByRole("button", { name: "Gỡ thông báo" }).click());
  await tv.page.locator("[data-message]").waitFor({ state: "detached", timeout: SOON_MS });
  await tv.page.reload();
  await awaitScene(tv.page, "onTime");
  expect(await tv.page.getAttribute("html", "data-theme")).toBe("light");
});

test("D2, W1, S5: live is killed and comes back, the screen with it by itself; its credential is renewed, and the old one ends", async () => {
  const screens = createScreens(stack.admin, stack.keys);
  const [screen] = await screens.list();
  const before = await secretOf(tv.page.context());
  await stack.kill("live");
  await until(
    "the wall says so",
    BACK_MS,
    async () => (await tv.page.locator("footer [data-signal=live]").count()) === 0,
  );
  // As if a day had gone by meanwhile.
  await screens.change(screen?.id ?? "", (one) => ({
    ...one,
    tokens: one.tokens.map((token) => ({ ...token, issuedAt: token.issuedAt - 90_000_000 })),
  }));
  stack.start("live");
  await stack.ready("live");
  await receive();
  await tv.page.locator("footer [data-signal=live]").waitFor({ timeout: BACK_MS });
  await until("a new credential", BACK_MS, async () => (await secretOf(tv.page.context())) !== before);
  await until(
    "the new one is in use",
    BACK_MS,
    async () => (await screens.list())[0]?.tokens[0]?.used === true,
  );
  await tv.page.reload();
  await tv.page.locator("footer [data-signal=live]").waitFor({ timeout: BACK_MS });
  expect(await secretOf(tv.page.context())).not.toBe(before);
});

test("W6: a wall without focus, behind another window, goes on", async () => {
  const front = await tv.page.context().newPage();
  await front.bringToFront();
  const first = await scene(tv.page);
  await until("another scene", SOON_MS, async () => (await scene(tv.page)) !== first);
  expect(await scene(tv.page)).not.toBe(first);
  await front.close();
});

test("W7, V14: low power takes the motion away; the phone sees size, version and drawing lag", async () => {
  const { page } = phone;
  await page.goto(`${stack.liveUrl}/quan-tri/man-hinh`);
  await page.getByRole("button", { name: "Sửa" }).click();
  await page.locator("label", { hasText: "Luôn bật" }).click();
  await page.click("form button[type=submit]");
  await until(
    "low power",
    SOON_MS,
    async () => (await wall(tv.page).getAttribute("data-low-power")) === "true",
  );
  const moving =
    "[...document.querySelectorAll('main.wall *')].filter((e) => getComputedStyle(e).animationName !== 'none').length";
  expect(await tv.page.evaluate(moving)).toBe(0);
  await page.locator("[data-screen-state=live]").waitFor({ timeout: BACK_MS });
  await until("its size", BACK_MS, async () =>
    (await page.locator("[data-fact=size]").innerText()).includes("1920 × 1080"),
  );
  expect(await page.locator("[data-fact=late]").innerText()).toMatch(/Vẽ chậm/);
  await until("its version", BACK_MS, async () => {
    const answer = await fetchAs(`${stack.liveUrl}/api/v1/screens`);
    const { screens, version } = (await answer.json()) as ScreenList;
    return screens[0]?.life?.version === version;
  });
});

test("quiet hours: dark with a clock and their end; who steers the screen sees what it shows", async () => {
  const { page } = phone;
  const setQuiet = async (isOn: boolean): Promise<void> => {
    await page.goto(`${stack.liveUrl}/quan-tri/man-hinh`);
    await page.getByRole("button", { name: "Sửa" }).click();
    await page.locator("input[name=quiet]").setChecked(isOn);
    if (isOn)
      for (const [n, time] of ["00:00", "23:59"].entries())
        await page.locator("[type=time]").nth(n).fill(time);
    await page.click("form button[type=submit]");
    await page.locator("input[name=quiet]").waitFor({ state: "detached", timeout: SOON_MS });
  };
  const isQuiet = (is: boolean) =>
    until(
      `quiet: ${is}`,
      SOON_MS,
      async () => (await wall(tv.page).getAttribute("data-quiet")) === String(is),
    );
  await setQuiet(true);
  await tv.page.reload();
  await isQuiet(true);
  await tv.page.getByText("Giờ nghỉ đến 23:59").waitFor({ timeout: SOON_MS });
  await phoneAsks((remote) => remote.getByRole("button", { name: "Cảnh sau" }).click());
  await isQuiet(false);
  expect(await wall(tv.page).getAttribute("data-scene")).not.toBeNull();
  await setQuiet(false);
});

test("D2, W1: revoked: within 5 s a full-screen reason and a new code; paired again it shows figures", async () => {
  const { page } = phone;
  await page.getByRole("button", { name: "Ngắt màn hình" }).click();
  await page.getByRole("button", { name: "Ngắt ngay" }).click();
  await tv.page.locator("[data-pairing][data-reason=revoked]").waitFor({ timeout: 5_000 });
  expect(await codeOn(tv.page)).toMatch(/^[A-Z0-9]{6}$/);
  await claim("Sảnh tầng 2");
  await awaitState(tv.page, RECEIVED, "live", BACK_MS);
});

test("a code that is over makes room for a new one by itself", async () => {
  const { page, close } = await openScreen(browsers[0] ?? (await startBrowser()), `${stack.liveUrl}/wall`, {
    as: null,
  });
  const before = await codeOn(page);
  const pairing = await stack.admin.get(stack.keys.pairingCode(before));
  await stack.admin.del(stack.keys.pairing(pairing ?? ""), stack.keys.pairingCode(before));
  await until("another code", SOON_MS, async () => (await codeOn(page)) !== before);
  const answer = await fetch(`${stack.liveUrl}/api/v1/pairing`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: "{}",
  });
  expect(((await answer.json()) as PairingCode).code).not.toBe(before);
  await close();
});

test("nothing was thrown in the pages meanwhile", () => {
  const thrown = [...tv.errors, ...phone.errors].filter(
    (line) => !/WebSocket|Failed to load resource/.test(line),
  );
  expect(thrown).toEqual([]);
});
