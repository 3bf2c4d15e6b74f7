import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { WORKED_EXAMPLE } from "@nhip/domain";
import { openScreen, startBrowser } from "./screen.ts";
import { openStack, type Stack } from "./stack.ts";
import { post } from "./talk.ts";

const WARD = "doi-chieu";
const SOON_MS = 20_000;
let stack: Stack;
let browser: Browser;

beforeAll(async () => {
  [stack, browser] = await Promise.all([openStack({ wards: [WARD] }), startBrowser()]);
  await post(stack, [
    {
      id: "c1",
      type: "figure.claimed",
      ward: WARD,
      subject: "dossiers.received",
      time: "2022-12-12T08:00:00+07:00",
      data: { kpi: "dossiers.received", period: "2022", value: 5188, where: "Báo" },
    },
  ]);
});
afterAll(async () => {
  await browser.close();
  await stack.close();
});

test("the article is pasted on a phone: its three errors come first, each with a cause, the figures marked in the text", async () => {
  const screen = await openScreen(browser, `${stack.liveUrl}/doi-chieu?ward=${WARD}`, {
    viewport: { width: 360, height: 780 },
  });
  const { page } = screen;
  // Not a sample ward: there is nothing to try.
  await page.locator("textarea").waitFor({ timeout: SOON_MS });
  expect(await page.getByRole("button", { name: /Thử với/ }).count()).toBe(0);
  const check = page.getByRole("button", { name: "Đối chiếu" });
  expect(await check.isDisabled()).toBe(true);

  await page.locator("textarea").fill(WORKED_EXAMPLE.normalize("NFD"));
  await check.click();
  await page.locator("[data-text-answer]").waitFor({ timeout: SOON_MS });
  const findings = page.locator("[data-text-answer] [data-finding]");
  const first = (await findings.allTextContents()).slice(0, 3);
  expect(first[0]).toContain("5.188 ≠ 5.187");
  expect(first[1]).toContain("125,7 = 88 / 70");
  expect(first[2]).toContain("1.873/2.321 = 80,7%");
  expect(await page.locator("[data-severity=error]").count()).toBe(3);
  const wrong = page.locator("[data-figure-status=error]");
  // Shape and word, not colour alone.
  expect(await wrong.allTextContents()).toEqual(["5.188Sai", "3Sai", "125,7 %Sai", "123,4%Sai"]);
  expect(await wrong.locator("svg").count()).toBe(4);
  const overflow = await page.evaluate("document.documentElement.scrollWidth - window.innerWidth");
  expect(overflow).toBeLessThanOrEqual(0);

  await page.locator("textarea").fill("Tiếp nhận 12 hồ sơ, đã giải quyết 10 hồ sơ, đang giải quyết 2 hồ sơ.");
  await page.getByText("Đoạn văn hoặc kỳ đã đổi").waitFor({ timeout: SOON_MS });
  await check.click();
  await page.getByText("Không thấy chỗ nào sai").waitFor({ timeout: SOON_MS });
  expect(await page.locator("[data-severity=error]").count()).toBe(0);
  await screen.close();
});

test("the period's own checks stand below, and the published figure beside ours", async () => {
  const screen = await openScreen(browser, `${stack.liveUrl}/doi-chieu?ward=${WARD}&period=2022`);
  const { page } = screen;
  const claim = page.locator('[data-check="claim:dossiers.received"]');
  await claim.waitFor({ timeout: SOON_MS });
  expect(await claim.getAttribute("data-holds")).toBe("false");
  expect(await page.locator('[data-check="form.received"]').getAttribute("data-holds")).toBe("true");
  await screen.close();
});
