import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

const TOKENS = readFileSync(new URL("./tokens.css", import.meta.url), "utf8");
const WALL = readFileSync(new URL("../wall/wall.css", import.meta.url), "utf8");
const COLOUR = /--([\w-]+): (#[0-9a-f]{6});/g;

/** The colours of the first block that begins with a text. */
function coloursOf(css: string, begin: string): Record<string, string> {
  const from = css.indexOf(begin);
  if (from < 0) throw new Error(`no block ${begin}`);
  const block = css.slice(css.indexOf("{", from + begin.length - 1), css.indexOf("}", from));
  return Object.fromEntries([...block.matchAll(COLOUR)].map(([, name = "", value = ""]) => [name, value]));
}
const light = coloursOf(TOKENS, ":root {");
const dark = coloursOf(TOKENS, ':root[data-theme="dark"] {');
const wall = {
  light: { ...light, ...coloursOf(WALL, ".wall {") },
  dark: { ...dark, ...coloursOf(WALL, ':root[data-theme="dark"] .wall {') },
};

/** Relative luminance, WCAG 2.2. */
function luminance(hex: string): number {
  const part = (at: number): number => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5);
}
function contrast(a: string | undefined, b: string | undefined): number {
  const [high = 0, low = 0] = [luminance(a ?? ""), luminance(b ?? "")].toSorted((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

/** Words, on what they may stand, at 4.5 : 1 (SC 1.4.3). */
const WORDS: [word: string, ground: string][] = [
  ...["ink", "soft", "accent", "good", "watch", "bad"].flatMap((word): [string, string][] => [
    [word, "paper"],
    [word, "sheet"],
  ]),
  ["accent", "accent-wash"],
  ["ink", "accent-wash"],
  ["ink", "track"],
];
/** What is drawn and has to be seen, at 3 : 1 (SC 1.4.11): the edge of a field, strong lines, ticks, marks, the focus. */
const DRAWN = [
  ["soft", "paper"],
  ["data-1", "paper"],
  ["data-1", "sheet"],
  ["data-1", "track"],
  ["ink", "track"],
  ["accent", "paper"],
] as const;

describe.each([
  ["light", light],
  ["dark", dark],
] as const)("%s", (_name, colours) => {
  test.each(WORDS)("%s can be read on %s: AA", (word, ground) => {
    expect(contrast(colours[word], colours[ground])).toBeGreaterThanOrEqual(4.5);
  });
  test.each(DRAWN)("%s can be seen on %s", (drawn, ground) => {
    expect(contrast(colours[drawn], colours[ground])).toBeGreaterThanOrEqual(3);
  });
  test("pale and strong are told apart without colour", () => {
    expect(contrast(colours["data-1"], colours["data-2"])).toBeGreaterThanOrEqual(2);
  });
});

test.each([
  ["light", wall.light],
  ["dark", wall.dark],
] as const)("every word on a %s wall: AAA", (_name, colours) => {
  for (const word of ["ink", "soft", "good", "watch", "bad"])
    expect([word, contrast(colours[word], colours["paper"]) >= 7]).toEqual([word, true]);
});

test("a page without a script is as dark as one that says so", () => {
  expect(coloursOf(TOKENS, ":root:not([data-theme]) {")).toEqual(dark);
  expect(Object.keys(dark).toSorted()).toEqual(Object.keys(light).toSorted());
});
