import { formatInstant } from "@nhip/domain";
import type { WireDossierEvent, WireFacts } from "@nhip/sample";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { awaitTile, openScreen, readTile, startBrowser, type Screen } from "./screen.ts";
import { openStack, type Stack } from "./stack.ts";
import { figure, post, readKpis } from "./talk.ts";
import { pause } from "./until.ts";

const WARD = "phuong-hom-nay";
const RECEIVED = "dossiers.received";
/** A figure is there within a second; a machine shared by many gets some more. */
const SOON_MS = 5_000;
const DAY_MS = 86_400_000;
let stack: Stack;
let browser: Browser;
let screen: Screen;
let page: Page;
let serial = 0;

beforeAll(async () => {
  [stack, browser] = await Promise.all([openStack({ wards: [WARD] }), startBrowser()]);
  screen = await openScreen(browser, `${stack.liveUrl}/?ward=${WARD}&period=today`);
  ({ page } = screen);
  await awaitTile(page, RECEIVED, 0, 20_000);
});
afterAll(async () => {
  await browser.close();
  await stack.close();
});

function event(type: string, subject: string, data: WireFacts = {}, at = Date.now()): WireDossierEvent {
  serial += 1;
  const name = `dossier.${type}` as WireDossierEvent["type"];
  return { id: `e${serial}`, type: name, ward: WARD, subject, time: formatInstant(at), data };
}
async function send(...events: WireDossierEvent[]): Promise<void> {
  const { status, body } = await post(stack, events);
  expect({ status, accepted: body.accepted, rejected: body.rejected }).toEqual({
    status: 202,
    accepted: events.length,
    rejected: [],
  });
}
/** The number on a tile now. */
async function shown(id: string): Promise<number> {
  const { text } = await readTile(page, id);
  return Number(text?.replaceAll(".", ""));
}
const inPeriod = async (period: string, id = RECEIVED): Promise<unknown> =>
  figure(await readKpis(stack, WARD, period), id);
const dayBefore = (days: number): string => formatInstant(Date.now() - days * DAY_MS).slice(0, 10);

describe("A3: what happens is on the screen by itself", () => {
  test("an event shows", async () => {
    const before = await shown(RECEIVED);
    await send(event("received", "A-1"));
    const tookMs = await awaitTile(page, RECEIVED, before + 1, SOON_MS);
    console.log(`A3: on the screen ${tookMs} ms after the 202`);
    expect(await inPeriod("today")).toBe(before + 1);
  });

  test("F4: the same event 100 times counts once", async () => {
    const before = await shown(RECEIVED);
    const one = event("received", "A-2");
    await Promise.all(Array.from({ length: 50 }, () => send(one)));
    await send(...Array.from({ length: 50 }, () => one));
    await awaitTile(page, RECEIVED, before + 1, SOON_MS);
    await send(event("received", "A-3"));
    await awaitTile(page, RECEIVED, before + 2, SOON_MS);
    expect(await inPeriod("today")).toBe(before + 2);
  });

  test("F5: resolved before received ends right", async () => {
    const before = {
      received: await shown(RECEIVED),
      resolved: await shown("dossiers.resolved"),
      open: await shown("dossiers.open"),
    };
    const received = event(
      "received",
      "A-4",
      { dueAt: formatInstant(Date.now() + 3 * DAY_MS) },
      Date.now() - 2_000,
    );
    await send(event("resolved", "A-4"));
    await pause(500);
    expect(await shown(RECEIVED)).toBe(before.received);
    await send(received);
    await awaitTile(page, RECEIVED, before.received + 1, SOON_MS);
    await awaitTile(page, "dossiers.resolved", before.resolved + 1, SOON_MS);
    await awaitTile(page, "dossiers.open", before.open, SOON_MS);
    expect(await inPeriod("today", "dossiers.early")).toBe(1);
  });

  test("F5: corrected to a day of another month: it leaves today and comes to that day and month", async () => {
    const day = dayBefore(40);
    const month = day.slice(0, 7);
    const before = {
      today: await shown(RECEIVED),
      day: Number(await inPeriod(day)),
      month: Number(await inPeriod(month)),
    };
    await send(event("received", "A-5"));
    await awaitTile(page, RECEIVED, before.today + 1, SOON_MS);
    await send(event("corrected", "A-5", { receivedAt: `${day}T09:00:00+07:00` }));
    await awaitTile(page, RECEIVED, before.today, SOON_MS);
    expect(await inPeriod("today")).toBe(before.today);
    expect(await inPeriod(day)).toBe(before.day + 1);
    expect(await inPeriod(month)).toBe(before.month + 1);

    await send(event("voided", "A-5"));
    await expect.poll(() => inPeriod(day), { timeout: SOON_MS }).toBe(before.day);
    expect(await inPeriod(month)).toBe(before.month);
    expect(await shown(RECEIVED)).toBe(before.today);
  });

  test("entered by mistake: it is gone from the screen", async () => {
    const before = await shown(RECEIVED);
    await send(event("received", "A-6"));
    await awaitTile(page, RECEIVED, before + 1, SOON_MS);
    await send(event("voided", "A-6"));
    await awaitTile(page, RECEIVED, before, SOON_MS);
    expect(await inPeriod("today")).toBe(before);
  });

  test("F5: an event of years ago moves its own year and not today", async () => {
    const before = { today: await shown(RECEIVED), year: Number(await inPeriod("2021")) };
    await send(event("received", "A-7", {}, Date.parse("2021-03-04T08:00:00+07:00")));
    await expect.poll(() => inPeriod("2021"), { timeout: SOON_MS }).toBe(before.year + 1);
    expect(await shown(RECEIVED)).toBe(before.today);
  });
});

test("a dossier turns overdue on its tile at its second, with no event", async () => {
  const overdue = "dossiers.overdue";
  const before = await shown(overdue);
  const dueAt = Math.ceil(Date.now() / 1_000) * 1_000 + 5_000;
  await send(event("received", "A-8", { dueAt: formatInstant(dueAt) }));
  let last = Date.now();
  while ((await shown(overdue)) === before) {
    last = Date.now();
    if (last > dueAt + 5_000) throw new Error("never overdue");
    await pause(10);
  }
  const seenAt = Date.now();
  console.log(`overdue on the tile ${seenAt - dueAt} ms after its due time`);
  expect(seenAt).toBeGreaterThan(dueAt);
  expect(last).toBeLessThan(dueAt + 1_500);
  expect(await shown(overdue)).toBe(before + 1);
});

test("nothing went wrong in the page meanwhile", () => {
  expect(screen.errors).toEqual([]);
});
