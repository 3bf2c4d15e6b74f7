import { expect, test } from "vitest";
import { quarantineLine, salvaged, shownId } from "./quarantine-line.ts";

test("keeps what our schemas know, bounded; personal data and names in the wrong place are hidden", () => {
  const line = quarantineLine({
    id: "e1",
    type: "Nguyễn Văn A",
    ward: "phuong-mau",
    subject: "CCCD 001099000001",
    time: "hôm qua",
    source: { deep: "x" },
    citizenName: "Nguyễn Văn A",
    data: {
      dueAt: "05/12/2022 08:00",
      channel: "0912345678",
      level: "full",
      note: `bà Lan ${"x".repeat(5_000)}`,
      workingDays: 912345678,
      value: 5e9,
      apology: true,
      phone: "0912345678",
      __proto__: { unit: "u" },
    },
  });
  expect(line).toEqual({
    id: "e1",
    type: "***",
    ward: "phuong-mau",
    subject: "CCCD ***",
    time: "***",
    data: {
      dueAt: "05/12/2022 08:00",
      channel: "***",
      level: "full",
      note: expect.stringMatching(/^\*\*\* x{293}$/),
      workingDays: "***",
      value: 5e9,
      apology: true,
    },
  });
  expect(quarantineLine("text")).toEqual({});
});

test("out of a text that is no JSON only known pairs are saved", () => {
  const text =
    '{"id":"e1","citizenName":"Nguyễn Văn A","subject":"H64-1","data":{"field":"ho-tich","source":"s","dueAt":"2022-1';
  expect(salvaged(text)).toEqual({ id: "e1", subject: "H64-1", data: { field: "ho-tich", source: "s" } });
  expect(salvaged("Nguyễn Văn A 0912345678")).toEqual({});
});

test("a hostile text takes no time", () => {
  const began = performance.now();
  for (const text of ['"id":"'.repeat(9_000), `"id":"${"\\".repeat(9_000)}`]) salvaged(text);
  expect(performance.now() - began).toBeLessThan(500);
});

test("the id shown is the sender's, unless it is a person's number", () => {
  expect([shownId({ id: "e1" }), shownId({ id: "0912345678" }), shownId({ id: 5 }), shownId(null)]).toEqual([
    "e1",
    "***",
    undefined,
    undefined,
  ]);
});
