import type { WardEvent } from "@nhip/contracts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { QUIET, openLive } from "../live.testing.ts";
import { fetchAs } from "../../../../tests/sign-in.ts";

const WARD = "phuong-cong-khai";
const OFF = "phuong-kin";
let live: Awaited<ReturnType<typeof openLive>>;

beforeAll(async () => {
  live = await openLive(
    { id: WARD, name: "Phường <Công Khai>" },
    { id: OFF, name: "Phường Kín", publicPage: { on: false } },
  );
  await live.put(WARD, eventsOf2022());
});
afterAll(() => live.close());

/** 2022: 12 certified on time, 6 civil status on time, 3 of land, one of them late. */
function eventsOf2022(): WardEvent[] {
  const counts = { "chung-thuc": 12, "ho-tich": 6, "dat-dai": 3 };
  return Object.entries(counts).flatMap(([field, count]) =>
    Array.from({ length: count }, (_, n): WardEvent[] => {
      const subject = `H64.38.25-221205-${field}-${n}`;
      const late = field === "dat-dai" && n === 0;
      const base = { ward: WARD, subject, source: "test" };
      return [
        {
          ...base,
          id: `${field}-${n}-r`,
          type: "dossier.received",
          time: Date.parse("2022-12-05T08:00:00+07:00"),
          data: {
            procedure: "1.001193",
            field,
            channel: "online",
            level: "full",
            dueAt: Date.parse("2022-12-07T17:00:00+07:00"),
          },
        },
        {
          ...base,
          id: `${field}-${n}-d`,
          type: "dossier.resolved",
          time: late ? Date.parse("2022-12-09T08:00:00+07:00") : Date.parse("2022-12-06T08:00:00+07:00"),
          data: {},
        },
      ] as WardEvent[];
    }).flat(),
  );
}

const get = (path: string, headers: Record<string, string> = {}) => fetch(`${live.base}${path}`, { headers });
const textOf = async (path: string): Promise<string> => (await get(path)).text();

test("everybody reads totals with definition, rule, source and time, without a script", async () => {
  const answer = await get(`/cong-khai/${WARD}?period=2022-12`);
  expect(answer.status).toBe(200);
  expect(answer.headers.get("content-type")).toContain("text/html");
  expect(answer.headers.get("content-security-policy")).toContain("default-src 'none'");
  const page = await answer.text();
  expect(page).not.toMatch(/<script|style=|onclick/i);
  expect(page).toContain("Phường &lt;Công Khai&gt;");
  for (const words of ["Tháng 12/2022", "Hồ sơ tiếp nhận", "Biểu II.06a", "95,2%", "Phản ánh, kiến nghị"])
    expect(page).toContain(words);
  expect(page).not.toContain("H64.38.25");
  expect(await textOf(`/cong-khai/${WARD}?period=2022&lang=en`)).toContain("95.2%");
});

test("in a breakdown counts of 1 to 4 stand as <5, and nothing gives them away", async () => {
  const answer = await get(`/cong-khai/${WARD}.json?period=2022`);
  expect(answer.headers.get("access-control-allow-origin")).toBe("*");
  const data = (await answer.json()) as {
    fields: { rows: object[] };
    figures: { id: string; values: object[] }[];
  };
  expect(data.fields.rows).toEqual([
    { field: "chung-thuc", label: "Chứng thực", received: 12, resolved: 12, onTimeRate: null },
    // 21 in all and 12 shown: this one would give the 3 away.
    { field: "ho-tich", label: "Hộ tịch", received: null, resolved: null, onTimeRate: null },
    { field: "dat-dai", label: "Đất đai", received: "<5", resolved: "<5", onTimeRate: null },
  ]);
  expect(data.figures.find(({ id }) => id === "dossiers.late")?.values).toMatchObject([{ value: 1 }]);
});

test("a running month and single days are not broken down", async () => {
  for (const period of ["2022-12-05", "2022-01-01..2022-12-12", "today", "2022-13", "2199"])
    expect([period, (await get(`/cong-khai/${WARD}?period=${period}`)).status]).toEqual([period, 404]);
  const data = (await (await get(`/cong-khai/${WARD}.json`)).json()) as {
    fields: { period: { to: string } } | null;
  };
  const month = new Date(live.now() + 7 * 3_600_000).toISOString().slice(0, 7);
  expect(data.fields === null || data.fields.period.to < month).toBe(true);
});

test("V12: whoever asks again within the minute gets 304, and copies may be kept", async () => {
  for (const path of [`/cong-khai/${WARD}`, `/cong-khai/${WARD}.json`, `/cong-khai/${WARD}/nhung`]) {
    // The minute may turn between the two: then the next two are of one.
    await expect
      .poll(async () => {
        const first = await get(`${path}?period=2022`);
        const again = await get(`${path}?period=2022`, { "if-none-match": first.headers.get("etag") ?? "" });
        return [first.headers.get("cache-control"), again.status, await again.text()];
      })
      .toEqual(["public, max-age=60", 304, ""]);
  }
});

test("the card may be framed by anybody, the page by nobody", async () => {
  const card = await get(`/cong-khai/${WARD}/nhung?theme=dark&lang=en`);
  expect(card.headers.get("content-security-policy")).toContain("frame-ancestors *");
  expect(card.headers.get("x-frame-options")).toBeNull();
  expect(await card.text()).toContain('data-theme="dark"');
  const page = await get(`/cong-khai/${WARD}`);
  expect(page.headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
});

test("a ward that is unknown, or has no public page, is told in words", async () => {
  for (const [path, words] of [
    ["/cong-khai/phuong-nao-do", "Không có phường này"],
    [`/cong-khai/${OFF}`, "Phường chưa mở trang công khai"],
    [`/cong-khai/${OFF}/nhung`, "Phường chưa mở trang công khai"],
  ] as const) {
    const answer = await get(path);
    expect([path, answer.status]).toEqual([path, 404]);
    expect(await answer.text()).toContain(words);
  }
  expect((await get(`/cong-khai/${OFF}.json`)).status).toBe(404);
});

test("an administrator switches the page, seen at once and written down; nobody else may", async () => {
  const path = `/api/v1/wards/${QUIET}/public`;
  const put = (body: object, as: "admin" | "leader" = "admin") =>
    fetchAs(`${live.base}${path}`, {
      method: "PUT",
      as,
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
  expect((await get(`/cong-khai/${QUIET}`)).status).toBe(200);
  expect((await put({ on: false, complaints: "" }, "leader")).status).toBe(403);
  expect((await put({ on: "no" })).status).toBe(400);
  expect(await (await put({ on: true, complaints: "Gọi Bộ phận một cửa." })).json()).toEqual({
    on: true,
    complaints: "Gọi Bộ phận một cửa.",
    path: `/cong-khai/${QUIET}`,
  });
  await expect
    .poll(() => textOf(`/cong-khai/${QUIET}`), { timeout: 5_000 })
    .toContain("Gọi Bộ phận một cửa.");
  expect((await put({ on: false, complaints: "" })).status).toBe(200);
  await expect.poll(async () => (await get(`/cong-khai/${QUIET}`)).status, { timeout: 5_000 }).toBe(404);
  expect((await live.get<{ on: boolean }>(path)).body.on).toBe(false);
});
