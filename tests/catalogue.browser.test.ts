import type { CatalogueState } from "@nhip/contracts";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { awaitTile, openScreen, startBrowser } from "./screen.ts";
import { openStack, type Stack } from "./stack.ts";
import { post } from "./talk.ts";
import { until } from "./until.ts";
import { fetchAs } from "./sign-in.ts";

const WARDS = ["danh-muc-rieng", "man-nho"] as const;
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

const urlOf = (ward: string) => `${stack.liveUrl}/api/v1/wards/${ward}/catalogue`;
const read = async (ward: string) => (await (await fetchAs(urlOf(ward))).json()) as CatalogueState;
const field = (page: Page, name: string) => page.locator(`[data-field=${name}]`);
const told = (page: Page, words: RegExp) =>
  page.locator("p.told", { hasText: words }).waitFor({ timeout: SOON_MS });
/** The browser writes down a 409 or 422 as a failed load. */
const unexpected = (errors: string[]) => errors.filter((text) => !/40[09]|422/.test(text));

test("an indicator and a ratio are defined on the page, stand on the leader's page at once, and move with a report", async () => {
  const [ward] = WARDS;
  const year = new Date().getFullYear();
  const leader = await openScreen(browser, `${stack.liveUrl}/?ward=${ward}&period=year`);
  const { page, errors, close } = await openScreen(
    browser,
    `${stack.liveUrl}/quan-tri/chi-tieu?ward=${ward}`,
    {
      as: "admin",
    },
  );

  await page.locator("[data-add=indicators]").click({ timeout: SOON_MS });
  await field(page, "label").locator("input").fill("Cây xanh trồng mới");
  expect(await field(page, "id").locator("input").inputValue()).toBe("cay-xanh-trong-moi");
  await page.keyboard.press("Enter");
  await told(page, /Đã lưu/);

  await page.locator("[data-add=ratios]").click();
  await field(page, "label").locator("input").fill("Cây mỗi tổ");
  const formula = field(page, "formula");
  await formula.locator("textarea").fill("indicator.cay-xanh-trong-mo / 13");
  await formula.getByText("Có phải indicator.cay-xanh-trong-moi?").waitFor();
  expect(await formula.locator("mark").textContent()).toBe("indicator.cay-xanh-trong-mo");
  // Sent all the same, it is refused with the place, and nothing typed is lost.
  await page.getByRole("button", { name: "Lưu và áp dụng" }).click();
  await until("the wrong field is in hand", SOON_MS, () =>
    formula.locator("textarea").evaluate((area) => area === area.ownerDocument.activeElement),
  );
  expect((await read(ward)).settings.ratios).toEqual([]);
  await formula.locator("textarea").fill(" / 13");
  await formula
    .locator("textarea")
    .evaluate((area: { setSelectionRange: (a: number, b: number) => void }) => area.setSelectionRange(0, 0));
  await formula.locator("summary").click();
  await formula.locator("[data-pick='indicator.cay-xanh-trong-moi']").click();
  await formula.getByText("Công thức đúng").waitFor();
  await field(page, "unit").locator("select").selectOption("points");
  await page.getByRole("button", { name: "Lưu và áp dụng" }).click();
  await page.locator("[data-row='ratio.cay-moi-to']").waitFor({ timeout: SOON_MS });

  const shown = async (): Promise<string[]> =>
    leader.page.locator("[data-kpi]").evaluateAll((tiles) => tiles.map((tile) => tile.dataset["kpi"] ?? ""));
  await expect
    .poll(shown, { timeout: SOON_MS })
    .toEqual(expect.arrayContaining(["ratio.cay-moi-to", "indicator.cay-xanh-trong-moi"]));
  const report = { indicator: "cay-xanh-trong-moi", unit: "to-7", period: String(year), value: 26 };
  const { body } = await post(stack, [
    {
      id: "r1",
      type: "indicator.reported",
      ward,
      subject: "cay",
      time: new Date().toISOString(),
      data: report,
    },
  ]);
  expect(body.accepted).toBe(1);
  await awaitTile(leader.page, "ratio.cay-moi-to", 2, SOON_MS);

  // A plan is sent at once and is known as soon as it is counted.
  const row = page.locator("[data-row='ratio.cay-moi-to']");
  await row.locator("[data-more]").click();
  await row.locator("input[name=target]").fill("4");
  await row.getByRole("button", { name: "Đặt kế hoạch" }).click();
  await row.locator("[data-plan]", { hasText: "kế hoạch 4" }).waitFor({ timeout: SOON_MS });
  expect(unexpected([...errors, ...leader.errors])).toEqual([]);
  await leader.close();
  await close();
});

test("at 360 px: what is not saved is asked for, and two administrators do not overwrite each other", async () => {
  const [, ward] = WARDS;
  const { page, errors, close } = await openScreen(
    browser,
    `${stack.liveUrl}/quan-tri/chi-tieu?ward=${ward}`,
    {
      as: "admin",
      viewport: { width: 360, height: 740 },
    },
  );
  await page.locator("[data-group=timeliness] > summary").click({ timeout: SOON_MS });
  const toggle = page.locator("[data-row='dossiers.undated'] input[role=switch]");
  await toggle.uncheck();
  const bar = page.locator("[data-save-bar]");
  await bar.getByText("chưa lưu").waitFor();
  expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(360);

  page.once("dialog", (dialog) => void dialog.dismiss());
  await page.getByText("Về trang số liệu").click();
  await until("still here", SOON_MS, async () => new URL(page.url()).pathname === "/quan-tri/chi-tieu");

  const { version } = await read(ward);
  const other = await fetchAs(urlOf(ward), {
    method: "PUT",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ catalogue: { off: ["dossiers.late"] }, version }),
  });
  expect(other.status).toBe(200);
  await bar.getByRole("button", { name: "Lưu", exact: true }).click();
  await bar.getByText("Có người khác vừa sửa").waitFor({ timeout: SOON_MS });
  expect((await read(ward)).settings.off).toEqual(["dossiers.late"]);
  await bar.getByRole("button", { name: "Tải bản mới" }).click();
  await bar.waitFor({ state: "detached", timeout: SOON_MS });
  expect(await toggle.isChecked()).toBe(true);
  await toggle.uncheck();
  await bar.getByRole("button", { name: "Lưu", exact: true }).click();
  await told(page, /Đã lưu/);
  expect((await read(ward)).settings.off).toEqual(["dossiers.late", "dossiers.undated"]);
  expect(unexpected(errors)).toEqual([]);
  await close();
});
