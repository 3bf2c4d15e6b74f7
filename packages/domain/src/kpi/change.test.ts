import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createCatalogue } from "./catalogue.ts";
import { changeOf, changeOfRatio, inTenths } from "./change.ts";
import type { Facts } from "./evaluate.ts";
import { reportsAt } from "./report.ts";

const RANGE = { from: "2022-12-01", to: "2022-12-31" };
const catalogue = createCatalogue();
function kpi(id: string) {
  const found = catalogue.byId(id);
  if (!found) throw new Error(id);
  return found;
}
const facts = (period: Record<string, number>): Facts => {
  const counts = new Map(Object.entries(period).filter(([, n]) => n !== 0));
  return {
    ledger: { period: counts, until: counts, before: new Map() },
    reports: [],
    targets: [],
    range: RANGE,
  };
};
const sumOf = (parts: { by: string; contribution: number }[], by: string) =>
  Math.round(parts.filter((part) => part.by === by).reduce((sum, p) => sum + p.contribution * 10, 0)) / 10;

const answers = fc.record({
  "closed.early|dat-dai|direct|none": fc.nat(40),
  "closed.late|dat-dai|online|none": fc.nat(40),
  "closed.onTime|ho-tich|direct|none": fc.nat(40),
  "closed.late|ho-tich|post|none": fc.nat(40),
  "closed.undated|chung-thuc|direct|none": fc.nat(3),
  "received|ho-tich|online|partial": fc.nat(400),
  "received|dat-dai|direct|partial": fc.nat(400),
});

describe("who made a change", () => {
  test("worked by hand: 8 of 10 in time, then 9 of 12", () => {
    const before = facts({ "closed.early|a|direct|none": 8, "closed.late|b|direct|none": 2 });
    const after = facts({ "closed.early|a|direct|none": 9, "closed.late|b|direct|none": 3 });
    const found = changeOf(kpi("dossiers.onTimeRate"), before, after);
    // 80 % to 75 %. a: (9 − 0,8·9)/12 − (8 − 0,8·8)/10 = 0,15 − 0,16; b: (0 − 0,8·3)/12 − (0 − 0,8·2)/10 = −0,2 + 0,16.
    expect(found).toMatchObject({ from: 80, to: 75, change: -5 });
    expect(found.parts.filter(({ by }) => by === "field")).toEqual([
      { by: "field", key: "b", contribution: -4 },
      { by: "field", key: "a", contribution: -1 },
    ]);
    expect(found.parts.filter(({ by }) => by === "channel")).toEqual([
      { by: "channel", key: "direct", contribution: -5 },
    ]);
  });

  test("parts add up exactly to the change of the shown figures, for counts and for ratios", () => {
    fc.assert(
      fc.property(answers, answers, (before, after) => {
        for (const id of ["dossiers.onTimeRate", "online.partial.rate", "dossiers.resolved"]) {
          const { from, to, change, parts, reason } = changeOf(kpi(id), facts(before), facts(after));
          const missing = from === null ? "no-figure-then" : to === null ? "no-figure-now" : undefined;
          expect([id, reason, change === null]).toEqual([id, missing, missing !== undefined]);
          const shown = missing === undefined ? Math.round(((to ?? 0) - (from ?? 0)) * 10) / 10 : null;
          expect([id, change]).toEqual([id, shown]);
          for (const by of ["field", "channel"]) expect([id, sumOf(parts, by)]).toEqual([id, shown ?? 0]);
        }
      }),
      { numRuns: 500 },
    );
  });

  test("the exact contributions of a ratio add up to its change, whatever the parts", () => {
    const sides = fc.record({ top: fc.integer({ min: -50, max: 500 }), bottom: fc.nat(500) });
    const split = fc
      .dictionary(fc.constantFrom("a", "b", "c", "d"), sides)
      .map((parts) => new Map(Object.entries(parts)))
      .filter((parts) => [...parts.values()].reduce((sum, { bottom }) => sum + bottom, 0) > 0);
    const ratio = (parts: ReadonlyMap<string, { top: number; bottom: number }>) => {
      const all = [...parts.values()];
      return all.reduce((n, { top }) => n + top, 0) / all.reduce((n, { bottom }) => n + bottom, 0);
    };
    fc.assert(
      fc.property(split, split, (before, after) => {
        const made = [...changeOfRatio(before, after, 1).values()].reduce((sum, n) => sum + n, 0);
        expect(made).toBeCloseTo(ratio(after) - ratio(before), 9);
      }),
    );
  });

  test("rounding moves no part by a tenth or more where the sum allows it", () => {
    const exact = fc.dictionary(
      fc.constantFrom("a", "b", "c", "d", "e"),
      fc.double({ min: -40, max: 40, noNaN: true }),
      {
        minKeys: 1,
      },
    );
    fc.assert(
      fc.property(exact, (parts) => {
        const all = new Map(Object.entries(parts));
        const wanted = Math.round([...all.values()].reduce((sum, n) => sum + n, 0) * 10);
        const rounded = inTenths(all, wanted);
        expect([...rounded.values()].reduce((sum, n) => sum + n, 0) - wanted).toBe(0);
        for (const [key, n] of rounded) expect(Math.abs(n - (all.get(key) ?? 0) * 10)).toBeLessThan(1.001);
      }),
    );
    expect([
      ...inTenths(
        new Map([
          ["a", 0],
          ["b", 0.3],
        ]),
        4,
      ),
    ]).toEqual([
      ["a", 0],
      ["b", 4],
    ]);
  });

  test("a median is not the sum of anything, and nothing then is told as such", () => {
    const took = facts({ "took.8|||": 3 });
    expect(changeOf(kpi("dossiers.processingTime.median"), took, facts({ "took.6|||": 3 }))).toEqual({
      from: 8,
      to: 6,
      change: -2,
      parts: [],
      reason: "not-additive",
    });
    expect(
      changeOf(kpi("dossiers.received"), facts({}), facts({ "received|a|direct|none": 1 })),
    ).toMatchObject({
      from: null,
      to: 1,
      change: null,
      reason: "no-figure-then",
    });
  });
});

describe("reported figures change by unit", () => {
  const report = (indicator: string, unit: string, data: object) => [
    {
      id: `${unit}`,
      type: "indicator.reported" as const,
      time: 1,
      data: { indicator, unit, period: "2022", ...data },
    },
  ];
  const of = (indicator: string, all: Record<string, object>): Facts => ({
    ...facts({}),
    reports: reportsAt(
      Object.entries(all).map(([unit, data]) => report(indicator, unit, data)),
      2,
    ),
  });

  test("counts by difference, fractions by their distance from the old ratio", () => {
    const accounts = (all: Record<string, number>) =>
      of("eid.accounts", Object.fromEntries(Object.entries(all).map(([unit, value]) => [unit, { value }])));
    expect(
      changeOf(
        kpi("indicator.eid.accounts"),
        accounts({ "to-1": 5, "to-2": 7 }),
        accounts({ "to-1": 9, "to-3": 1 }),
      ).parts,
    ).toEqual([
      { by: "unit", key: "to-2", contribution: -7 },
      { by: "unit", key: "to-1", contribution: 4 },
      { by: "unit", key: "to-3", contribution: 1 },
    ]);
    const wifi = (a: [number, number], b: [number, number]) =>
      of("digital.wifiHouses", {
        "to-1": { numerator: a[0], denominator: a[1] },
        "to-2": { numerator: b[0], denominator: b[1] },
      });
    const found = changeOf(kpi("indicator.digital.wifiHouses"), wifi([1, 2], [1, 1]), wifi([2, 2], [1, 1]));
    expect(found).toMatchObject({ from: 66.7, to: 100, change: 33.3 });
    expect(sumOf(found.parts, "unit")).toBe(33.3);
  });

  test("a bare percentage against a fraction cannot be split", () => {
    const bare = of("criteria.civilised", { "": { value: 80 } });
    const fraction = of("criteria.civilised", { "": { numerator: 22, denominator: 25 } });
    expect(changeOf(kpi("indicator.criteria.civilised"), bare, fraction)).toMatchObject({
      change: 8,
      reason: "not-additive",
    });
  });
});
