import { createWards } from "@nhip/backbone";
import { WardSettings, type KpiReading } from "@nhip/contracts";
import { formatInstant } from "@nhip/domain";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { awaitState, awaitTile, openScreen, readTile, shownAs, startBrowser } from "./screen.ts";
import { fetchAs } from "./sign-in.ts";
import { openStack, type Stack } from "./stack.ts";
import { story } from "./story.ts";
import { figure, post, readKpis } from "./talk.ts";
import { until } from "./until.ts";

const WARD = "phuong-lanh-dao";
const RECEIVED = "dossiers.received";
const SOON_MS = 20_000;
let stack: Stack;
let browser: Browser;

beforeAll(async () => {
  [stack, browser] = await Promise.all([openStack({ wards: [WARD] }), startBrowser()]);
  await createWards(stack.admin, stack.keys).save(
    WardSettings.parse({
      id: WARD,
      name: "Phường Lãnh Đạo",
      units: [{ id: "to-7", name: "Tổ dân phố số 7", kind: "group" }],
    }),
  );
  await post(stack, story(WARD, 40, Date.now() - 86_400_000));
});
afterAll(async () => {
  await browser.close();
  await stack.close();
});

const home = (rest = ""): string => `${stack.liveUrl}/?ward=${WARD}&period=year${rest}`;
const tiles = (page: Page): Promise<(string | null)[]> =>
  page
    .locator(".main-tiles [data-kpi]")
    .evaluateAll((all) => all.map((tile) => tile.getAttribute("data-kpi")));
const received = async (): Promise<number> =>
  figure(await readKpis(stack, WARD, "year"), RECEIVED) ?? Number.NaN;

test("the palette finds without diacritics, by keyboard alone; single keys wait while somebody types", async () => {
  const { page, errors, close } = await openScreen(browser, home());
  await awaitTile(page, RECEIVED, await received(), SOON_MS);
  await page.keyboard.press("Control+k");
  const typed = page.locator("[data-palette] input");
  await typed.waitFor({ timeout: SOON_MS });
  await page.keyboard.type("qua han");
  await page.locator('[data-command="kpi dossiers.overdue"][data-highlighted]').waitFor({ timeout: SOON_MS });
  await page.keyboard.press("Enter");
  await page.waitForURL(/kpi=dossiers\.overdue/);
  await page.locator(".explain").waitFor({ timeout: SOON_MS });
  await page.keyboard.press("Escape");
  await page.locator(".explain").waitFor({ state: "detached" });

  await page.keyboard.press("Control+k");
  await typed.waitFor();
  await page.keyboard.type("?fg");
  expect(await typed.inputValue()).toBe("?fg");
  await page.keyboard.press("Escape");
  await page.keyboard.press("?");
  await page.locator("[data-keys]").waitFor({ timeout: SOON_MS });
  await page.keyboard.press("Escape");
  await page.locator("[data-keys]").waitFor({ state: "detached" });
  await page.keyboard.press("g");
  await page.keyboard.press("b");
  await page.waitForURL(/\/canh-bao\?ward=/);
  expect(errors).toEqual([]);
  await close();
});

test("a page that a leader arranged is the same in another browser, and as it came after a reset", async () => {
  const first = await openScreen(browser, home());
  await awaitTile(first.page, RECEIVED, await received(), SOON_MS);
  const before = await tiles(first.page);
  expect(before.slice(0, 2)).toEqual(["dossiers.received", "dossiers.resolved"]);
  await first.page.keyboard.press("Control+k");
  await first.page.locator("[data-palette] input").fill("sap xep");
  await first.page.locator('[data-command="arrange"][data-highlighted]').waitFor({ timeout: SOON_MS });
  await first.page.keyboard.press("Enter");
  const row = (id: string) => first.page.locator(`[data-placed="${id}"]`);
  await row(RECEIVED)
    .getByRole("button", { name: /^Đưa xuống/ })
    .press("Enter");
  await row("dossiers.dueSoon").getByRole("button", { name: /^Ẩn/ }).press("Enter");
  await row("checks").getByRole("button", { name: /^Ẩn/ }).press("Enter");
  await first.page.locator('[data-saving="saved"]').waitFor({ timeout: SOON_MS });

  const second = await openScreen(browser, home());
  await until(
    "the other browser shows the order",
    SOON_MS,
    async () => (await tiles(second.page))[0] === "dossiers.resolved",
  );
  expect((await tiles(second.page))[1]).toBe(RECEIVED);
  expect(await tiles(second.page)).not.toContain("dossiers.dueSoon");
  expect(await second.page.getByRole("heading", { name: "Đối chiếu" }).count()).toBe(0);
  // Another person's page is as it comes.
  const other = await openScreen(browser, home(), { as: "clerk" });
  await awaitTile(other.page, RECEIVED, await received(), SOON_MS);
  expect(await tiles(other.page)).toEqual(before);

  await first.page.getByRole("button", { name: "Về như ban đầu" }).press("Enter");
  await first.page.locator('[data-saving="saved"]').waitFor({ timeout: SOON_MS });
  const answer = await fetchAs(`${stack.liveUrl}/api/v1/wards/${WARD}/layout`);
  expect(await answer.json()).toEqual({ layout: null });
  expect(await tiles(first.page)).toEqual(before);
  expect([...first.errors, ...second.errors, ...other.errors]).toEqual([]);
  await Promise.all([first.close(), second.close(), other.close()]);
});

test("a link with frozen figures shows what GET says of that moment, says so, and leads to those of now", async () => {
  const { page, errors, close } = await openScreen(browser, home());
  const then = await received();
  await awaitTile(page, RECEIVED, then, SOON_MS);
  await page.keyboard.press("Control+k");
  await page.locator("[data-palette] input").fill("lien ket");
  await page.locator('[data-command="share"][data-highlighted]').waitFor({ timeout: SOON_MS });
  await page.keyboard.press("Enter");
  await page.getByText(/^Số liệu lúc \d\d:\d\d/).click({ timeout: SOON_MS });
  const link = await page.locator("[data-link]").inputValue();
  const asked = new URL(link).searchParams;
  const asOf = asked.get("asOf") ?? "";
  expect(asked.get("ward")).toBe(WARD);
  expect(asked.get("period")).toMatch(/^\d{4}$/);
  await until("the moment is over", SOON_MS, () => Date.now() > Date.parse(asOf) + 1_000);
  const event = { id: "n1", type: "dossier.received", ward: WARD, subject: "N-1", data: {} };
  await post(stack, { ...event, time: formatInstant(Date.now()) });
  await until("it is counted", SOON_MS, async () => (await received()) === then + 1);

  const frozen = await openScreen(browser, link);
  await frozen.page.locator("[data-frozen]").waitFor({ timeout: SOON_MS });
  const query = new URLSearchParams({ period: asked.get("period") ?? "", asOf });
  const answer = await fetchAs(`${stack.liveUrl}/api/v1/wards/${WARD}/kpis?${query}`);
  const reading = (await answer.json()) as KpiReading;
  expect(figure(reading, RECEIVED)).toBe(then);
  for (const id of [RECEIVED, "dossiers.resolved", "dossiers.overdue", "dossiers.dueSoon", "dossiers.open"]) {
    const value = figure(reading, id) ?? Number.NaN;
    await awaitTile(frozen.page, id, value, SOON_MS);
    expect((await readTile(frozen.page, id)).text).toBe(shownAs(value));
  }
  await frozen.page.locator("[data-go-live]").click();
  await awaitTile(frozen.page, RECEIVED, then + 1, SOON_MS);
  expect(await frozen.page.locator("[data-frozen]").count()).toBe(0);
  expect([...errors, ...frozen.errors]).toEqual([]);
  await Promise.all([close(), frozen.close()]);
});

test("the bare address leads everybody to their own first page", async () => {
  const homes = [
    ["secretary", "/chi-bo"],
    ["head", "/chi-bo"],
    ["admin", "/quan-tri"],
    ["leader", "/"],
  ] as const;
  const seen = homes.map(async ([as]) => {
    const { page, close } = await openScreen(browser, `${stack.liveUrl}/`, { as });
    await page.locator("main").waitFor({ timeout: SOON_MS });
    const { pathname } = new URL(page.url());
    await close();
    return [as, pathname];
  });
  expect(await Promise.all(seen)).toEqual(homes);
});

test("V15: every tile of the leader's page is live or says that it is not, when the server goes away", async () => {
  const { page, close } = await openScreen(browser, home());
  await awaitTile(page, RECEIVED, await received(), SOON_MS);
  const states = (): Promise<(string | null)[]> =>
    page.locator("[data-kpi]").evaluateAll((all) => all.map((tile) => tile.getAttribute("data-state")));
  await until("none waits", SOON_MS, async () =>
    (await states()).every((state) => state === "live" || state === "none"),
  );
  await stack.kill("live");
  await awaitState(page, RECEIVED, "stale", SOON_MS);
  const told = await page
    .locator("[data-kpi]")
    .evaluateAll((all) =>
      all.map((tile) => ({ state: tile.getAttribute("data-state"), words: tile.textContent ?? "" })),
    );
  expect(told.length).toBeGreaterThan(8);
  for (const tile of told) {
    expect(tile.state).toBe("stale");
    expect(tile.words).toMatch(/số liệu lúc \d\d:\d\d/);
  }
  await close();
});
