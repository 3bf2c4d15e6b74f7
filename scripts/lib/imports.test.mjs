import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { importTroubles } from "./imports.mjs";
import { ROOT } from "./root.mjs";

/** @type {string[]} */
const made = [];
afterEach(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true });
});

/** A house with these files in it. @param {Record<string, string>} files */
function houseOf(files) {
  const root = mkdtempSync(join(tmpdir(), "nhip-imports-"));
  made.push(root);
  for (const [path, text] of Object.entries({ "apps/live/package.json": "{}", ...files })) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

/** @param {string} source @param {string} [manifest] */
const inDomain = (source, manifest = "{}") =>
  importTroubles(houseOf({ "packages/domain/package.json": manifest, "packages/domain/src/a.ts": source }));

it("lets the house as it stands pass", () => {
  expect(importTroubles(ROOT)).toEqual([]);
});

it("lets allowed imports and comments pass", () => {
  const source = `import { a } from "@nhip/contracts";\nimport { b } from "./b.ts";\n// new Date() is not for us\n`;
  expect(inDomain(`${source}export const c = [a, b, new Date(0)];`)).toEqual([]);
});

it.each([
  ["a dynamic import upwards", `export const a = () => import("@nhip/backbone");`, "may not import"],
  ["a way out of the folder", `export { a } from "../../contracts/src/index.ts";`, "leaves its own folder"],
  [
    "an import past the index",
    `import { a } from "@nhip/contracts/src/a.ts";`,
    "past the package's own index",
  ],
  ["the clock", `export const now = () => new Date();`, "reads the clock"],
])("names %s", (_, source, words) => {
  expect(inDomain(source)).toEqual([expect.stringContaining(words)]);
});

it("names a dependency that the rules forbid, and a folder without rules", () => {
  expect(inDomain("", `{"dependencies":{"@nhip/backbone":"0.1.0"}}`)).toEqual([
    "packages/domain/package.json: may not depend on @nhip/backbone",
  ]);
  expect(importTroubles(houseOf({ "packages/new/package.json": "{}" }))).toEqual([
    expect.stringContaining("packages/new: has no import rule yet"),
  ]);
});
