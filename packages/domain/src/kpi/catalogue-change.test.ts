import { WardSettings } from "@nhip/contracts";
import { expect, test } from "vitest";
import { catalogueChange } from "./catalogue-change.ts";

const ward = (rest: object) => WardSettings.parse({ id: "w", name: "W", ...rest });

test("what is different is told by its place, and nothing else", () => {
  const to7 = { id: "to-7", name: "Tổ 7", kind: "group" };
  const from = ward({ catalogue: { off: ["dossiers.late"] }, units: [to7] });
  const to = ward({
    catalogue: { off: ["dossiers.undated"], thresholds: { "dossiers.late": { watchAbove: 2 } } },
    units: [
      { ...to7, validTo: "2026-06-30" },
      { id: "to-8", name: "Tổ 8", kind: "group" },
    ],
  });
  expect(catalogueChange(from, from)).toEqual({ before: {}, after: {} });
  expect(catalogueChange(from, to)).toEqual({
    before: {
      "on.dossiers.late": false,
      "on.dossiers.undated": true,
      "units.to-7": to7,
    },
    after: {
      "on.dossiers.late": true,
      "on.dossiers.undated": false,
      "thresholds.dossiers.late": { watchAbove: 2 },
      "units.to-7": { ...to7, validTo: "2026-06-30" },
      "units.to-8": { id: "to-8", name: "Tổ 8", kind: "group" },
    },
  });
});
