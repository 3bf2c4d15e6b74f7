import { expect, test } from "vitest";
import { parseInstant } from "@nhip/contracts";
import { sortLines } from "./sort-lines.ts";

const NOW = parseInstant("2022-12-05T12:00:00+07:00") ?? 0;
const SENDER = { wards: ["phuong-mau", "phuong-hai"], source: "mot-cua" };
const GOOD = {
  id: "e1",
  type: "dossier.received",
  ward: "phuong-mau",
  subject: "H64.38.25-221205-0007",
  time: "2022-12-05T08:12:00+07:00",
  data: { procedure: "1.001193", field: "Hộ tịch", channel: "online", dueAt: "2022-12-06T17:00:00+07:00" },
};
const REPORT = {
  ...GOOD,
  type: "indicator.reported",
  data: { indicator: "thu-ngan-sach", period: "2022-12", value: 1 },
};
const CLAIM = {
  ...GOOD,
  type: "figure.claimed",
  data: { kpi: "dossiers.received", period: "2022", value: 5, where: "Báo cáo 12/2022" },
};

const sort = (...values: unknown[]) =>
  sortLines(
    values.map((value) => ({ readable: true, value })),
    SENDER,
    NOW,
  );
const data = (more: object) => ({ ...GOOD, data: { ...GOOD.data, ...more } });

test("a good event becomes one of the house, under its source and id", () => {
  expect(sort(GOOD)).toEqual({
    accepted: 1,
    refused: [],
    dropped: [],
    groups: [
      {
        ward: "phuong-mau",
        source: "mot-cua",
        events: [
          {
            id: "mot-cua\te1",
            type: "dossier.received",
            subject: GOOD.subject,
            time: parseInstant(GOOD.time),
            data: {
              procedure: "1.001193",
              field: "ho-tich",
              channel: "online",
              dueAt: parseInstant(GOOD.data.dueAt),
            },
          },
        ],
      },
    ],
  });
});

test("events part by ward and source; statements have no subject", () => {
  const { groups } = sort(GOOD, { ...GOOD, ward: "phuong-hai" }, { ...GOOD, source: "/ben-kia" }, REPORT);
  expect(groups.map(({ ward, source, events }) => [ward, source, events.map(({ id }) => id)])).toEqual([
    ["phuong-mau", "mot-cua", ["mot-cua\te1", "mot-cua\te1"]],
    ["phuong-hai", "mot-cua", ["mot-cua\te1"]],
    ["phuong-mau", "/ben-kia", ["/ben-kia\te1"]],
  ]);
  expect(groups[0]?.events[1]).not.toHaveProperty("subject");
});

test("a key of one ward need not name it", () => {
  const { ward: _ward, ...rest } = GOOD;
  const lines = [{ readable: true as const, value: rest }];
  expect(sortLines(lines, { ...SENDER, wards: ["phuong-mau"] }, NOW).accepted).toBe(1);
  expect(sortLines(lines, SENDER, NOW).refused[0]?.fault).toMatchObject({ path: "ward", code: "missing" });
});

test.each<[string, unknown, string, string]>([
  ["no object", 5, "", "unreadable"],
  ["an array", [GOOD], "", "unreadable"],
  ["no id", { ...GOOD, id: undefined }, "id", "missing"],
  ["an empty id", { ...GOOD, id: " " }, "id", "missing"],
  ["an id that is no text", { ...GOOD, id: 5 }, "id", "invalid-value"],
  ["a long id", { ...GOOD, id: "x".repeat(81) }, "id", "too-long"],
  ["an id with a control character", { ...GOOD, id: "a\u0007b" }, "id", "bad-characters"],
  ["a person's number as id", { ...GOOD, id: "001099000001" }, "id", "personal-data"],
  ["no type", { ...GOOD, type: undefined }, "type", "missing"],
  ["an unknown type", { ...GOOD, type: "dossier.eaten" }, "type", "unknown-type"],
  ["a type out of Object's own", { ...GOOD, type: "constructor" }, "type", "unknown-type"],
  ["a type that is no text", { ...GOOD, type: {} }, "type", "invalid-value"],
  ["another's ward", { ...GOOD, ward: "phuong-ba" }, "ward", "ward-not-allowed"],
  ["a ward that is no text", { ...GOOD, ward: 1 }, "ward", "invalid-value"],
  ["no time", { ...GOOD, time: undefined }, "time", "missing"],
  ["a time without offset", { ...GOOD, time: "2022-12-05T08:12:00" }, "time", "invalid-time"],
  ["30 February", { ...GOOD, time: "2022-02-30T08:12:00+07:00" }, "time", "invalid-time"],
  ["a number as time", { ...GOOD, time: 1670202720000 }, "time", "invalid-value"],
  ["a time ahead", { ...GOOD, time: "2022-12-05T12:05:01+07:00" }, "time", "time-in-future"],
  ["the last century", { ...GOOD, time: "1999-12-31T23:59:59+07:00" }, "time", "time-out-of-range"],
  ["no subject", { ...GOOD, subject: undefined }, "subject", "missing"],
  ["a phone as subject", { ...GOOD, subject: "0912 345 678" }, "subject", "personal-data"],
  ["a long source", { ...GOOD, source: "s".repeat(81) }, "source", "too-long"],
  ["a mail address as source", { ...GOOD, source: "a@example.vn" }, "source", "personal-data"],
  ["data that is no object", { ...GOOD, data: "x" }, "data", "invalid-value"],
  ["packed data", { ...GOOD, data_base64: "e30=" }, "data_base64", "invalid-value"],
  ["a due time that is none", data({ dueAt: "mai" }), "data.dueAt", "invalid-time"],
  ["a due time in 30 years", data({ dueAt: "2052-12-06T17:00:00+07:00" }), "data.dueAt", "time-out-of-range"],
  ["a receipt ahead", data({ receivedAt: "2022-12-06T17:00:00+07:00" }), "data.receivedAt", "time-in-future"],
  ["an unknown channel", data({ channel: "pigeon" }), "data.channel", "invalid-value"],
  ["a score over five", data({ score: 6 }), "data.score", "invalid-value"],
  ["a number as text", data({ workingDays: "3" }), "data.workingDays", "invalid-value"],
  ["a long procedure", data({ procedure: "x".repeat(41) }), "data.procedure", "too-long"],
  [
    "a correction to nothing",
    { ...data({ dueAt: null }), type: "dossier.corrected" },
    "data.dueAt",
    "invalid-value",
  ],
  [
    "a correction of the due time to an empty text",
    { ...data({ dueAt: "" }), type: "dossier.corrected" },
    "data.dueAt",
    "invalid-value",
  ],
  ["an empty time of receipt", data({ receivedAt: "" }), "data.receivedAt", "invalid-time"],
  ["a report without indicator", { ...REPORT, data: { period: "2022" } }, "data.indicator", "missing"],
  ["a report without data", { ...REPORT, data: undefined }, "data.indicator", "missing"],
  [
    "a claim at a person's",
    { ...CLAIM, data: { ...CLAIM.data, where: "bà Lan" } },
    "data.where",
    "personal-data",
  ],
])("%s is refused", (_what, event, path, code) => {
  const { accepted, refused } = sort(GOOD, event, GOOD);
  expect(accepted).toBe(2);
  expect(refused).toHaveLength(1);
  expect(refused[0]).toMatchObject({ index: 1, fault: { path, code } });
});

test.each([
  ["five minutes ahead", { ...GOOD, time: "2022-12-05T12:05:00+07:00" }],
  ["1 January 2000", { ...GOOD, time: "2000-01-01T00:00:00+07:00" }],
  ["digits as id", { ...GOOD, id: "1234567890" }],
  ["no data", { ...GOOD, data: undefined }],
  ["null in data", data({ unit: null })],
  ["a word of 2022", data({ level: "muc-do-3" })],
  [
    "attributes of CloudEvents",
    { ...GOOD, specversion: "1.0", datacontenttype: "application/json", traceparent: "00-1" },
  ],
  ["a claim", CLAIM],
])("%s counts", (_what, event) => {
  expect(sort(event)).toMatchObject({ accepted: 1, dropped: [] });
});

test('a due time of "" is none: the dossier has no due time, and the line counts', () => {
  const { accepted, groups } = sort(data({ dueAt: "" }));
  expect(accepted).toBe(1);
  expect(groups[0]?.events[0]?.data).toEqual({
    procedure: "1.001193",
    field: "ho-tich",
    channel: "online",
  });
});

test("keys nobody knows, and personal data in keys that may be left out, are dropped and named once", () => {
  const sorted = sort(
    { ...data({ citizenName: "A", "odd key!": 1, unit: "0912345678" }), citizenPhone: "x" },
    data({ citizenName: "B" }),
    { ...REPORT, data: { ...REPORT.data, note: "liên hệ bà Lan" } },
  );
  expect(sorted).toMatchObject({ accepted: 3, refused: [] });
  expect(sorted.dropped).toEqual(["citizenPhone", "data.citizenName", "data.?", "data.unit", "data.note"]);
  const stored = JSON.stringify(sorted.groups);
  for (const secret of ["0912345678", "Lan", "citizen"]) expect(stored).not.toContain(secret);
});

test("at most 50 names are told", () => {
  const many = Object.fromEntries(Array.from({ length: 80 }, (_, n) => [`k${n}`, n]));
  expect(sort(data(many)).dropped).toHaveLength(50);
});

test("a refused event is kept under a ward the sender may write, and shows the sender's id", () => {
  const { refused } = sort({ ...GOOD, ward: "phuong-ba" }, { ...GOOD, ward: "phuong-hai", time: "" });
  expect(refused.map(({ id, ward }) => [id, ward])).toEqual([
    ["e1", "phuong-mau"],
    ["e1", "phuong-hai"],
  ]);
});
