import { expect, test } from "vitest";
import type { Unit } from "@nhip/contracts";
import { isBreak, livedIn, successorsOf, unitsIn } from "./units.ts";

/** Tổ 1 and 2 became tổ 3 in the middle of 2025, which became tổ 4 a year later. */
const UNITS: Unit[] = [
  { id: "to-1", name: "Tổ 1", kind: "group", validTo: "2025-06-30", successor: "to-3" },
  { id: "to-2", name: "Tổ 2", kind: "group", validTo: "2025-06-30", successor: "to-3" },
  {
    id: "to-3",
    name: "Tổ 3",
    kind: "group",
    validFrom: "2025-07-01",
    validTo: "2026-06-30",
    successor: "to-4",
  },
  { id: "to-4", name: "Tổ 4", kind: "group", validFrom: "2026-07-01" },
  { id: "chi-bo-1", name: "Chi bộ 1", kind: "cell" },
];
const range = (from: string, to = from) => ({ from, to });
const ids = (units: readonly Unit[]) => units.map(({ id }) => id);

test("a unit lives from its first to its last day, both inclusive, and without days for ever", () => {
  const of = (from: string, to = from) => ids(unitsIn(UNITS, range(from, to), "group"));
  expect(of("2025-06-30")).toEqual(["to-1", "to-2"]);
  expect(of("2025-07-01")).toEqual(["to-3"]);
  expect(of("2025-01-01", "2025-12-31")).toEqual(["to-1", "to-2", "to-3"]);
  expect(ids(unitsIn(UNITS, range("2030-01-01")))).toEqual(["to-4", "chi-bo-1"]);
  expect(livedIn({ id: "x", name: "x", kind: "ward" }, range("1999-01-01"))).toBe(true);
});

test("successors are found down the line, also where it bites its own tail", () => {
  expect(successorsOf(UNITS, "to-1")).toEqual(["to-3", "to-4"]);
  expect(successorsOf(UNITS, "to-4")).toEqual([]);
  expect(successorsOf(UNITS, "nowhere")).toEqual([]);
  const loop: Unit[] = [
    { id: "a", name: "a", kind: "group", successor: "b" },
    { id: "b", name: "b", kind: "group", successor: "a" },
  ];
  expect(successorsOf(loop, "a")).toEqual(["b"]);
});

test("a break lies where one unit took another's place, not where one is new", () => {
  expect(isBreak(UNITS, ["group"], range("2025-07-01", "2025-07-31"))).toBe(true);
  expect(isBreak(UNITS, ["group"], range("2025-06-01", "2025-06-30"))).toBe(false);
  expect(isBreak(UNITS, ["cell"], range("2025-07-01", "2025-07-31"))).toBe(false);
  const fresh: Unit[] = [{ id: "n", name: "n", kind: "group", validFrom: "2025-07-01" }];
  expect(isBreak(fresh, ["group"], range("2025-07-01"))).toBe(false);
});
