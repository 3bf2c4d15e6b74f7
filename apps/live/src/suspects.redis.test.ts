import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { DossierEvent, DossierFacts, ErrorBody, SuspectPage } from "@nhip/contracts";
import { QUIET, openLive } from "./live.testing.ts";

let live: Awaited<ReturnType<typeof openLive>>;
const at = (time: string) => Date.parse(`${time.replace(" ", "T")}+07:00`);
let count = 0;
const event = (code: string, type: string, time: string, data: DossierFacts = {}): DossierEvent => ({
  id: `e${count++}`,
  type: `dossier.${type}` as DossierEvent["type"],
  subject: code,
  time: at(time),
  data,
});
const answered = (code: string) => [
  event(code, "received", "2026-10-05 09:00", { field: "ho-tich", workingDays: 3 }),
  event(code, "resolved", "2026-10-07 10:00"),
];

beforeAll(async () => {
  live = await openLive();
  live.clock.skewMs = at("2026-10-13 08:00:30") - Date.now();
  await live.put(QUIET, [
    ...answered("H64.38.25-261005-0001"),
    ...answered("H64.38.25-261005-0002"),
    event("H64.38.25-261005-0002", "delivered", "2026-10-07 11:00"),
    // Overdue since Thursday, and quiet since Monday of the week before.
    event("H64.38.25-261005-0003", "received", "2026-10-05 09:30", { field: "dat-dai", workingDays: 3 }),
  ]);
});
afterAll(() => live.close());

const path = `/api/v1/wards/${QUIET}/suspects`;
const suspects = async (query = "", language = "vi") =>
  (await live.get<SuspectPage>(`${path}${query}`, { headers: { "accept-language": language } })).body;
const said = (body: object) =>
  live.get<ErrorBody>(`${path}/reason`, {
    as: "clerk",
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
const counts = ({ kinds }: SuspectPage) =>
  Object.fromEntries(
    kinds.flatMap(({ kind, open, explained }) => (open + explained ? [[kind, [open, explained]]] : [])),
  );

describe("suspects", () => {
  test("each kind with its question, rule and count; the dossiers behind, those longest so first", async () => {
    const page = await suspects();
    expect(counts(page)).toEqual({ "apology-due": [1, 0], "idle-overdue": [1, 0], undelivered: [1, 0] });
    expect(page).toMatchObject({ looked: 3, complete: true, cursor: null });
    expect(page.rows.map(({ code, kind }) => `${kind} ${code.slice(-4)}`)).toEqual([
      "apology-due 0003",
      "idle-overdue 0003",
      "undelivered 0001",
    ]);
    expect(page.rows[2]).toMatchObject({
      field: "ho-tich",
      since: "2026-10-13T00:00:00+07:00",
      question: "Hồ sơ đã xử lý xong 4 ngày làm việc mà chưa ghi trả. Kết quả đã trao cho người dân chưa?",
      dossier: { status: "early" },
      reasons: [],
    });
    expect((await suspects("?kind=undelivered", "en")).rows.map(({ question }) => question)).toEqual([
      "Answered 4 working days ago, and no delivery is on record. Has the citizen got the result?",
    ]);
    expect((await live.get<ErrorBody>(`${path}?kind=cheats`)).status).toBe(400);
  });

  test("a reason stays with its suspect, moves it to the explained and keeps those before it", async () => {
    const one = { code: "H64.38.25-261005-0003", kind: "idle-overdue" };
    expect(await said({ ...one, reason: "Chờ trích lục của chi nhánh đất đai" })).toMatchObject({
      status: 200,
    });
    expect(await said({ ...one, reason: "Đã có trích lục, trả trong tuần" })).toMatchObject({ status: 200 });
    const page = await suspects();
    expect(counts(page)).toMatchObject({ "apology-due": [1, 0], "idle-overdue": [0, 1] });
    expect(page.rows.at(-1)).toMatchObject({
      ...one,
      reasons: [
        { reason: "Chờ trích lục của chi nhánh đất đai" },
        { reason: "Đã có trích lục, trả trong tuần" },
      ],
    });
  });

  test("personal data, what is no suspect, and callers from elsewhere are refused", async () => {
    const one = { code: "H64.38.25-261005-0001", kind: "undelivered" };
    const phone = ["09", "12345678"].join("");
    expect(await said({ ...one, reason: `Đã gọi số ${phone}` })).toMatchObject({
      status: 400,
      body: { code: "personal-data" },
    });
    expect(await said({ ...one, reason: " " })).toMatchObject({ status: 400 });
    expect(await said({ ...one, kind: "instant", reason: "Nhập lại" })).toMatchObject({ status: 404 });
    const foreign = { origin: "https://example.com", "content-type": "application/json" };
    const posted = {
      as: "clerk" as const,
      method: "POST",
      headers: foreign,
      body: JSON.stringify({ ...one, reason: "x" }),
    };
    expect(await live.get(`${path}/reason`, posted)).toMatchObject({ status: 403 });
    expect((await suspects("?kind=undelivered")).rows).toMatchObject([{ reasons: [] }]);
  });

  test("what happens next ends the question; pages go on where the one before ended", async () => {
    await live.put(QUIET, [event("H64.38.25-261005-0001", "delivered", "2026-10-13 07:50")]);
    await expect.poll(async () => counts(await suspects())["undelivered"]).toBeUndefined();
    const many = Array.from({ length: 60 }, (_, n) => `H64.38.25-261005-1${String(n).padStart(3, "0")}`);
    await live.put(QUIET, many.flatMap(answered));
    await expect.poll(async () => counts(await suspects())["undelivered"]).toEqual([60, 0]);
    const first = await suspects("?kind=undelivered");
    const second = await suspects(`?kind=undelivered&cursor=${first.cursor}`);
    expect([...first.rows, ...second.rows].map(({ code }) => code)).toEqual(many);
    expect(second.cursor).toBeNull();
    // 62 answers and two deliveries: this source does tell them.
    expect(second.kinds.map(({ doubt }) => doubt)).toEqual(Array(6).fill(null));
  });
});
