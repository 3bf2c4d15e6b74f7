import { gzipSync } from "node:zlib";
import * as fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { isWardEvent } from "@nhip/contracts";
import { WARD, eventOf, openDoor, type Door } from "./door.testing.ts";

const url = process.env["TEST_REDIS_URL"] ?? "";
let door: Door;
beforeAll(async () => {
  door = await openDoor(url, { MAX_BODY_BYTES: "200000" });
  await door.giveKey();
});
afterAll(() => door.close());

const KINDS = [
  "application/json",
  "application/x-ndjson",
  "application/cloudevents+json",
  "application/cloudevents-batch+json",
  "application/json; charset=utf-8",
  "text/plain",
  "",
];
/** Everything a sender may be told; above all no 500, and no 503 while the store is well. */
const HONEST = new Set([202, 400, 403, 413, 415, 422]);

/** Asks the app itself, and holds what must be true of every answer. */
async function ask(body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) {
  const answer = await door.app.request("/v1/events", {
    method: "POST",
    headers: { authorization: `Bearer ${door.token()}`, "content-type": "application/json", ...headers },
    body,
  });
  const json: { accepted?: number; rejected?: unknown[]; code?: string; requestId?: string } = JSON.parse(
    await answer.text(),
  );
  expect(HONEST).toContain(answer.status);
  const refused = answer.status !== 202;
  expect([typeof json.code, typeof json.requestId]).toEqual(
    refused ? ["string", "string"] : ["undefined", "undefined"],
  );
  return { status: answer.status, json };
}

const ODD_TEXTS = [
  "",
  " ",
  "\u0000",
  "a\u0000b",
  "\ud800",
  "a\udfffb",
  "\ufeff",
  "\u202etxt",
  "H\u1ed3 s\u01a1".normalize("NFD"),
  "x".repeat(70_000),
  "__proto__",
  "constructor",
  "2022-12-05T08:12:00+07:00",
  "2022-02-30T08:12:00Z",
  "+275760-09-13T00:00:00Z",
  "1e400",
  "{}",
  "\t\t",
];
const oddText = fc.oneof(fc.constantFrom(...ODD_TEXTS), fc.string({ unit: "binary", maxLength: 60 }));
const oddKey = fc.oneof(
  fc.constantFrom(
    "__proto__",
    "constructor",
    "toString",
    "hasOwnProperty",
    "data",
    "id",
    "type",
    "",
    "\u0000",
  ),
  fc.string({ maxLength: 12 }),
);
/** JSON as text, with numbers, keys and depths that no serialiser of ours writes. */
const oddJson: fc.Arbitrary<string> = fc.letrec<{ any: string }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 4, depthSize: "small" },
    fc.constantFrom(
      "null",
      "true",
      "1e400",
      "-1e400",
      "9007199254740993",
      "-0",
      "1e-400",
      "0.1",
      "123456789012",
    ),
    oddText.map((text) => JSON.stringify(text)),
    fc.constantFrom('"\\ud800"', '"\\u0000"', "[".repeat(20_000) + "]".repeat(20_000)),
    fc.array(tie("any"), { maxLength: 4 }).map((parts) => `[${parts.join(",")}]`),
    // Pairs and not an object, so that keys repeat.
    fc
      .array(fc.tuple(oddKey, tie("any")), { maxLength: 5 })
      .map((pairs) => `{${pairs.map(([key, value]) => `${JSON.stringify(key)}:${value}`).join(",")}}`),
  ),
})).any;

const TYPES = ["dossier.received", "dossier.corrected", "indicator.reported", "target.set", "figure.claimed"];
const PLACES = ["id", "type", "ward", "subject", "time", "source", "data", "data_base64", "__proto__"];
const FACTS = (
  "procedure field channel level unit dueAt workingDays verdict apology score receivedAt resolvedAt papersDigitized resultElectronic dataReused feeDue paidOnline " +
  "indicator kpi period value numerator denominator note where source __proto__ citizenName"
).split(" ");
/** A good event with some of its places and facts replaced by something odd. */
const oddEvent = fc
  .record({
    n: fc.nat({ max: 1_000_000 }),
    type: fc.constantFrom(...TYPES),
    envelope: fc.array(fc.tuple(fc.constantFrom(...PLACES), oddJson), { maxLength: 2 }),
    facts: fc.array(fc.tuple(fc.constantFrom(...FACTS), oddJson), { maxLength: 4 }),
  })
  .map(({ n, type, envelope, facts }) => {
    const { data, ...rest } = eventOf(n, { type });
    const pairs = (list: [string, string][]) => list.map(([key, value]) => `${JSON.stringify(key)}:${value}`);
    const known = Object.entries(data).map(([key, value]): [string, string] => [key, JSON.stringify(value)]);
    const inner = `{${pairs([...known, ...facts]).join(",")}}`;
    const outer = Object.entries(rest).map(([key, value]): [string, string] => [key, JSON.stringify(value)]);
    return `{${pairs([...outer, ["data", inner], ...envelope]).join(",")}}`;
  });

test("F6: whatever stands in an event, each line is either counted or refused by name, and no answer is a 500", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(oddEvent, { minLength: 1, maxLength: 5 }), async (events) => {
      const lines = await ask(events.join("\n"), { "content-type": "application/x-ndjson" });
      const list = await ask(`[${events.join(",")}]`);
      for (const { status, json } of [lines, list]) {
        if (status !== 202 && status !== 422) continue;
        expect((json.accepted ?? 0) + (json.rejected?.length ?? 0)).toBe(events.length);
      }
    }),
    { numRuns: 150 },
  );
  const taken = await door.waiting();
  expect(taken.filter((event) => !isWardEvent(event))).toEqual([]);
  const said = JSON.stringify(taken);
  expect(said).toBe(said.normalize("NFC"));
  expect(said).not.toMatch(/\\u0000|\\ud[89a-f]|citizenName|__proto__/);
});

test("F6: any bytes under any headers get an honest answer", async () => {
  const mark = Buffer.from([0xef, 0xbb, 0xbf]);
  const good = Buffer.from(JSON.stringify(eventOf(1)));
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 400 }).map((some) => Buffer.from(some)),
    oddJson.map((text) => Buffer.from(text)),
    fc.constantFrom(
      Buffer.concat([mark, good]),
      Buffer.concat([mark, mark, good]),
      Buffer.from(JSON.stringify(eventOf(1)), "utf16le"),
      good.subarray(0, 40),
      Buffer.alloc(300_000, "["),
      Buffer.alloc(100_000, '{"a":'),
      Buffer.concat([good, Buffer.from([0xff, 0xfe, 0x0a]), good]),
    ),
  );
  const packed = fc.tuple(bytes, fc.nat({ max: 200 }), fc.nat({ max: 255 })).map(([plain, at, by]) => {
    const zipped = gzipSync(plain);
    zipped[at % zipped.length] = by;
    return zipped.subarray(0, at % 7 === 0 ? at : zipped.length);
  });
  const header = fc.constantFrom(
    undefined,
    "e1",
    "%00",
    "%ff",
    "%ED%A0%80",
    "H%E1%BB%93",
    '"x"',
    "x".repeat(5_000),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(bytes, packed),
      fc.constantFrom(...KINDS),
      fc.constantFrom(undefined, "gzip", "x-gzip", "identity", "br", "gzip, gzip"),
      header,
      header,
      async (body, kind, encoding, ceId, ceType) => {
        const { status } = await ask(Uint8Array.from(body), {
          "content-type": kind,
          ...(encoding ? { "content-encoding": encoding } : {}),
          ...(ceId ? { "ce-id": ceId } : {}),
          ...(ceType ? { "ce-type": ceType } : {}),
        });
        expect(status).not.toBe(403);
      },
    ),
    { numRuns: 300 },
  );
});

test("F4: what is typed in two ways is one: form C in every text of an event, its source and its key", async () => {
  const own = await openDoor(url);
  try {
    await own.giveKey([WARD], "ingest", "H\u1ed9 t\u1ecbch".normalize("NFD"));
    const texts = eventOf(1, {
      id: "s\u1ed1-1",
      subject: "H\u1ed3-s\u01a1-7",
      data: {
        ...eventOf(1).data,
        procedure: "th\u1ee7-t\u1ee5c",
        field: "\u0110\u1ea5t \u0111ai",
        unit: "T\u1ed5 7",
      },
    });
    const claim = eventOf(2, {
      id: "c-1",
      type: "figure.claimed",
      source: "B\u00e1o c\u00e1o",
      data: { kpi: "dossiers.open", period: "2022", value: 4, where: "C\u1ed5ng th\u00f4ng tin" },
    });
    const report = eventOf(3, {
      id: "r-1",
      type: "indicator.reported",
      data: {
        indicator: "thu-ngan-sach",
        unit: "T\u1ed5 7",
        period: "2022",
        value: 4,
        note: "\u0110\u00e3 so\u00e1t",
      },
    });
    for (const form of ["NFC", "NFD"] as const) {
      const { status, json } = await own.post(JSON.stringify([texts, claim, report]).normalize(form));
      expect([form, status, json]).toEqual([form, 202, { accepted: 3, rejected: [], dropped: [] }]);
    }
    const binary = { "ce-id": encodeURIComponent("s\u1ed1-1".normalize("NFD")), "ce-type": texts.type };
    const more = {
      "ce-time": texts.time,
      "ce-subject": encodeURIComponent("H\u1ed3-s\u01a1-7".normalize("NFD")),
    };
    expect((await own.post(texts.data, { ...binary, ...more })).status).toBe(202);
    const taken = (await own.waiting()).map((event) => JSON.stringify(event));
    expect([taken.length, new Set(taken).size]).toEqual([7, 3]);
    expect(taken.join("")).toContain("H\u1ed9 t\u1ecbch\\ts\u1ed1-1");
  } finally {
    await own.close();
  }
});
