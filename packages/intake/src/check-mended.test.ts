import { expect, test } from "vitest";
import { parseInstant, type KeptEntry } from "@nhip/contracts";
import { checkMended } from "./check-mended.ts";
import { quarantineLine } from "./quarantine-line.ts";
import { sortLines } from "./sort-lines.ts";

const NOW = parseInstant("2022-12-05T12:00:00+07:00") ?? 0;
const WARD = "phuong-mau";
const SENDER = { wards: [WARD], source: "mot-cua" };
const GOOD = {
  id: "e1",
  type: "dossier.received",
  ward: WARD,
  subject: "H64.38.25-221205-0007",
  time: "2022-12-05T08:12:00+07:00",
  data: { field: "ho-tich", dueAt: "2022-12-06T17:00:00+07:00" },
};
const KEY = "AAAAAAAAAAAAAAAAAAAAAA";
const ENTRY = { key: KEY, path: "time", code: "invalid-time", source: SENDER.source, trail: [] } as const;
const check = (kept: unknown, event?: Record<string, unknown>) =>
  checkMended({ ...ENTRY, line: quarantineLine(kept) }, WARD, event, NOW);

test("a mended line is the event that the door would have made of it", () => {
  const [group] = sortLines([{ readable: true, value: GOOD }], SENDER, NOW).groups;
  const mended = check({ ...GOOD, data: { dueAt: "ngày mai" } }, GOOD);
  expect(mended).toEqual({ ok: true, id: "mot-cua\te1", group, dropped: [] });
});

test.each([
  ["data.dueAt", "invalid-time", { ...GOOD, data: { dueAt: "hôm qua" } }],
  ["time", "time-in-future", { ...GOOD, time: "2022-12-06T08:12:00+07:00" }],
  ["ward", "ward-not-allowed", { ...GOOD, ward: "phuong-khac" }],
  ["type", "unknown-type", { ...GOOD, type: "dossier.lost" }],
  ["subject", "missing", { ...GOOD, subject: "" }],
])("still refused at %s (%s), as at the door", (path, code, event) => {
  expect(check(GOOD, event)).toEqual({ ok: false, path, code });
  const { refused } = sortLines([{ readable: true, value: event }], SENDER, NOW);
  expect(refused[0]?.fault).toEqual({ ok: false, path, code });
});

test("what was hidden has to be typed anew: no dossier is called ***", () => {
  expect(check({ ...GOOD, time: "hôm qua" })).toEqual({ ok: false, path: "time", code: "invalid-time" });
  const kept = { ...GOOD, subject: "CCCD 001099000001" };
  expect(check(kept)).toEqual({ ok: false, path: "subject", code: "personal-data" });
  expect(check({ ...GOOD, data: { ...GOOD.data, procedure: "0912345678" } })).toEqual({
    ok: false,
    path: "data.procedure",
    code: "personal-data",
  });
});

test("an event without an id gets one out of its entry: twice is once", () => {
  const { id: _id, ...nameless } = GOOD;
  const first = check(nameless);
  expect(first).toMatchObject({ ok: true, id: `mot-cua\tsua-${KEY}` });
  expect(check({ ...GOOD, id: "0912345678" })).toMatchObject({ ok: true, id: `mot-cua\tsua-${KEY}` });
  expect(check(nameless, { ...GOOD, id: "", data: { field: "dat-dai" } })).toMatchObject({
    id: `mot-cua\tsua-${KEY}`,
  });
});

test("a nameless line that came after the one like it was settled is another event", () => {
  const { id: _id, ...nameless } = GOOD;
  const trail: KeptEntry["trail"] = [{ how: "dismissed", at: 1, by: "test", reason: "thử" }];
  const entry = { ...ENTRY, line: {}, trail };
  expect(checkMended(entry, WARD, nameless, NOW)).toMatchObject({ id: `mot-cua\tsua-${KEY}-2` });
});

test("the ward and the source are those of the entry unless the line names its own", () => {
  const { ward: _ward, ...homeless } = GOOD;
  expect(check(homeless)).toMatchObject({ ok: true, group: { ward: WARD, source: "mot-cua" } });
  expect(check({ ...GOOD, source: "cổng tỉnh" })).toMatchObject({ group: { source: "cổng tỉnh" } });
});

test("personal data that is typed while mending is dropped and named, or refused", () => {
  expect(check(GOOD, { ...GOOD, data: { ...GOOD.data, citizenName: "x" } })).toMatchObject({
    dropped: ["data.citizenName"],
  });
  expect(check(GOOD, { ...GOOD, subject: "001099000001" })).toMatchObject({ code: "personal-data" });
});
