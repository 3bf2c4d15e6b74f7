import { expect, it } from "vitest";
import type { Kpi } from "@nhip/contracts";
import { groupOf, groupRows } from "./group-list.ts";

const kpi = (group: Kpi["group"], over: Partial<Kpi>): Kpi => ({
  id: group,
  group,
  label: "",
  unit: "count",
  direction: "higher",
  value: 1,
  numerator: null,
  denominator: null,
  target: null,
  attainment: null,
  status: "none",
  previous: null,
  pace: null,
  explain: "",
  ...over,
});

it("lists the groups there are with their first figure and gravest status", () => {
  const rows = groupRows([
    kpi("party", { id: "a", value: null, status: "none", target: 5 }),
    kpi("party", { id: "b", value: 7, status: "good", target: 5 }),
    kpi("party", { id: "c", value: 3, status: "watch", target: 5 }),
    kpi("dossiers", { id: "d", value: 9 }),
  ]);
  expect(rows.map(({ group }) => group)).toEqual(["dossiers", "party"]);
  expect(rows[1]).toMatchObject({ headline: { id: "b" }, status: "watch", met: 1, withTarget: 2 });
});

it("knows its groups", () => {
  expect(groupOf("party")).toBe("party");
  expect(groupOf("nope")).toBeNull();
  expect(groupOf(["party"])).toBeNull();
});
