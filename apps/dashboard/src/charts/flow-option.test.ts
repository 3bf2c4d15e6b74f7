import { expect, test } from "vitest";
import { flowOption } from "./flow-option.ts";

const TOKENS = { ink: "", soft: "", line: "", sheet: "", data1: "strong", data2: "pale", data3: "", rem: 16 };
const WORDS = { received: "Tiếp nhận", resolved: "Đã giải quyết" };
const input = { points: [], by: "day" as const, words: WORDS, patterns: false, still: true };

test("V9: axes and tooltips speak Vietnamese numbers and days", () => {
  expect(flowOption(input, TOKENS)).toMatchObject({
    yAxis: {
      axisLabel: { formatter: expect.toSatisfy((of: (n: number) => string) => of(5188) === "5.188") },
    },
    xAxis: {
      axisLabel: { formatter: expect.toSatisfy((of: (k: string) => string) => of("2022-12-05") === "05/12") },
    },
    tooltip: {
      valueFormatter: expect.toSatisfy(
        (of: (n: unknown) => string) => of(5188) === "5.188" && of(null) === "—",
      ),
    },
  });
});
