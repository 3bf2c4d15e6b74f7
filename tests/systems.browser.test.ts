import { sampleWard, sampleYear } from "@nhip/sample";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openLive } from "../apps/live/src/live.testing.ts";
import { asWardEvent } from "./as-ward-event.ts";
import { awaitState, openScreen, readTile, startBrowser } from "./screen.ts";

const SHOWN_MS = 20_000;
const QUERY = `?ward=${sampleWard.id}&period=2022-01-01..2022-12-12`;
let live: Awaited<ReturnType<typeof openLive>>;
let browser: Browser;

beforeAll(async () => {
  [live, browser] = await Promise.all([openLive(sampleWard), startBrowser()]);
  const statements = [...sampleYear()].filter(({ type }) => !type.startsWith("dossier."));
  await live.put(sampleWard.id, statements.map(asWardEvent));
});
afterAll(async () => {
  await browser.close();
  await live.close();
});

const open = (path: string, options: Parameters<typeof openScreen>[2] = {}) =>
  openScreen(browser, `${live.base}${path}${QUERY}`, options);

test("from the index by keyboard to a system, its silent units named, and back", async () => {
  const { page, errors, close } = await open("/chi-tieu");
  const identity = page.locator('[data-system="identity"]');
  await identity.waitFor({ timeout: SHOWN_MS });
  expect(await identity.innerText()).toMatch(/852/);
  expect(await page.locator("[data-system]").count()).toBe(13);
  await identity.getByRole("link").focus();
  await page.keyboard.press("Enter");
  await awaitState(page, "indicator.eid.accounts", "live", SHOWN_MS);
  expect((await readTile(page, "indicator.eid.accounts")).text).toBe("417");
  const section = page.locator('[data-section="indicator.eid.accounts"]');
  await section.locator('[data-unit="to-7"]').waitFor({ timeout: SHOWN_MS });
  expect(await section.locator('[data-unit="to-7"]').innerText()).toMatch(/417[\s\S]*tháng 12\/2022/);
  expect(await section.locator("[data-missing]").innerText()).toMatch(/tháng 11\/2022: Tổ dân phố số 1,/);
  expect(await section.locator('[data-unit="to-1"]').innerText()).toMatch(/chưa báo cáo/);
  await page.getByRole("link", { name: "Tất cả lĩnh vực" }).click();
  await identity.waitFor({ timeout: SHOWN_MS });
  expect(errors).toEqual([]);
  await close();
});

test("on a phone, dark: the 25 criteria, what is not met first; nothing to scroll sideways on any page", async () => {
  const { page, errors, close } = await open("/chi-tieu/civilised", {
    colorScheme: "dark",
    viewport: { width: 360, height: 780 },
  });
  const narrow = async () =>
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(360);
  await page.locator("[data-item]").first().waitFor({ timeout: SHOWN_MS });
  const met = await page
    .locator("[data-item]")
    .evaluateAll((rows) => rows.map((row) => row.getAttribute("data-met")));
  expect(met).toEqual([...Array<string>(3).fill("false"), ...Array<string>(22).fill("true")]);
  await narrow();
  for (const group of ["cashless", "party"]) {
    await page.goto(`${live.base}/chi-tieu/${group}${QUERY}`);
    await page.locator("figure").first().waitFor({ timeout: SHOWN_MS });
    await narrow();
  }
  await page.goto(`${live.base}/chi-tieu/khong-co${QUERY}`);
  await page.getByText("đường dẫn gõ nhầm").waitFor({ timeout: SHOWN_MS });
  expect(await page.getByRole("link", { name: "Tất cả lĩnh vực" }).count()).toBe(1);
  expect(errors).toEqual([]);
  await close();
});
