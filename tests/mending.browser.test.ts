import type { QuarantineHistory, QuarantinePage } from "@nhip/contracts";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { awaitTile, openScreen, startBrowser } from "./screen.ts";
import { openStack, type Stack } from "./stack.ts";
import { post } from "./talk.ts";
import { until } from "./until.ts";
import { fetchAs } from "./sign-in.ts";

const WARDS = ["sua-mot-dong", "bo-qua-nhieu", "man-hinh-nho", "noi-khac"] as const;
const RECEIVED = "dossiers.received";
const SOON_MS = 20_000;
let stack: Stack;
let browser: Browser;

beforeAll(async () => {
  [stack, browser] = await Promise.all([openStack({ wards: WARDS }), startBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await stack.close();
});

async function read<T>(ward: string, path = ""): Promise<T> {
  const response = await fetchAs(`${stack.liveUrl}/api/v1/wards/${ward}/quarantine${path}`, { as: "clerk" });
  return (await response.json()) as T;
}
const refuse = async (...events: object[]): Promise<void> => {
  const { body } = await post(stack, events);
  expect(body.rejected).toHaveLength(events.length);
};
const received = (ward: string, n: number, more: object = {}) => ({
  id: `s${n}`,
  type: "dossier.received",
  ward,
  subject: `H64-S-${n}`,
  time: "2022-12-05T08:12:00+07:00",
  data: { field: "ho-tich" },
  ...more,
});
const group = (page: Page, code: string) => page.locator(`[data-group="${code}"]`);
const lineOf = (page: Page, name: string) => page.locator("[data-line]", { hasText: name });
const told = (page: Page, words: RegExp) =>
  page.locator("p.told", { hasText: words }).waitFor({ timeout: SOON_MS });

test("a refused line is seen, mended in the browser, counts, leaves the list and stands in the history", async () => {
  const ward = WARDS[0];
  const leader = await openScreen(browser, `${stack.liveUrl}/?ward=${ward}&period=2022`);
  await awaitTile(leader.page, RECEIVED, 0, SOON_MS);
  expect(await leader.page.locator("[data-waiting-link]").count()).toBe(0);
  await refuse(received(ward, 1, { time: "hôm qua" }));

  const clerk = await openScreen(browser, `${stack.liveUrl}/sua-loi?ward=${ward}`, { as: "clerk" });
  const { page } = clerk;
  await lineOf(page, "H64-S-1").click({ timeout: SOON_MS });
  const panel = page.getByRole("dialog");
  const time = panel.locator("[data-field=time] input");
  expect(await time.getAttribute("aria-invalid")).toBe("true");
  expect(await time.evaluate((input) => input === input.ownerDocument.activeElement)).toBe(true);

  // Still wrong: the new reason stands at the field, and what was typed is still there.
  await panel.locator("[data-field=subject] input").fill("H64-S-1b");
  await time.fill("2099-12-05T08:12:00");
  await panel.getByRole("button", { name: "Gửi lại" }).click();
  await panel.locator("[data-field=time]", { hasText: "tương lai" }).waitFor({ timeout: SOON_MS });
  expect(await panel.locator("[data-field=subject] input").inputValue()).toBe("H64-S-1b");
  await page.keyboard.press("Escape");
  await panel.waitFor({ state: "detached" });
  await lineOf(page, "H64-S-1").click();
  expect(await panel.locator("[data-field=subject] input").inputValue()).toBe("H64-S-1b");

  await time.fill("2022-12-05T08:12:00");
  await panel.locator("[data-field=time] input").press("Enter");
  await told(page, /Đã gửi/);
  await awaitTile(leader.page, RECEIVED, 1, SOON_MS);
  await page.getByText("Không có dòng nào chờ sửa").waitFor({ timeout: SOON_MS });
  expect(await read<QuarantinePage>(ward)).toMatchObject({ count: 0, oldestAt: null });

  await page.getByText("Đã xử lý").click();
  await page.locator('[data-done="mended"]', { hasText: "H64-S-1" }).waitFor({ timeout: SOON_MS });
  expect(await read<QuarantineHistory>(ward, "/history")).toMatchObject({
    mended: 1,
    entries: [{ trail: [{ how: "mended", event: "mot-cua\ts1" }] }],
  });
  // A 422 and nothing else: the browser writes it down as a failed load.
  expect(clerk.errors.filter((text) => !text.includes("422"))).toEqual([]);
  expect(leader.errors).toEqual([]);
  await clerk.close();
  await leader.close();
});

test("the clerk's overview leads there with the count; several are set aside with one reason", async () => {
  const ward = WARDS[1];
  await refuse(
    received(ward, 11, { subject: "" }),
    received(ward, 12, { subject: "" }),
    received(ward, 13, { type: "dossier.lost" }),
  );
  const screen = await openScreen(browser, `${stack.liveUrl}/?ward=${ward}&period=2022`, { as: "clerk" });
  const { page } = screen;
  const link = page.locator("[data-waiting-link]");
  await link.waitFor({ timeout: SOON_MS });
  expect(await link.textContent()).toContain("3");
  await link.click();
  await page.locator("[data-waiting]", { hasText: "3 dòng chờ sửa" }).waitFor({ timeout: SOON_MS });
  const missing = group(page, "missing");
  await missing.getByText("Chọn cả 2 dòng").click();
  await missing.getByLabel("Lý do bỏ qua").fill("gửi thử khi cài máy");
  await missing.getByRole("button", { name: "Bỏ qua 2 dòng" }).click();
  await told(page, /Đã bỏ qua 2 dòng/);
  await missing.waitFor({ state: "detached", timeout: SOON_MS });
  expect(await read<QuarantinePage>(ward)).toMatchObject({ count: 1, byCode: { "unknown-type": 1 } });

  await group(page, "unknown-type").getByRole("button", { name: "Gửi lại cả nhóm" }).click();
  await told(page, /1 dòng vẫn chưa hợp lệ/);
  expect(screen.errors).toEqual([]);
  await screen.close();
});

test.each(["light", "dark"] as const)(
  "%s at 360 px: list and form, nothing to scroll sideways, no errors",
  async (colorScheme) => {
    const ward = WARDS[2];
    await refuse(
      received(ward, 21, { id: "", subject: "H64.38.25-221205-0007-".repeat(3), time: "hôm qua" }),
    );
    const { page, errors, close } = await openScreen(browser, `${stack.liveUrl}/sua-loi?ward=${ward}`, {
      as: "clerk",
      viewport: { width: 360, height: 740 },
      colorScheme,
    });
    await page.locator("[data-line]").first().click({ timeout: SOON_MS });
    await page.getByRole("dialog").waitFor();
    for (const at of ["document.documentElement", "document.querySelector('[role=dialog]')"])
      await until(
        "no wider than the screen",
        5_000,
        async () => Number(await page.evaluate(`${at}.scrollWidth`)) <= 360,
      );
    expect(errors).toEqual([]);
    await close();
  },
);

test("a line that was dealt with elsewhere meanwhile says so, and nothing counts twice", async () => {
  const ward = WARDS[3];
  await refuse(received(ward, 31, { time: "hôm qua" }));
  const { page, close } = await openScreen(browser, `${stack.liveUrl}/sua-loi?ward=${ward}`, { as: "clerk" });
  await lineOf(page, "H64-S-31").click({ timeout: SOON_MS });
  const key = (await read<QuarantinePage>(ward)).entries.find(({ line }) => line["id"] === "s31")?.key ?? "";
  const answer = await fetchAs(`${stack.liveUrl}/api/v1/wards/${ward}/quarantine/${key}/send`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ event: received(ward, 31) }),
  });
  expect(answer.status).toBe(200);
  const panel = page.getByRole("dialog");
  await panel.locator("[data-field=time] input").fill("2022-12-05T09:12:00");
  await panel.getByRole("button", { name: "Gửi lại" }).click();
  await panel.getByText("đã được xử lý ở nơi khác").waitFor({ timeout: SOON_MS });
  await close();
});
