import { checkCatalogue } from "@nhip/domain";
import { expect, test } from "vitest";
import { FIELDS, PARTS, entryOf, excerpt, optionsOf, textsOf, type FieldSpec } from "./entry-fields.ts";

test("a new entry with its name, id and formula filled in is right as it stands", () => {
  const more = { label: "Cây", name: "Tổ 7", id: "to-7", formula: "1 + dossiers.late" };
  for (const part of PARTS) {
    const texts = textsOf(part);
    for (const { name } of FIELDS[part]) texts[name] ||= more[name as keyof typeof more] ?? "";
    expect([part, checkCatalogue({ [part]: [entryOf(texts)] })]).toMatchObject([part, { ok: true }]);
  }
});

test("an entry goes through its form unchanged", () => {
  const ratio = { id: "a", label: "A", unit: "points", direction: "lower", formula: "1" };
  expect(entryOf(textsOf("ratios", ratio))).toEqual(ratio);
});

test("the ways of adding up follow the unit", () => {
  const spec = FIELDS.indicators.find(({ name }) => name === "addsUp") as FieldSpec;
  expect(optionsOf(spec, { unit: "count" })).toEqual(["sum", "newest"]);
  expect(optionsOf(spec, { unit: "percent" })).toEqual(["ratio", "newest", "share"]);
});

test("a mistake is shown with what stands around it", () => {
  expect(excerpt("a + x * 2", 4, 1)).toEqual(["a + ", "x", " * 2"]);
  expect(excerpt("a +", 3, 1)).toEqual(["a +", " ", ""]);
  const long = `${"a + ".repeat(20)}wrong + ${"b + ".repeat(20)}b`;
  expect(excerpt(long, 80, 5)).toEqual(["…a + a + a + a + ", "wrong", " + b + b + b + b + b…"]);
});
