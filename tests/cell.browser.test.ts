import { createWards } from "@nhip/backbone";
import { WardSettings, type UnitDuties } from "@nhip/contracts";
import { periodName } from "@nhip/domain";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { awaitTile, openScreen, startBrowser } from "./screen.ts";
import { openStack, type Stack } from "./stack.ts";
import { until } from "./until.ts";
import { fetchAs } from "./sign-in.ts";

const WARD = "phuong-to-bay";
const SOON_MS = 20_000;
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
/** Vietnam's civil day; the newest month that is over is the one that is owed. */
const TODAY = new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10);
const LAST_MONTH = periodName(
  "month",
  new Date(Date.parse(`${TODAY.slice(0, 7)}-01`) - 1).toISOString().slice(0, 10),
);
const own = (id: string, label: string, unit: "count" | "percent", addsUp: "sum" | "ratio") =>
  ({ id, label, unit, direction: "higher", reporter: "group", cadence: "month", addsUp }) as const;
let stack: Stack;
let browser: Browser;

beforeAll(async () => {
  [stack, browser] = await Promise.all([openStack({ wards: [WARD] }), startBrowser()]);
  await createWards(stack.admin, stack.keys).save(
    WardSettings.parse({
      id: WARD,
      name: "Phường Tổ Bảy",
      units: [
        { id: "to-7", name: "Tổ dân phố số 7", kind: "group" },
        { id: "to-8", name: "Tổ dân phố số 8", kind: "group" },
      ],
      catalogue: {
        off: ["indicator.idCards.issued", "indicator.eid.accounts"],
        indicators: [
          own("cay-xanh", "Cây xanh trồng mới", "count", "sum"),
          own("ho-van-hoa", "Hộ gia đình văn hóa", "percent", "ratio"),
        ],
      },
    }),
  );
});
afterAll(async () => {
  await browser.close();
  await stack.close();
});

const duties = async (unit = "to-7"): Promise<UnitDuties> => {
  const response = await fetchAs(`${stack.liveUrl}/api/v1/wards/${WARD}/units/${unit}/duties`);
  return (await response.json()) as UnitDuties;
};
const revision = async (): Promise<number> => (await duties()).rev;
const row = (page: Page, indicator: string) => page.locator(`[data-duty="${indicator} ${LAST_MONTH}"]`);
const rowIs = (page: Page, indicator: string, state: string) =>
  page
    .locator(`[data-duty="${indicator} ${LAST_MONTH}"][data-state="${state}"]`)
    .waitFor({ timeout: SOON_MS });
async function press(page: Page, digits: string): Promise<void> {
  for (const digit of digits) await page.locator(`[data-key="${digit}"]`).click();
}

test("M2: a secretary reports without a network, reloads, comes back: counted once, and the leader's tile moves", async () => {
  const leader = await openScreen(browser, `${stack.liveUrl}/?ward=${WARD}&period=${LAST_MONTH.slice(0, 4)}`);
  const secretary = await openScreen(browser, `${stack.liveUrl}/chi-bo?ward=${WARD}`, {
    ...PHONE,
    as: "secretary",
  });
  const { page } = secretary;
  const context = page.context();
  await page.locator("[data-open-count]", { hasText: "2 việc đến hạn" }).waitFor({ timeout: SOON_MS });
  expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(390);
  await page.evaluate("navigator.serviceWorker.ready.then(() => true)");

  await context.setOffline(true);
  await row(page, "cay-xanh").getByRole("button").click();
  await press(page, "41");
  await page.getByRole("button", { name: "Gửi", exact: true }).click();
  await row(page, "cay-xanh").getByText("Đã lưu trên máy, sẽ gửi khi có mạng").waitFor();
  await page.locator('[data-outbox][data-waiting="1"]').waitFor();
  expect(await revision()).toBe(0);

  await page.reload();
  await page.locator("[data-open-count]", { hasText: "1 việc đến hạn" }).waitFor({ timeout: SOON_MS });
  await page.locator('[data-outbox][data-waiting="1"]').waitFor();

  await context.setOffline(false);
  await rowIs(page, "cay-xanh", await lateOrNot());
  await page.locator('[data-outbox][data-waiting="0"]').waitFor({ state: "attached", timeout: SOON_MS });
  await until("counted", SOON_MS, async () => (await revision()) === 1);
  await awaitTile(leader.page, "indicator.cay-xanh", 41, SOON_MS);
  const waiting = await page.evaluate<string[]>(
    "Object.values(localStorage).filter((text) => text.includes('waiting'))",
  );
  expect(waiting).toEqual([]);

  // A digit too many is asked about, and a correction says why.
  await row(page, "cay-xanh").getByRole("button").click();
  await press(page, "50");
  await page.getByRole("button", { name: "Gửi", exact: true }).click();
  await page.getByText("Xin ghi lý do sửa").waitFor();
  await page.locator("[name=note]").fill("đếm thiếu ngõ 3");
  await page.getByRole("button", { name: "Gửi", exact: true }).click();
  await awaitTile(leader.page, "indicator.cay-xanh", 50, SOON_MS);
  await until("the history has both", SOON_MS, async () => {
    const { indicators } = await duties();
    const history = indicators.find(({ indicator }) => indicator === "cay-xanh")?.history ?? [];
    return history[0]?.versions.map(({ value }) => value).join() === "50,41";
  });

  await row(page, "ho-van-hoa").getByRole("button").click();
  await press(page, "70");
  await page.locator("[name=denominator]").focus();
  await press(page, "60");
  await page.getByRole("button", { name: "Gửi", exact: true }).click();
  await page.locator("[data-doubt]", { hasText: "Số đạt 70 lớn hơn tổng số 60" }).waitFor();
  await page.getByRole("button", { name: "Sửa lại" }).click();
  await page.locator("[name=denominator]").fill("80");
  await page.getByRole("button", { name: "Gửi", exact: true }).click();
  await page
    .locator("[data-open-count]", { hasText: "Không còn việc nào đến hạn" })
    .waitFor({ timeout: SOON_MS });
  await until("counted", SOON_MS, async () => (await revision()) === 3);
  expect(await stack.admin.xlen(stack.keys.log(WARD))).toBe(3);
  expect(secretary.errors.filter((text) => !text.includes("ERR_INTERNET_DISCONNECTED"))).toEqual([]);
  expect(leader.errors).toEqual([]);
  await secretary.close();
  await leader.close();
});

test("V10: the server is away while a report is typed: nothing typed is lost, nothing is loaded anew", async () => {
  const { page, close } = await openScreen(browser, `${stack.liveUrl}/chi-bo?ward=${WARD}`, {
    ...PHONE,
    as: "head",
    units: ["to-8"],
  });
  let loads = 0;
  page.on("load", () => loads++);
  await row(page, "cay-xanh").getByRole("button").click();
  await press(page, "7");
  await page.locator("[name=note]").fill("tính cả đợt hai");
  await page.locator("header [data-signal=live]").waitFor({ timeout: SOON_MS });
  await stack.kill("live");
  await page.locator("header [data-signal=stale]").waitFor({ timeout: SOON_MS });
  await press(page, "5");
  stack.start("live");
  await stack.ready("live");
  await page.locator("header [data-signal=live]").waitFor({ timeout: SOON_MS });
  await page.getByRole("button", { name: "Gửi", exact: true }).click();
  await until("counted as it was typed", SOON_MS, async () => {
    const { indicators } = await duties("to-8");
    const [newest] = indicators.find(({ indicator }) => indicator === "cay-xanh")?.history[0]?.versions ?? [];
    return newest?.value === 75 && newest.note === "tính cả đợt hai";
  });
  expect(loads).toBe(0);
  await close();
});

/** What the row says once the server has it: late in the second half of a month. */
async function lateOrNot(): Promise<string> {
  const trees = (await duties()).indicators.find(({ indicator }) => indicator === "cay-xanh");
  const dueDay = trees?.tasks.find(({ period }) => period === LAST_MONTH)?.dueDay ?? "9999-12-31";
  return TODAY > dueDay ? "lateSent" : "onTime";
}
