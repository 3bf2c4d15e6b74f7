import { expect, it } from "vitest";
import { en } from "./en.ts";
import { vi as first } from "./vi.ts";
import { viPages } from "./vi-pages.ts";

const vi = { ...first, ...viPages };

const holes = (text: string): string[] =>
  [...new Set([...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? ""))].toSorted();
function walk(a: object, b: object, path: string): string[] {
  return Object.entries(a).flatMap(([key, left]) => {
    const right: unknown = Object.getOwnPropertyDescriptor(b, key)?.value;
    if (typeof left === "object" && typeof right === "object" && right !== null)
      return walk(left, right, `${path}${key}.`);
    return typeof left === "string" && typeof right === "string" && holes(left).join() === holes(right).join()
      ? []
      : [path + key];
  });
}

it("both languages fill the same holes and hold no sign that the message compiler reads as its own", () => {
  expect(walk(vi, en, "")).toEqual([]);
  expect(JSON.stringify(vi)).not.toMatch(/[@|]/);
  expect(JSON.stringify(en)).not.toMatch(/@/);
});
