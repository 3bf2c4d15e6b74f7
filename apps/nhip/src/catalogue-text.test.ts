import { readFileSync } from "node:fs";
import { checkCatalogue } from "@nhip/domain";
import { describe, expect, test } from "vitest";
import { readCatalogueText, told } from "./catalogue-text.ts";

const document = readFileSync(new URL("../../../docs/catalogue.md", import.meta.url), "utf8");
const [, EXAMPLE = ""] = /```yaml\n([\s\S]*?)```/.exec(document) ?? [];

/** What a file is told, line by line. */
function lines(text: string): string[] {
  const read = readCatalogueText(text);
  if (!read.ok)
    return read.faults.map(
      ({ place, message }) => `${place?.line}:${place?.column} ${message.split(":")[0]}`,
    );
  const checked = checkCatalogue(read.parts);
  if (checked.ok) return [];
  return checked.problems.map((problem) => {
    const { parts } = read;
    const ratios = parts["ratios"];
    const ratio: unknown = Array.isArray(ratios) ? ratios[Number(problem.path[1])] : undefined;
    const formula =
      typeof ratio === "object" && ratio !== null && "formula" in ratio ? ratio.formula : undefined;
    return told(problem, read.placeOf(problem), "w.yaml", formula);
  });
}

test("the example in docs/catalogue.md is right as it stands", () => {
  expect(EXAMPLE.length).toBeGreaterThan(500);
  const read = readCatalogueText(EXAMPLE);
  const checked = read.ok ? checkCatalogue(read.parts) : read;
  expect(checked).toMatchObject({
    ok: true,
    file: { off: ["dossiers.undated"], targets: [{ period: "2026" }, { period: "2026-Q4" }] },
  });
});

test("a wrong formula in it is told as docs/catalogue.md shows", () => {
  const wrong = EXAMPLE.replace("100 * dossiers.late", "100 * dossiers.lat");
  const [shown = ""] = /phuong\.yaml:\d[^`]*?\^+/.exec(document) ?? [];
  expect(lines(wrong)).toEqual([shown.replace("phuong", "w").replaceAll("\n    ", "\n")]);
});

describe("each mistake has its line and column", () => {
  const ratio = (formula: string) =>
    `ratios:\n  - id: a\n    label: A\n    unit: points\n    direction: lower\n    formula: ${formula}\n`;
  test.each([
    ["1 + x", "6:18"],
    ['"1 + x"', "6:19"],
    ["'  1 + x'", "6:21"],
    ["|\n      1 + x", "6:14"],
  ])("in a formula written %s", (written, place) => {
    expect(lines(ratio(written))[0]).toMatch(new RegExp(`^w\\.yaml:${place} ratios\\[0\\]\\.formula: `));
  });

  test.each([
    ["off:\n  - dossiers.lat\n", "2:5 off[0]"],
    ["thresholds:\n  dossiers.lat: {}\n", "2:3 thresholds.dossiers.lat"],
    ["off: []\nration: []\n", "2:1 ration"],
    ["units:\n  - id: to-7\n    kind: group\n", "2:5 units[0].name"],
    ['{\n\t"off": [\n\t\t"x"\n\t]\n}', "3:3 off[0]"],
  ])("%j", (text, start) => {
    expect(lines(text)[0]?.startsWith(`w.yaml:${start}: `)).toBe(true);
  });

  test("what is no YAML, what is no set of names, and an empty file", () => {
    expect(lines("off: [\n")).toEqual([expect.stringMatching(/^\d:\d Sai cú pháp/)]);
    expect(lines("off: []\noff: []\n")).toEqual([expect.stringMatching(/^2:1 Sai cú pháp/)]);
    expect(lines("- a\n")).toEqual([expect.stringMatching(/^1:1 /)]);
    expect(lines("")).toEqual([]);
    expect(lines("# nothing yet\n")).toEqual([]);
  });
});
