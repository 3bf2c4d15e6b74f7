import { createSources } from "@nhip/backbone";
import { dayOf, formatInstant } from "@nhip/domain";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { awaitState, openScreen, startBrowser } from "./screen.ts";
import { openStack, SOURCE, type Stack } from "./stack.ts";
import { story } from "./story.ts";
import { post } from "./talk.ts";
import { until } from "./until.ts";

const WARD = "phuong-van-hanh";
const DAY_MS = 86_400_000;
/** A pulse every 5 s, on a machine shared by many. */
const SHOWN_MS = 20_000;
let stack: Stack;
let browser: Browser;

beforeAll(async () => {
  [stack, browser] = await Promise.all([openStack({ wards: [WARD] }), startBrowser()]);
  await post(stack, story(WARD, 20, Date.now()));
  await until("all counted", 30_000, async () => (await stack.queue.depth()) === 0);
});
afterAll(async () => {
  await browser.close();
  await stack.close();
});

const open = (path: string, options: Parameters<typeof openScreen>[2] = {}) =>
  openScreen(browser, `${stack.liveUrl}${path}?ward=${WARD}`, options);
type Page = Awaited<ReturnType<typeof open>>["page"];
const awaitPage = (page: Page, state: string): Promise<void> =>
  page
    .locator(`[data-page="operations"][data-state="${state}"]`)
    .waitFor({ state: "attached", timeout: SHOWN_MS });
const awaitText = (page: Page, selector: string, text: RegExp): Promise<number> =>
  until(`${selector} says ${text.source}`, SHOWN_MS, async () =>
    text.test((await page.locator(selector).allInnerTexts()).join("\n")),
  );

test.each([
  ["light", "vi-VN", 1280],
  ["dark", "vi-VN", 360],
  ["dark", "vi-VN", 3840],
] as const)(
  "/van-hanh in %s, %s, %i px wide: the whole pipeline, no errors, nothing to scroll sideways",
  async (colorScheme, locale, width) => {
    const viewport = { width, height: 800 };
    const { page, errors, close } = await open("/van-hanh", { colorScheme, locale, viewport });
    await awaitPage(page, "live");
    await page.locator(`[data-source="${SOURCE}"][data-silent="false"]`).waitFor({ timeout: SHOWN_MS });
    await page.locator("[data-worker]").first().waitFor({ timeout: SHOWN_MS });
    expect(await page.locator('[data-health="depth"]').innerText()).toMatch(
      /Lô đang chờ\s+0\s+hàng đợi trống/,
    );
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(width);
    expect(errors).toEqual([]);
    await close();
  },
);

test("by keyboard: past the head at once, back to the figures, and here from the menu", async () => {
  const { page, close } = await open("/van-hanh");
  await awaitPage(page, "live");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  expect(await page.evaluate("document.activeElement.id")).toBe("main");
  await page.getByRole("link", { name: "Về trang số liệu" }).focus();
  await page.keyboard.press("Enter");
  await awaitState(page, "dossiers.received", "live", SHOWN_MS);
  await page.getByRole("button", { name: "Các trang" }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("link", { name: "Vận hành" }).focus();
  await page.keyboard.press("Enter");
  await awaitPage(page, "live");
  await close();
});

test("V8: a verification and a silent source reach open pages by themselves, in words", async () => {
  const [leader, operations] = await Promise.all([open("/"), open("/van-hanh")]);
  await awaitState(leader.page, "dossiers.received", "live", SHOWN_MS);
  const at = Date.now() - 60_000;
  const key = stack.keys.verified(WARD);
  await stack.admin.set(key, JSON.stringify({ at: formatInstant(at), rev: 1, ok: true, differences: 0 }));
  await awaitText(leader.page, "[data-health]", /Số liệu đã đối chiếu lúc \d\d:\d\d/);
  const longAgo = Date.now() - 30 * DAY_MS;
  const sources = createSources(stack.admin, stack.keys);
  for (const n of [2, 1, 0]) {
    const when = longAgo - n * DAY_MS;
    await sources.note(WARD, [{ source: "may-cu", at: when, eventTime: when, day: dayOf(when) }]);
  }
  await stack.admin.set(
    key,
    JSON.stringify({ at: formatInstant(longAgo), rev: 1, ok: false, differences: 2 }),
  );
  await awaitText(
    leader.page,
    "[data-health]",
    /Đối chiếu lúc \d\d:\d\d \d\d\/\d\d\/\d{4} thấy 2 chỗ lệch\s+(.*\s+)*Nguồn «may-cu» im lặng từ/,
  );
  await awaitText(operations.page, '[data-alarm="source-silent"]', /Nguồn «may-cu» im lặng từ/);
  await operations.page.locator('[data-source="may-cu"][data-silent="true"]').waitFor({ timeout: SHOWN_MS });
  expect([...leader.errors, ...operations.errors]).toEqual([]);
  await Promise.all([leader.close(), operations.close()]);
});

test("Q13: a backlog: desk and wall say how far behind, and stop saying so when it is worked off", async () => {
  const [leader, wall] = await Promise.all([open("/"), open("/wall")]);
  await awaitState(leader.page, "dossiers.received", "live", SHOWN_MS);
  stack.part("worker").signal("SIGSTOP");
  await post(stack, story(WARD, 5, Date.now(), "sau"));
  for (const shard of [0, 1, 2, 3])
    for (const id of await stack.admin.lrange(`${stack.keys.queue(shard)}:events:wait`, 0, -1))
      await stack.admin.hset(`${stack.keys.queue(shard)}:events:${id}`, "timestamp", Date.now() - 185_000);
  for (const { page } of [leader, wall]) await awaitText(page, "[role=status]", /Xử lý chậm 3 phút/);
  stack.part("worker").signal("SIGCONT");
  for (const { page } of [leader, wall])
    await until(
      "it says so no more",
      SHOWN_MS,
      async () => (await page.getByText("Xử lý chậm").count()) === 0,
    );
  expect([...leader.errors, ...wall.errors]).toEqual([]);
  await Promise.all([leader.close(), wall.close()]);
});

test("/van-hanh when its reading fails: says so and can be tried again; when the server goes silent: greyed, with the time", async () => {
  const { page, close } = await openScreen(browser, `${stack.liveUrl}/healthz`);
  await page.route("**/pipeline", (route) => route.abort());
  await page.goto(`${stack.liveUrl}/van-hanh?ward=${WARD}`);
  await awaitPage(page, "error");
  await page.getByRole("alert").waitFor({ timeout: SHOWN_MS });
  await page.unroute("**/pipeline");
  await page
    .getByRole("button", { name: "Thử lại" })
    .click({ timeout: SHOWN_MS })
    .catch(() => undefined);
  await awaitPage(page, "live");
  await stack.kill("live");
  await awaitPage(page, "stale");
  expect(await page.locator("[data-note]").innerText()).toMatch(/số liệu lúc \d\d:\d\d, \d+ giây trước/);
  expect(await page.locator("main .mark svg").count()).toBe(0);
  stack.start("live");
  await stack.ready("live");
  await awaitPage(page, "live");
  await close();
});
