import { expect, test } from "vitest";
import { bodyKindOf, isPacked } from "./body-kind.ts";

const kindOf = (headers: Record<string, string>) => bodyKindOf((name) => headers[name]);

test.each([
  ["application/json", "json"],
  ["Application/JSON; charset=UTF-8", "json"],
  ["application/x-ndjson", "lines"],
  ['application/x-ndjson; charset="utf-8"', "lines"],
  ["application/cloudevents+json; charset=utf-8", "cloudevent"],
  ["application/cloudevents-batch+json", "cloudevent-batch"],
  ["application/json; charset=windows-1258", undefined],
  ["text/plain", undefined],
  ["", undefined],
])("%s is %s", (type, kind) => {
  expect(kindOf({ "content-type": type })).toBe(kind);
});

test("ce- headers make a body the data of one event, whatever JSON it says it is", () => {
  expect(kindOf({ "ce-id": "1", "content-type": "application/json" })).toBe("binary");
  expect(kindOf({ "ce-id": "1", "content-type": "application/vnd.vn+json" })).toBe("binary");
  expect(kindOf({ "ce-type": "dossier.paid" })).toBe("binary");
  expect(kindOf({ "ce-id": "1", "content-type": "text/xml" })).toBeUndefined();
  expect(kindOf({ "ce-id": "1", "content-type": "application/cloudevents+json" })).toBe("cloudevent");
});

test("gzip is the one packing", () => {
  expect([undefined, "", "identity", "gzip", "GZIP", "x-gzip", "br", "gzip, gzip"].map(isPacked)).toEqual([
    false,
    false,
    false,
    true,
    true,
    true,
    undefined,
    undefined,
  ]);
});
