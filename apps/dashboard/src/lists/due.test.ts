import { expect, it } from "vitest";
import { shortCode, timeLeftMs } from "./due.ts";

it("shortens a code from the left and leaves short ones", () => {
  expect(shortCode("H64.38.25-221205-0007")).toBe("…221205-0007");
  expect(shortCode("…221205-0007")).toBe("…221205-0007");
});

it("counts down through the due instant", () => {
  const row = { dueAt: "2022-12-12T11:30:00+07:00" };
  expect(timeLeftMs(row, Date.parse("2022-12-12T04:00:00Z"))).toBe(1_800_000);
  expect(timeLeftMs(row, Date.parse("2022-12-12T05:00:00Z"))).toBe(-1_800_000);
  expect(timeLeftMs({ dueAt: null }, 0)).toBeNull();
});
