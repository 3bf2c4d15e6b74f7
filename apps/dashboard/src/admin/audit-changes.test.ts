import { expect, test } from "vitest";
import { changesOf } from "./audit-changes.ts";

test("what is the same on both sides is left out, what lies deeper is named by its place", () => {
  expect(changesOf(undefined, undefined)).toEqual([]);
  expect(changesOf({ role: "clerk", wards: ["a"] }, { role: "leader", wards: ["a"] })).toEqual([
    { name: "role", before: "clerk", after: "leader" },
  ]);
  expect(
    changesOf(
      { "units.to-7": { name: "Tổ 7" } },
      { "units.to-7": { name: "Tổ 7", validTo: "2026-06-30" }, "on.x": true },
    ),
  ).toEqual([
    { name: "units.to-7.validTo", after: "2026-06-30" },
    { name: "on.x", after: true },
  ]);
  expect(changesOf(null, "x")).toEqual([{ name: "", after: "x" }]);
});
