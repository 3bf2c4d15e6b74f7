import { expect, test } from "vitest";
import { line, slug, slugged } from "./text.ts";
import { parseInstant } from "./time.ts";

test("a word typed in two ways is one", () => {
  expect(line(20).parse(" Hồ sơ ".normalize("NFD"))).toBe("Hồ sơ");
  expect(slug("Đất đai")).toBe("dat-dai");
  expect(slugged(40).parse("Hộ tịch".normalize("NFD"))).toBe("ho-tich");
});

test.each(["", "   ", "a\u0000b", "a\nb", "\ud800", "x".repeat(21)])("%j is no line of 20", (text) => {
  expect(line(20).safeParse(text).success).toBe(false);
});

test.each([
  ["2022-12-05T08:12:00+07:00", "2022-12-05T01:12:00.000Z"],
  ["2022-12-05T08:12:00.5Z", "2022-12-05T08:12:00.500Z"],
  ["2024-02-29t00:00:00-05:30", "2024-02-29T05:30:00.000Z"],
])("%s is an instant", (text, iso) => {
  expect(new Date(parseInstant(text) ?? 0).toISOString()).toBe(iso);
});

test.each([
  "2022-12-05T08:12:00",
  "2022-12-05",
  "2022-02-30T08:12:00Z",
  "2022-13-05T08:12:00Z",
  "2022-12-05T24:00:00Z",
  "05/12/2022",
  "2022-12-05T08:12:00+25:00",
])("%s is none", (text) => {
  expect(parseInstant(text)).toBeUndefined();
});
