import { describe, expect, test } from "vitest";
import { unitKey, type ComputedPeriod, type ComputedValue } from "./against-computed.ts";
import { checkText } from "./check-text.ts";
import { readFigures } from "./read-figures.ts";
import { readable } from "./vietnamese-text.ts";
import { WORKED_EXAMPLE } from "./worked-example.ts";

const count = (value: number): ComputedValue => ({
  value,
  unit: "count",
  numerator: null,
  denominator: null,
  target: null,
  attainment: null,
});
const rate = (numerator: number, denominator: number, target: number | null = null): ComputedValue => {
  const exact = (100 * numerator) / denominator;
  return {
    value: Math.round(exact * 10) / 10,
    unit: "percent",
    numerator,
    denominator,
    target,
    attainment: target === null ? null : Math.round((1000 * exact) / target) / 10,
  };
};
/** What the ward's dossiers and reports come to by 12 December 2022: 5,188 in, 5,184 answered, 4 open. */
const chosen: ComputedPeriod = {
  period: "2022-01-01..2022-12-12",
  range: { from: "2022-01-01", to: "2022-12-12" },
  values: new Map<string, ComputedValue>([
    ["dossiers.received", count(5188)],
    ["dossiers.resolved", count(5184)],
    ["dossiers.early", count(5126)],
    ["dossiers.onTime", count(58)],
    ["dossiers.late", count(0)],
    ["dossiers.open", count(4)],
    ["dossiers.carriedOver", count(15)],
    ["online.partial.rate", rate(477, 609, 75)],
    ["online.full.rate", rate(69, 79, 70)],
    ["accounts.assisted.rate", rate(1873, 2321)],
    ["indicator.idCards.issued@to-7", count(852)],
  ]),
};
const november: ComputedPeriod = {
  period: "2022-11",
  range: { from: "2022-11-01", to: "2022-11-30" },
  values: new Map([["dossiers.received", count(451)]]),
};
const check = (pasted: string) => {
  const text = readable(pasted);
  return checkText(text, readFigures(text), {
    locale: "vi",
    day: "2022-12-12",
    computed: { chosen, others: [november] },
  });
};
const errors = (text: string) =>
  check(text)
    .findings.filter(({ severity }) => severity === "error")
    .map(({ rule, left, right, cause }) => [rule, left, right, cause?.code]);

describe("claims against the computed figures", () => {
  test("the article: the same three errors and no more, now with the true figures", () => {
    expect(errors(WORKED_EXAMPLE)).toEqual(
      [
        ["plan", 125.7, 124.8, "rounded-before-dividing"],
        ["sum.balance", 5188, 5187, "dossier-missing"],
        ["rate-above-100", 123.4, 80.7, "rate-and-attainment-mixed"],
      ].toSorted((a, b) => (a[0] === "sum.balance" ? -1 : b[0] === "sum.balance" ? 1 : 0)),
    );
    const { figures } = check(WORKED_EXAMPLE);
    // 5,188 is what was counted, so that the 3 alone is in question: 4 were open.
    expect(figures.filter(({ status }) => status === "error")).toMatchObject([
      { words: "3", computed: 4 },
      { words: "125,7 %", computed: 124.8 },
      { words: "123,4%", kind: "rate", computed: 80.7 },
    ]);
    expect(figures.find(({ words }) => words === "852")).toMatchObject({
      status: "confirmed",
      computed: 852,
    });
  });

  test.each([
    ["Năm 2022 đang giải quyết 3 hồ sơ.", ["computed", 3, 4, "dossier-missing"]],
    ["Năm 2022 tiếp nhận 451 hồ sơ.", ["computed", 451, 5188, "other-period"]],
    ["Năm 2022 tiếp nhận 5.203 hồ sơ.", ["computed", 5203, 5188, "carried-over"]],
    ["Năm 2022 tiếp nhận 5.818 hồ sơ.", ["computed", 5818, 5188, "digits-swapped"]],
    ["Năm 2022 tiếp nhận 6.000 hồ sơ.", ["computed", 6000, 5188, "unexplained"]],
    [
      "Năm 2022 trực tuyến toàn trình đạt 125,7% kế hoạch.",
      ["computed", 125.7, 124.8, "rounded-before-dividing"],
    ],
    ["Năm 2022 trực tuyến một phần đạt 104,4%.", ["rate-above-100", 104.4, 100, "rate-and-attainment-mixed"]],
    [
      "Năm 2022 trực tuyến toàn trình đạt 87,3%, đạt 125,7% kế hoạch.",
      ["plan", 125.7, 124.6, "rounded-before-dividing"],
    ],
    ["Năm 2022 trực tuyến một phần đạt 477/610 hồ sơ.", ["computed", 610, 609, "unexplained"]],
  ])("%s", (text, expected) => {
    expect(errors(text)).toEqual([expected]);
  });

  test("a text that speaks of another period is not held against this one", () => {
    expect(errors("Năm 2021 tiếp nhận 6.000 hồ sơ.")).toEqual([]);
    expect(check("Năm 2021 tiếp nhận 6.000 hồ sơ.").figures[0]?.computed).toBeNull();
  });

  test("a group goes by several names", () => {
    expect(["tổ dân phố số 7", "Tổ 7", "to-7", "Tổ dân phố 07"].map(unitKey)).toEqual([
      "to-7",
      "to-7",
      "to-7",
      "to-7",
    ]);
  });
});
