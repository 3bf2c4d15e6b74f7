import { expect, test } from "vitest";
import { checkText, readFigures, readable, WORKED_EXAMPLE } from "@nhip/domain";
import { textParts } from "./text-parts.ts";

const text = readable(WORKED_EXAMPLE);
const checked = { text, ...checkText(text, readFigures(text), { locale: "vi", day: "2022-12-12" }) };

test("the parts put together are the text, and each figure is one of them", () => {
  const parts = textParts(checked);
  expect(parts.map((part) => part.text).join("")).toBe(text);
  const figures = parts.flatMap((part) => (part.kind === "figure" ? part.id : []));
  expect(figures).toEqual(checked.figures.map(({ id }) => id));
  expect(parts.flatMap((part) => (part.kind === "term" ? part.text : []))).toEqual(["mức độ 3", "mức độ 4"]);
});

test("places that overlap are marked once", () => {
  const figure = checked.figures[0];
  if (!figure) throw new Error("nothing read");
  const parts = textParts({ ...checked, figures: [figure, figure] });
  expect(parts.filter(({ kind }) => kind === "figure")).toHaveLength(1);
});
