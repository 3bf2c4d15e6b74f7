import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { viPages } from "./vi-pages.ts";

const src = new URL("..", import.meta.url).pathname;
/** Pages, which come with their words, and the words themselves. */
const APART = /app\/pages\.ts$|i18n\/|FactorDutyPage\.vue$/;

/** All files that the first page, the sign-in and their dialogs are made of. */
function reach(file: string, seen: Set<string>): Set<string> {
  if (seen.has(file) || APART.test(file)) return seen;
  seen.add(file);
  const text = readFileSync(file, "utf8");
  for (const [, path] of text.matchAll(/(?:from |import\()"(\.{1,2}\/[^"]+\.(?:vue|ts))"/g))
    if (path !== undefined) reach(join(dirname(file), path), seen);
  return seen;
}

test("what is on screen first says nothing that is fetched with the other pages", () => {
  const files = reach(join(src, "leader/LeaderPage.vue"), reach(join(src, "main.ts"), new Set()));
  expect(files.size).toBeGreaterThan(60);
  const later = new RegExp(`\\bt\\(\\s*["'\`](${Object.keys(viPages).join("|")})\\.[\\w$]`);
  const found = [...files].flatMap((file) => {
    const said = readFileSync(file, "utf8").match(later);
    return said ? [`${file.slice(src.length)}: ${said[0]}`] : [];
  });
  expect(found).toEqual([]);
});
