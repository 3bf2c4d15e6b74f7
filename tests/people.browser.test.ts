import { createPeople } from "@nhip/people";
import { sampleWard } from "@nhip/sample";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { totpCode } from "../packages/people/src/totp.testing.ts";
import { openScreen, startBrowser } from "./screen.ts";
import { openStack, type Stack } from "./stack.ts";

const PASSWORD = "bốn mùa hoa sữa";
let stack: Stack;
let browser: Browser;
beforeAll(async () => {
  [stack, browser] = await Promise.all([
    openStack({ wards: [sampleWard.id], env: { SECOND_FACTOR_FOR: "leader" } }),
    startBrowser(),
  ]);
});
afterAll(async () => {
  await browser.close();
  await stack.close();
});

async function invite(name: string): Promise<string> {
  const people = createPeople({ redis: stack.admin, keys: stack.keys, now: Date.now });
  const account = await people.add({ name, role: "leader", wards: [sampleWard.id] });
  return `${stack.liveUrl}/moi#${await people.invite(account.id)}`;
}
const codeOf = (secret: string, skewMs = 0) => totpCode(secret, Date.now() + skewMs);
/** A refusal is an answer here, and Chromium tells of each. */
const real = (errors: string[]) => errors.filter((error) => !/status of (401|403|410|422|429)/.test(error));
const fits = async (page: Page) =>
  expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(360);

test("a link, a password, the second factor that is owed, and in again with a code: by keyboard on a phone", async () => {
  const link = await invite("lan.anh");
  const phone = { as: null, viewport: { width: 360, height: 740 } } as const;
  const { page, errors, close } = await openScreen(browser, link, phone);
  await page.locator("[data-for]").waitFor();
  expect(new URL(page.url()).hash).toBe("");
  expect(await page.locator("[data-for]").innerText()).toContain("lan.anh");
  await fits(page);
  await page.locator("input[name=new-password]").focus();
  await page.keyboard.type(PASSWORD);
  expect(await page.locator("[data-rule] .text-good").count()).toBe(3);
  await page.keyboard.press("Enter");

  const secret = await page.locator("[data-secret]").innerText();
  await fits(page);
  await page.locator("input[name=code]").focus();
  await page.keyboard.type(codeOf(secret));
  await page.keyboard.press("Enter");
  await page.locator("[data-codes] li").first().waitFor();
  expect(await page.locator("[data-codes] li").count()).toBe(8);
  await fits(page);
  await page.getByRole("button", { name: "Tôi đã cất giữ các mã" }).click();
  await page.locator("[data-kpi]").first().waitFor();

  await page.goto(`${stack.liveUrl}/tai-khoan`);
  await page.locator("[data-session]").first().waitFor();
  expect(await page.locator("[data-factor]").getAttribute("data-factor")).toBe("on");
  await fits(page);
  await page.getByRole("button", { name: "Đăng xuất" }).first().click();

  // Signing out leads to a fresh page.
  await page.waitForURL(`${stack.liveUrl}/`);
  await page.locator("input[name=username]").focus();
  await page.keyboard.type("Lan.Anh");
  await page.keyboard.press("Tab");
  await page.keyboard.type(PASSWORD);
  await page.keyboard.press("Enter");
  const code = page.locator("input[name=code]");
  await code.waitFor();
  expect(await code.getAttribute("inputmode")).toBe("numeric");
  await page.locator("input[name=code]:focus").waitFor();
  await page.keyboard.type(codeOf(secret, 30_000));
  await page.keyboard.press("Enter");
  await page.locator("[data-kpi]").first().waitFor();
  expect(real(errors)).toEqual([]);

  await page.goto("about:blank");
  await page.goto(link);
  await page.getByRole("heading", { name: "Liên kết không còn dùng được" }).waitFor();
  await close();
});

test("wrong too often: the page says how long to wait, and that nothing is lost", async () => {
  const { page, errors, close } = await openScreen(browser, `${stack.liveUrl}/`, { as: null });
  await page.locator("input[name=username]").fill("khong-co-ai");
  for (let n = 0; n < 6; n++) {
    await page.locator("input[name=password]").fill(`đoán mò lần ${n}`);
    const answered = page.waitForResponse((answer) => answer.request().method() === "POST");
    await page.getByRole("button", { name: "Đăng nhập", exact: true }).click();
    await answered;
  }
  await page.locator("[data-wait]").waitFor();
  expect(await page.locator("[data-wait]").innerText()).toMatch(/\d+ giây/);
  expect(real(errors)).toEqual([]);
  await close();
});
