import { describe, expect, it } from "vitest";
import { disclosureOf } from "./disclosure.ts";

describe("disclosureOf", () => {
  it("shows what is large or nothing", () => {
    expect(disclosureOf([120, 5, 0])).toEqual(["whole", "whole", "whole"]);
    expect(disclosureOf([])).toEqual([]);
  });
  it("hides a second count where one small one would be what is missing to the sum", () => {
    // 120 + 9 + 3 = 132: whoever sees 132, 120 and 9 knows the 3.
    expect(disclosureOf([120, 9, 3])).toEqual(["whole", "hidden", "few"]);
  });
  it("hides all where there is no large one to hide behind", () => {
    expect(disclosureOf([3, 0])).toEqual(["hidden", "hidden"]);
  });
  it("leaves several small ones alone while their sum says nothing about each", () => {
    expect(disclosureOf([50, 1, 4])).toEqual(["whole", "few", "few"]);
  });
  it("hides one more where the sum leaves a single way: all 1, or all 4", () => {
    expect(disclosureOf([50, 7, 1, 1])).toEqual(["whole", "hidden", "few", "few"]);
    expect(disclosureOf([50, 7, 4, 4])).toEqual(["whole", "hidden", "few", "few"]);
  });
  it("gives no small count away, whatever the column: at least two columns fit what is shown", () => {
    for (let a = 0; a <= 9; a++)
      for (let b = 0; b <= 9; b++)
        for (let c = 0; c <= 9; c++) {
          const column = [a, b, c];
          const shown = disclosureOf(column);
          shown.forEach((word, at) => {
            if (word !== "few") return;
            expect(fitting(column, shown, at).size, `${a} ${b} ${c}`).toBeGreaterThan(1);
          });
        }
  });
});

/** The values that a place could have had for somebody who sees the words and the sum, without knowing the rule. */
function fitting(column: readonly number[], shown: readonly string[], place: number): Set<number> {
  const sum = column.reduce((total, one) => total + one, 0);
  const choices = column.map((one, at) => {
    if (shown[at] === "few") return [1, 2, 3, 4];
    return shown[at] === "hidden" ? Array.from({ length: sum + 1 }, (_, n) => n) : [one];
  });
  const found = new Set<number>();
  const walk = (at: number, total: number, here: number): void => {
    if (at === column.length) {
      if (total === sum) found.add(here);
      return;
    }
    for (const one of choices[at] ?? []) walk(at + 1, total + one, at === place ? one : here);
  };
  walk(0, 0, 0);
  return found;
}
