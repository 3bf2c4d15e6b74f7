import { WardCatalogue, type WardEvent } from "@nhip/contracts";
import { expect, test } from "vitest";
import { createCatalogue } from "./catalogue.ts";
import { evaluate, type Facts } from "./evaluate.ts";
import { formulaText, operandsOf } from "./explain.ts";
import { knownKpis, readRatios } from "./ratios.ts";
import { reportsAt } from "./report.ts";

const RATIO = { label: "Tỷ lệ", unit: "percent", direction: "higher" } as const;
const ratios = (formulas: Record<string, string>) =>
  Object.entries(formulas).map(([id, formula]) => ({ id, ...RATIO, formula }));
const catalogueOf = (formulas: Record<string, string>, more: object = {}) =>
  createCatalogue(WardCatalogue.parse({ ratios: ratios(formulas), ...more }));
const counts = new Map([
  ["closed.early|x|direct|none", 2],
  ["closed.late|x|direct|none", 1],
]);
const report = (indicator: string, numerator: number, denominator: number): WardEvent => ({
  id: indicator,
  type: "indicator.reported",
  time: 0,
  data: { indicator, period: "2022", numerator, denominator },
});
const facts = (...events: WardEvent[]): Facts => ({
  ledger: { period: counts, until: counts, before: new Map() },
  reports: reportsAt(
    events.map((event) => [event]),
    1,
  ),
  targets: [],
  range: { from: "2022-01-01", to: "2022-12-31" },
});
function value(catalogue: ReturnType<typeof createCatalogue>, id: string, given = facts()) {
  const kpi = catalogue.byId(id);
  if (!kpi) throw new Error(`no ${id}`);
  return evaluate(kpi, given);
}

test("a ratio is worked out of exact values, also over other ratios, and rounded once", () => {
  // 1 of 3 late: 33.333… %; three of these are 100 exactly, three rounded ones would be 99.9.
  const catalogue = catalogueOf({
    thrice: "3 * ratio.late",
    late: "100 * dossiers.late / dossiers.resolved",
  });
  expect(value(catalogue, "ratio.late")).toMatchObject({ value: 33.3, numerator: null });
  expect(value(catalogue, "ratio.thrice").value).toBe(100);
});

test("it stands behind the standing KPIs, and can be switched off, thresholded and explained", () => {
  const formula = "100 * dossiers.late / dossiers.resolved";
  const shown = catalogueOf({ late: formula }).shown([]);
  expect(shown.at(-1)).toMatchObject({ id: "ratio.late", group: "own" });
  expect(
    catalogueOf({ late: formula }, { off: ["ratio.late"] })
      .shown([])
      .at(-1)?.id,
  ).not.toBe("ratio.late");
  const watched = catalogueOf({ late: formula }, { thresholds: { "ratio.late": { watchAbove: 30 } } });
  expect(value(watched, "ratio.late").status).toBe("watch");
  const kpi = shown.at(-1);
  if (!kpi) throw new Error("none shown");
  expect(formulaText(kpi, "vi")).toBe(formula);
  expect(operandsOf(kpi.formula, facts(), "vi")).toMatchObject([
    { measure: "dossiers.late", label: "Giải quyết quá hạn", value: 1 },
    { measure: "dossiers.resolved", label: "Hồ sơ đã giải quyết", value: 3 },
  ]);
});

test("what cannot be worked out is null and says why", () => {
  const catalogue = catalogueOf({
    sum: "indicator.cashless.adults + dossiers.late",
    none: "dossiers.late / dossiers.undated",
    gone: "dossiers.forgotten + 1",
    upon: "2 * ratio.gone",
    share: "100 * indicator.cashless.adults.numerator / dossiers.resolved",
  });
  expect(value(catalogue, "ratio.sum")).toMatchObject({ value: null, reason: "not-reported" });
  expect(value(catalogue, "ratio.none")).toMatchObject({ value: null, reason: "nothing-to-divide-by" });
  expect(value(catalogue, "ratio.gone")).toMatchObject({ value: null, reason: "bad-formula" });
  expect(value(catalogue, "ratio.upon")).toMatchObject({ value: null, reason: "bad-formula" });
  const told = facts(report("cashless.adults", 6, 9));
  expect(value(catalogue, "ratio.share", told).value).toBe(200);
});

test("a way round is named, at the place that leads into it; whoever only leads there is right", () => {
  const own = ratios({
    a: "1 + ratio.b",
    b: "2 * ratio.c",
    c: "dossiers.late - ratio.a",
    d: "ratio.a",
    e: "ratio.e",
  });
  const read = readRatios(own, knownKpis(createCatalogue().all, own));
  expect(
    read.map((one) => (one.ok ? "ok" : one.mistakes.map(({ column, code }) => `${code} ${column}`))),
  ).toEqual([["cycle 5"], ["cycle 5"], ["cycle 17"], "ok", ["cycle 1"]]);
  const [first] = read;
  expect(first?.ok === false && first.mistakes[0]?.message.en).toBe(
    "These ratios refer to each other in a circle: ratio.a → ratio.b → ratio.c → ratio.a.",
  );
  expect(value(catalogueOf({ a: "ratio.b", b: "ratio.a" }), "ratio.a")).toMatchObject({
    reason: "bad-formula",
  });
});

test("a hundred ratios, each twice the one before, take no time", () => {
  const chain = Object.fromEntries(
    Array.from({ length: 100 }, (_, n) => [`r${n}`, n === 0 ? "1" : `ratio.r${n - 1} + ratio.r${n - 1}`]),
  );
  expect(value(catalogueOf(chain), "ratio.r99").value).toBe(2 ** 99);
});
