import { expect, test } from "vitest";
import type { WardEvent } from "@nhip/contracts";
import { createCatalogue } from "./catalogue.ts";
import { reportChecks } from "./report-check.ts";
import { reportsAt } from "./report.ts";

const RANGE = { from: "2026-01-01", to: "2026-12-31" };
const report = (indicator: string, unit: string | undefined, data: object): WardEvent => ({
  id: `${indicator}-${unit ?? ""}`,
  type: "indicator.reported",
  time: Date.parse("2026-11-20T08:00:00+07:00"),
  data: { indicator, period: "2026-11", ...(unit === undefined ? {} : { unit }), ...data },
});
const check = (...events: WardEvent[]) =>
  reportChecks(
    reportsAt(
      events.map((event) => [event]),
      Date.parse("2026-11-24T08:00:00+07:00"),
    ),
    RANGE,
    createCatalogue(),
    "vi",
  ).map(({ rule, left, right, holds }) => [rule, left, right, holds]);

test("the ward's own report beside those of its units is their sum", () => {
  const units = [
    report("idCards.issued", "to-1", { value: 400 }),
    report("idCards.issued", "to-2", { value: 452 }),
  ];
  expect(check(...units, report("idCards.issued", undefined, { value: 852 }))).toEqual([
    ["units:idCards.issued:value", 852, 852, true],
  ]);
  expect(check(...units, report("idCards.issued", undefined, { value: 850 }))).toEqual([
    ["units:idCards.issued:value", 850, 852, false],
  ]);
  expect(check(...units)).toEqual([]);
});

test("of fractions the parts are summed, percentages are not", () => {
  const of = (unit: string | undefined, numerator: number, denominator: number) =>
    report("cashless.adults", unit, { numerator, denominator });
  expect(check(of("to-1", 30, 40), of("to-2", 45, 60), of(undefined, 75, 110))).toEqual([
    ["units:cashless.adults:numerator", 75, 75, true],
    ["units:cashless.adults:denominator", 110, 100, false],
  ]);
  const percent = (unit: string | undefined, value: number) => report("cashless.adults", unit, { value });
  expect(check(percent("to-1", 70), percent("to-2", 80), percent(undefined, 75))).toEqual([]);
});

test("what only the newest report stands for is no sum", () => {
  const cells = (unit: string | undefined, value: number) => report("party.handbookCells", unit, { value });
  expect(check(cells("cb-1", 1), cells(undefined, 22))).toEqual([]);
});

test("a reported rate beside its fraction", () => {
  const assisted = (value: number) =>
    report("accounts.assisted", undefined, { value, numerator: 1873, denominator: 2321 });
  expect(check(assisted(80.7))).toEqual([["report:accounts.assisted:", 80.7, 80.7, true]]);
  expect(check(assisted(123.4))).toEqual([["report:accounts.assisted:", 123.4, 80.7, false]]);
});
