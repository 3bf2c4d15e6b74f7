import { request } from "node:http";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createApiKeys, createQuarantine, openQueue, type EventQueue, type Quarantine } from "@nhip/backbone";
import type { ErrorBody, QuarantineEntry, QuarantineHistory, QuarantinePage } from "@nhip/contracts";
import { QUIET, openLive } from "./live.testing.ts";

let live: Awaited<ReturnType<typeof openLive>>;
let quarantine: Quarantine;
let queue: EventQueue;
const WARDS = Array.from({ length: 20 }, (_, n) => `phuong-${n}`);
const CLERK = { as: "clerk" } as const;
let ward = "";
let at = 0;

beforeAll(async () => {
  live = await openLive(...WARDS.map((id) => ({ id, name: id })));
  quarantine = createQuarantine(live.redis, live.keys);
  queue = openQueue({ url: live.url, keys: live.keys, shards: 1, onError: () => undefined });
});
afterAll(async () => {
  await queue.close();
  await live.close();
});
beforeEach(() => {
  ward = WARDS[at++] ?? QUIET;
});

const GOOD = {
  type: "dossier.received",
  subject: "H64-1",
  time: "2022-12-05T08:12:00+07:00",
  data: { field: "ho-tich" },
};
const entry = (n: number, more: Partial<QuarantineEntry> = {}): QuarantineEntry => ({
  path: "time",
  code: "invalid-time",
  message: "",
  source: "mot-cua",
  firstSeenAt: 1_700_000_000_000 + n,
  line: { ...GOOD, id: `e${n}`, time: "***", ward },
  ...more,
});
const read = async (query = "") =>
  (await live.get<QuarantinePage>(`/api/v1/wards/${ward}/quarantine${query}`, CLERK)).body;
const historyOf = async () =>
  (await live.get<QuarantineHistory>(`/api/v1/wards/${ward}/quarantine/history`, CLERK)).body;
const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  live.get<ErrorBody & Record<string, unknown>>(`/api/v1/wards/${ward}/quarantine/${path}`, {
    ...CLERK,
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
async function keyOf(n: number): Promise<string> {
  const found = (await read()).entries.find(({ line }) => line["id"] === `e${n}`);
  if (!found) throw new Error(`no e${n}`);
  return found.key;
}

test("what waits: rows, counts, age, filters, pages, the reason in the language asked for", async () => {
  expect(await read()).toEqual({
    ward,
    count: 0,
    oldestAt: null,
    byCode: {},
    bySource: {},
    total: 0,
    entries: [],
    cursor: null,
  });
  await quarantine.keep(ward, [entry(1)]);
  await quarantine.keep(ward, [
    entry(2),
    entry(3, { code: "missing", path: "subject", source: "cổng tỉnh" }),
  ]);
  const all = await read();
  expect(all).toMatchObject({ count: 3, byCode: { "invalid-time": 2, missing: 1 }, total: 3 });
  expect(all.oldestAt).toMatch(/^2023-11-15T05:13:20\.001\+07:00$/);
  expect(all.entries.at(-1)).toMatchObject({
    seen: 1,
    line: { id: "e1" },
    message: expect.stringMatching(/^Mục time/),
  });
  const some = await read(`?source=${encodeURIComponent("cổng tỉnh")}`);
  expect(some).toMatchObject({ count: 3, total: 1, entries: [{ path: "subject" }] });
  const first = await read("?code=invalid-time&limit=1");
  expect(first).toMatchObject({ total: 2, entries: [{ line: { id: "e2" } }] });
  expect(await read(`?code=invalid-time&limit=1&cursor=${first.cursor}`)).toMatchObject({
    entries: [{ line: { id: "e1" } }],
    cursor: null,
  });
  expect((await live.get(`/api/v1/wards/${ward}/quarantine?cursor=x`, CLERK)).status).toBe(400);
  expect((await live.get(`/api/v1/wards/${ward}/quarantine?limit=9999`, CLERK)).status).toBe(400);
  expect((await live.get("/api/v1/wards/khong-co/quarantine", CLERK)).status).toBe(404);
});

describe("sending", () => {
  test("a mended line goes onto the queue and into the history; sent once more it is not there", async () => {
    await quarantine.keep(ward, [entry(1)]);
    const key = await keyOf(1);
    const before = await queue.depth();
    const { status, body } = await post(`${key}/send`, { event: { ...GOOD, id: "e1" } });
    expect([status, body]).toEqual([200, { key, event: "mot-cua\te1", again: false, dropped: [] }]);
    expect(await queue.depth()).toBe(before + 1);
    expect(await read()).toMatchObject({ count: 0, oldestAt: null });
    expect(await historyOf()).toMatchObject({
      mended: 1,
      entries: [{ key, trail: [{ how: "mended", by: "clerk", event: "mot-cua\te1" }] }],
    });
    expect((await post(`${key}/send`, {})).status).toBe(404);
  });

  test("still wrong: 422 with the place, the new reason in words, and nothing lost", async () => {
    await quarantine.keep(ward, [entry(1)]);
    const before = await queue.depth();
    const { status, body } = await post(
      `${await keyOf(1)}/send`,
      { event: { ...GOOD, id: "e1", time: "2099-01-01T00:00:00+07:00" } },
      { "accept-language": "en" },
    );
    expect(status).toBe(422);
    expect(body).toMatchObject({
      code: "nothing-valid",
      requestId: expect.any(String),
      issues: [
        { path: "time", code: "time-in-future", message: expect.stringMatching(/^Field time .*future/) },
      ],
    });
    expect(await queue.depth()).toBe(before);
    expect(await read()).toMatchObject({ count: 1, entries: [{ code: "invalid-time", path: "time" }] });
  });

  test("all of one reason as they are: the good ones go, the others still wait, page by page", async () => {
    const line = (n: number) => ({ ...GOOD, id: `e${n}` });
    const many = Array.from({ length: 250 }, (_, n) => entry(n, n % 50 === 0 ? {} : { line: line(n) }));
    await quarantine.keep(ward, [...many, entry(999, { code: "missing", line: line(999) })]);
    const first = (await post("send", { code: "invalid-time" })).body;
    const second = (await post("send", { code: "invalid-time", cursor: first["cursor"] })).body;
    expect(Number(first["done"]) + Number(second["done"])).toBe(245);
    expect(second["cursor"]).toBeNull();
    expect(await read()).toMatchObject({ count: 6, byCode: { "invalid-time": 5, missing: 1 } });
  });
});

describe("setting aside", () => {
  test("needs a reason without personal data, and the reason stays", async () => {
    await quarantine.keep(ward, [entry(1), entry(2), entry(3)]);
    const key = await keyOf(1);
    for (const reason of [undefined, "", "  ", "x".repeat(2_000)])
      expect((await post(`${key}/dismiss`, { reason })).status).toBe(422);
    const named = await post(`${key}/dismiss`, { reason: "bà Nguyễn Thị Lan đã rút" });
    expect(named.body).toMatchObject({ issues: [{ path: "reason", code: "personal-data" }] });
    expect(await read()).toMatchObject({ count: 3 });
    expect((await post(`${key}/dismiss`, { reason: "nhập nhầm" })).status).toBe(200);
    expect((await post(`${key}/dismiss`, { reason: "nhập nhầm" })).status).toBe(404);
    const keys = [await keyOf(2), await keyOf(3), key];
    expect((await post("dismiss", { keys, reason: "gửi thử" })).body).toMatchObject({ done: 2, refused: 1 });
    expect(await historyOf()).toMatchObject({ dismissed: 3, mended: 0 });
    expect((await historyOf()).entries.map(({ trail }) => trail[0]?.reason).toSorted()).toEqual([
      "gửi thử",
      "gửi thử",
      "nhập nhầm",
    ]);
  });
});

describe("who may", () => {
  const reason = { reason: "thử" };

  test("a read key reads its wards and writes none", async () => {
    await quarantine.keep(ward, [entry(1)]);
    const { key } = await createApiKeys(live.redis, live.keys).create(
      { scope: "read", wards: [ward] },
      live.now(),
    );
    const authorization = `Bearer ${key}`;
    const path = `/api/v1/wards/${ward}/quarantine`;
    expect((await live.get(path, { headers: { authorization } })).status).toBe(200);
    expect((await live.get(`/api/v1/wards/${QUIET}/quarantine`, { headers: { authorization } })).status).toBe(
      403,
    );
    const answer = await post(`${await keyOf(1)}/dismiss`, reason, { authorization });
    expect(answer).toMatchObject({ status: 403, body: { code: "scope-not-allowed" } });
    expect(await read()).toMatchObject({ count: 1 });
  });

  test.each([
    ["H3: a page of another origin", { origin: "http://evil.example" }, 403],
    ["H3: a page with no origin of its own", { origin: "null" }, 403],
    ["H3: a page of the same site", { "sec-fetch-site": "same-site" }, 403],
    ["H3: a form", { "content-type": "text/plain" }, 415],
    ["nobody", { cookie: "" }, 401],
    ["a session that never was", { cookie: "nhip=AAAA" }, 401],
  ])("%s may not", async (_who, headers, status) => {
    await quarantine.keep(ward, [entry(1)]);
    const key = await keyOf(1);
    expect(await statusOf(`${key}/dismiss`, { "content-type": "application/json", ...headers })).toBe(status);
    expect(await read()).toMatchObject({ count: 1 });
  });

  test("our own page may", async () => {
    await quarantine.keep(ward, [entry(1)]);
    const headers = {
      "content-type": "application/json",
      origin: live.base,
      "sec-fetch-site": "same-origin",
    };
    expect(await statusOf(`${await keyOf(1)}/dismiss`, headers)).toBe(200);
  });

  /** `fetch` would not let us say who we are. */
  async function statusOf(path: string, more: Record<string, string>): Promise<number> {
    const headers = { cookie: await live.signIn("clerk"), ...more };
    return new Promise((resolve, reject) => {
      const url = `${live.base}/api/v1/wards/${ward}/quarantine/${path}`;
      const sent = request(url, { method: "POST", headers }, (answer) => {
        answer.resume();
        resolve(answer.statusCode ?? 0);
      });
      sent.on("error", reject);
      sent.end(JSON.stringify(reason));
    });
  }

  test("bodies that are none: 400, 413, never 500", async () => {
    const key = "A".repeat(22);
    expect((await post(`${key}/send`, "{")).status).toBe(400);
    expect((await post(`${key}/send`, { event: [] })).status).toBe(400);
    expect((await post(`${key}/send`, { event: { x: "x".repeat(70_000) } })).status).toBe(413);
    expect((await post("dismiss", { keys: ["; FLUSHALL"], reason: "x" })).status).toBe(400);
    expect((await post("x%00/send", {})).status).toBe(404);
  });
});
