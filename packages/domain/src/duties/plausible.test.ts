import type { DutyHistory, UnitIndicator } from "@nhip/contracts";
import { expect, it } from "vitest";
import { doubtsAbout, type Typed } from "./plausible.ts";

const told = (more: object) => ({
  value: null,
  numerator: null,
  denominator: null,
  note: null,
  at: "",
  ...more,
});
const history = (...values: [string, object][]): DutyHistory[] =>
  values.map(([month, more]) => ({
    period: `2026-${month}`,
    range: { from: `2026-${month}-01`, to: `2026-${month}-31` },
    versions: [told(more)],
  }));
const october = { range: { to: "2026-10-31" } };
const count: Pick<UnitIndicator, "unit" | "entry" | "cumulative" | "history"> = {
  unit: "count",
  entry: "count",
  cumulative: false,
  history: history(["09", { value: 41 }], ["08", { value: 39 }]),
};
const codes = (more: Partial<typeof count>, typed: Typed, period = october) =>
  doubtsAbout({ ...count, ...more }, period, typed).map(({ code }) => code);

it("asks whether 410 was meant where it was 41 last month", () => {
  expect(doubtsAbout(count, october, { value: 410 })).toEqual([
    { code: "magnitude", value: 410, last: 41, period: "2026-09" },
  ]);
  expect(codes({}, { value: 4 })).toEqual(["magnitude"]);
  expect(codes({}, { value: 124 })).toEqual(["farAbove"]);
  expect(codes({}, { value: 123 })).toEqual([]);
  expect(codes({}, { value: 13 })).toEqual(["farBelow"]);
  expect(codes({}, { value: 14 })).toEqual([]);
  expect(codes({}, { value: 0 })).toEqual(["farBelow"]);
});

it("holds a figure against the period before its own, not against a later one", () => {
  const later = history(["12", { value: 500 }], ["09", { value: 41 }]);
  expect(codes({ history: later }, { value: 45 })).toEqual([]);
  expect(codes({ history: history(["10", { value: 41 }]) }, { value: 410 })).toEqual([]);
});

it("leaves small numbers, first reports and a zero before alone", () => {
  expect(codes({ history: history(["09", { value: 1 }]) }, { value: 4 })).toEqual([]);
  expect(codes({ history: [] }, { value: 9_000 })).toEqual([]);
  expect(codes({ history: history(["09", { value: 0 }]) }, { value: 60 })).toEqual([]);
});

it("asks about a count that only grows and went down", () => {
  expect(codes({ cumulative: true }, { value: 40 })).toEqual(["wentDown"]);
  expect(codes({ cumulative: true }, { value: 41 })).toEqual([]);
});

it("asks about more than all, and about a whole of nothing", () => {
  const percent = { ...count, unit: "percent", entry: "decimal", history: [] as DutyHistory[] } as const;
  expect(codes(percent, { value: 104.4 })).toEqual(["overHundred"]);
  expect(codes(percent, { value: 100 })).toEqual([]);
  const fraction = {
    ...percent,
    entry: "fraction",
    history: history(["09", { numerator: 40, denominator: 60 }]),
  } as const;
  expect(codes(fraction, { numerator: 61, denominator: 60 })).toEqual(["partOverWhole"]);
  expect(codes(fraction, { numerator: 45, denominator: 600 })).toEqual(["magnitude"]);
  expect(codes(fraction, { numerator: 4, denominator: 60 })).toEqual(["magnitude"]);
  expect(codes(fraction, { numerator: 0, denominator: 0 })).toEqual(["nothingToDivideBy"]);
  expect(codes(fraction, { numerator: 45, denominator: 61 })).toEqual([]);
});

it("asks nothing about whether something was met", () => {
  expect(codes({ entry: "met" }, { value: 1 })).toEqual([]);
});
