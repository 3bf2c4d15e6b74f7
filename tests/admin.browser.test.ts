import type { AuditPage, CatalogueState, KeyPage, UserPage } from "@nhip/contracts";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openScreen, startBrowser } from "./screen.ts";
import { fetchAs } from "./sign-in.ts";
import { openStack, type Stack } from "./stack.ts";
import { until } from "./until.ts";

const WARD = "quan-tri-thu";
const SOON_MS = 20_000;
let stack: Stack;
let browser: Browser;

beforeAll(async () => {
  [stack, browser] = await Promise.all([openStack({ wards: [WARD] }), startBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await stack.close();
});

async function read<T>(path: string): Promise<T> {
  return (await (await fetchAs(`${stack.liveUrl}/api/v1${path}`, { as: "admin" })).json()) as T;
}
const open = (page: string, width = 1280) =>
  openScreen(browser, `${stack.liveUrl}/quan-tri${page}?ward=${WARD}`, {
    as: "admin",
    viewport: { width, height: 800 },
  });
/** Walks to something by the Tab key alone, as somebody without a mouse does. */
async function tabTo(page: Page, selector: string, presses = 60): Promise<void> {
  await page.locator(selector).first().waitFor({ timeout: SOON_MS });
  for (let n = 0; n < presses; n += 1) {
    const is = `document.activeElement?.matches(${JSON.stringify(selector)}) ?? false`;
    if (await page.evaluate(is)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`${selector} is not reached by Tab`);
}
const press = async (page: Page, selector: string, key = "Enter"): Promise<void> => {
  await tabTo(page, selector);
  await page.keyboard.press(key);
};
const told = (page: Page, words: RegExp) =>
  page.locator("p.told", { hasText: words }).waitFor({ timeout: SOON_MS });
const fits = async (page: Page, width: number): Promise<void> =>
  expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(width);

test("by keyboard: a unit, a secretary of it with a link shown once, then switched off after a question", async () => {
  const { page, errors, close } = await open("");
  await press(page, "[data-row=units] a");
  await press(page, "[data-add=units]");
  await page.keyboard.type("Chi bộ số 3");
  await tabTo(page, "select[name=kind]");
  await page.keyboard.press("ArrowDown");
  await press(page, "form[data-form=units] button[type=submit]");
  await told(page, /Đã lưu/);
  expect((await read<CatalogueState>(`/wards/${WARD}/catalogue`)).units).toMatchObject([
    { id: "chi-bo-so-3", kind: "cell" },
  ]);

  await press(page, "nav a[href*='nguoi-dung']");
  await press(page, "[data-add]");
  await page.keyboard.type("Hoa.BT3");
  await tabTo(page, "[data-role=leader]");
  await page.keyboard.press("ArrowDown");
  await press(page, "input[name=unit]", "Space");
  await press(page, "form[data-form=user] button[type=submit]");
  await told(page, /hoa\.bt3/);
  const link = await page.locator("[data-secret]").inputValue();
  expect(link).toMatch(/\/moi#[\w-]{43}$/);
  await page.getByRole("img", { name: /Mã QR/ }).waitFor();
  await press(page, "[data-close]");
  expect(await page.content()).not.toContain(link.split("#")[1]);
  const [hoa] = (await read<UserPage>("/users?q=hoa")).users;
  expect(hoa).toMatchObject({ role: "secretary", units: ["chi-bo-so-3"], wards: [WARD], ready: false });

  // What cannot be taken back at once is asked first, with the cursor on the safe answer.
  await press(page, "[data-user='hoa.bt3'] button");
  await press(page, "[data-deed=disable]");
  const dialog = page.getByRole("alertdialog");
  await dialog.waitFor();
  await until("the safe answer has the cursor", SOON_MS, () =>
    dialog.getByRole("button", { name: "Thôi" }).evaluate((one) => one === one.ownerDocument.activeElement),
  );
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  expect((await read<UserPage>("/users?q=hoa")).users[0]?.disabled).toBe(false);
  await press(page, "[data-user='hoa.bt3'] button");
  await press(page, "[data-deed=disable]");
  await press(page, "[data-do]");
  await told(page, /Đã khóa tài khoản hoa\.bt3/);
  await page.locator("[data-user='hoa.bt3'] [data-state=off]").waitFor({ timeout: SOON_MS });
  expect((await read<UserPage>("/users?q=hoa")).users[0]?.disabled).toBe(true);
  expect(errors).toEqual([]);
  await close();
});

test("at 360 px: a key is shown once and revoked after a question; the log tells all of it, and can be searched", async () => {
  const { page, errors, close } = await open("/khoa", 360);
  await press(page, "[data-add]");
  await page.keyboard.type("Một cửa mới");
  await fits(page, 360);
  await press(page, "form[data-form=key] button[type=submit]");
  const key = page.locator("[data-secret]");
  await key.waitFor({ timeout: SOON_MS });
  expect(await key.inputValue()).toMatch(/^nhip_[0-9a-f]{12}_[\w-]{43}$/);
  await fits(page, 360);
  await press(page, "[data-close]");
  const made = (await read<KeyPage>("/keys")).keys.find(({ source }) => source === "Một cửa mới");
  await press(page, `[data-key='${made?.id}'] [data-revoke]`);
  await page.getByRole("alertdialog").getByText("Không lấy lại được").waitFor();
  await press(page, "[data-do]");
  await told(page, /Đã thu hồi/);
  expect((await read<KeyPage>("/keys")).keys.find(({ id }) => id === made?.id)?.revoked).toBe(true);

  await page.goto(`${stack.liveUrl}/quan-tri/nhat-ky?ward=${WARD}`);
  await page.locator("[data-whole]").waitFor({ timeout: SOON_MS });
  await page.locator("[data-deed='key.revoke']").waitFor({ timeout: SOON_MS });
  await fits(page, 360);
  await tabTo(page, "input[name=find]");
  await page.keyboard.type("hoa.bt3");
  await until("only what was searched is shown", SOON_MS, async () => {
    const deeds = await page
      .locator("[data-deed]")
      .evaluateAll((rows) => rows.map((row) => row.dataset["deed"]));
    return deeds.join(" ") === "user.disable user.add";
  });
  await page.locator("[data-deed='user.add']").getByText("Chi bộ số 3").waitFor({ timeout: SOON_MS });
  await page.keyboard.type("không có");
  await page.getByText("Không có thao tác nào khớp").waitFor({ timeout: SOON_MS });

  // A line that somebody changed in the store is told on the page.
  const [first] = await stack.admin.xrange(stack.keys.trail, "-", "+", "COUNT", 1);
  await stack.admin.xdel(stack.keys.trail, first?.[0] ?? "");
  await page.reload();
  await page.locator("[data-broken]").waitFor({ timeout: SOON_MS });
  expect((await read<AuditPage>("/audit")).entries.length).toBeGreaterThan(3);
  expect(errors).toEqual([]);
  await close();
});
