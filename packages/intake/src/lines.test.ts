import { expect, test } from "vitest";
import { MAX_REQUEST_EVENTS, jsonOf, linesOf } from "./lines.ts";

const bytes = (text: string) => Buffer.from(text);
const values = (kind: Parameters<typeof linesOf>[0], text: string) =>
  linesOf(kind, bytes(text)).map((line) => (line.readable ? line.value : `! ${line.text}`));

test("one event, an array, lines", () => {
  expect(values("json", '{"id":"1"}')).toEqual([{ id: "1" }]);
  expect(values("json", '\ufeff [{"id":"1"},2] ')).toEqual([{ id: "1" }, 2]);
  expect(values("json", "[]")).toEqual([]);
  expect(values("cloudevent-batch", '[{"id":"1"}]')).toEqual([{ id: "1" }]);
  expect(values("lines", '\ufeff{"id":"1"}\r\n\r\n  \n{"id":\n[]')).toEqual([{ id: "1" }, '! {"id":', []]);
});

test("a line that is not UTF-8 spoils itself alone", () => {
  const body = Buffer.concat([bytes('{"id":"1"}\n{"id":"'), Buffer.from([0xff]), bytes('"}\n{"id":"3"}\n')]);
  expect(linesOf("lines", body).map(({ readable }) => readable)).toEqual([true, false, true]);
  expect(() => linesOf("json", body)).toThrow(expect.objectContaining({ code: "unreadable" }));
});

test.each([
  ["json", ""],
  ["json", "{"],
  ["lines", "\n\n"],
  ["cloudevent", "[]"],
  ["cloudevent-batch", "{}"],
] as const)("%s %j is unreadable", (kind, text) => {
  expect(() => linesOf(kind, bytes(text))).toThrow(expect.objectContaining({ code: "unreadable" }));
});

test("more events than a request may carry", () => {
  const tooMany = MAX_REQUEST_EVENTS + 1;
  const refusal = expect.objectContaining({ code: "too-many-events" });
  expect(() => linesOf("lines", bytes("1\n".repeat(tooMany)))).toThrow(refusal);
  expect(() => linesOf("json", bytes(`[${"1,".repeat(MAX_REQUEST_EVENTS)}1]`))).toThrow(refusal);
  expect(linesOf("lines", bytes("1\n".repeat(MAX_REQUEST_EVENTS)))).toHaveLength(MAX_REQUEST_EVENTS);
});

test("data of a binary event may be empty", () => {
  expect(jsonOf(bytes(" "))).toBeUndefined();
  expect(jsonOf(bytes('{"field":"dat-dai"}'))).toEqual({ field: "dat-dai" });
});
