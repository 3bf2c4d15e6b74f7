import { describe, expect, test } from "vitest";
import { formChecks, identityChecks, rateChecks } from "./check.ts";
import type { Ledger } from "./ledger.ts";
import { formIdentities, formRow, formRowOf, totalDifferences, type FormRow } from "./report-form.ts";

const row = (...figures: number[]): FormRow => {
  const made = formRowOf(figures);
  if (!made) throw new Error(`${figures.length} figures are no row`);
  return made;
};
const broken = (one: FormRow) => formIdentities(one).flatMap(({ rule, holds }) => (holds ? [] : rule));

describe("rows of form II.06a", () => {
  test("a good row: 2400 = 2280+105+15, 2375 = 1750+625+0, 25 = 25+0, 2400 = 2375+25", () => {
    expect(broken(row(2400, 2280, 105, 15, 2375, 1750, 625, 0, 25, 25, 0))).toEqual([]);
  });

  test("a bad one: 10361 received, 10362 of them online, and nothing came of any", () => {
    expect(broken(row(10361, 10362, 0, 0, 0, 0, 0, 0, 0, 0, 0))).toEqual(["form.received", "form.balance"]);
  });

  test("each identity is broken by its own figure", () => {
    expect(broken(row(2400, 2280, 105, 15, 2375, 1750, 624, 0, 25, 25, 0))).toEqual(["form.resolved"]);
    expect(broken(row(2400, 2280, 105, 15, 2375, 1750, 625, 0, 25, 24, 0))).toEqual(["form.open"]);
    expect(broken(row(2400, 2280, 105, 15, 2374, 1749, 625, 0, 25, 25, 0))).toEqual(["form.balance"]);
    expect(formRowOf([1, 2, 3])).toBeUndefined();
  });

  test("a printed TỔNG CỘNG is compared, column by column", () => {
    const sums = row(19946, 19232, 605, 110, 19830, 13557, 6227, 46, 116, 116, 0);
    const printed = row(19896, 18882, 940, 75, 19788, 13507, 6232, 49, 108, 108, 0);
    const differences = totalDifferences([sums], printed);
    expect(differences.map(({ column }) => column)).toEqual([3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    expect(differences[0]).toEqual({ column: 3, printed: 19896, sum: 19946 });
    expect(totalDifferences([sums], sums)).toEqual([]);
  });
});

const counts = (fields: Record<string, number>) => new Map(Object.entries(fields));
/** 15 carried over, 100 in; 90 answered (2 of them undated), 1 withdrawn, 24 open, 3 of these overdue. */
const period = {
  "received|ho-tich|online|full": 60,
  "received|dat-dai|direct|none": 30,
  "received|dat-dai|post|none": 10,
  "closed.early|ho-tich|online|full": 58,
  "closed.onTime|dat-dai|direct|none": 20,
  "closed.late|dat-dai|direct|none": 10,
  "closed.undated|dat-dai|direct|none": 2,
  "closed.withdrawn|dat-dai|direct|none": 1,
  "took.8|||": 90,
};
const before = { "received|dat-dai|direct|none": 15 };
const until = {
  ...period,
  "received|dat-dai|direct|none": 45,
  "overdue.in|dat-dai|direct|none": 13,
  "overdue.out|dat-dai|direct|none": 10,
};
const ledger = (change: Record<string, number> = {}): Ledger => ({
  period: counts(period),
  until: counts({ ...until, ...change }),
  before: counts(before),
});

describe("the ward's own row", () => {
  test("is counted, with what the form has no column for beside it", () => {
    expect(formRow(ledger())).toEqual({
      row: row(115, 60, 40, 15, 90, 58, 20, 10, 24, 21, 3),
      beside: { undated: 2, withdrawn: 1, rejected: 0 },
    });
  });

  test("holds, by field of work too, and the fields sum to the ward", () => {
    const checks = [...identityChecks(ledger(), "vi"), ...formChecks(ledger(), "vi")];
    expect(checks.map(({ rule, left, right, holds }) => [rule, left, right, holds])).toEqual([
      ["balance", 115, 115, true],
      ["unreceived", 0, 0, true],
      ["verdict", 0, 0, true],
      ["form.received", 115, 115, true],
      ["form.resolved", 90, 90, true],
      ["form.open", 24, 24, true],
      ["form.fields", 0, 0, true],
      ["form.total", 0, 0, true],
    ]);
  });

  test("more overdue than open, in one field, is told with its name", () => {
    const checks = formChecks(ledger({ "overdue.in|ho-tich|online|full": 40 }), "vi");
    expect(checks.filter(({ holds }) => !holds)).toMatchObject([
      { rule: "form.open", left: 24, right: 43, severity: "error" },
      { rule: "form.fields", left: 1, note: "Hộ tịch" },
      // In the field 40 are overdue and none is open; over all 24 are open and 43 overdue.
      { rule: "form.total", severity: "error" },
    ]);
  });

  test("counters without a field make the fields fall short of the ward", () => {
    const checks = formChecks(ledger({ "received||direct|none": 1 }), "vi");
    expect(checks.find(({ rule }) => rule === "form.total")).toMatchObject({ left: 2, holds: false });
  });

  test("a rate that is not its fraction, or above a hundred with too little above the line", () => {
    const kpi = {
      id: "x",
      label: "X",
      unit: "percent" as const,
      target: null,
      attainment: null,
      status: "none" as const,
    };
    expect(rateChecks([{ ...kpi, value: 80.7, numerator: 1873, denominator: 2321 }], "vi")[0]?.holds).toBe(
      true,
    );
    expect(rateChecks([{ ...kpi, value: 123.4, numerator: 1873, denominator: 2321 }], "vi")[0]).toMatchObject(
      {
        left: 1,
        holds: false,
        note: "X",
      },
    );
  });
});
