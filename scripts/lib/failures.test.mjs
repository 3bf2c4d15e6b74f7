import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { failureReport, failuresWithoutTests } from "./failures.mjs";
import { ROOT } from "./root.mjs";

/** @type {string[]} */
const made = [];
afterEach(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true });
});

/** A house with a list of failures and one file of tests. @param {string[]} cells @param {string} tests */
function houseOf(cells, tests) {
  const root = mkdtempSync(join(tmpdir(), "nhip-failures-"));
  made.push(root);
  const rows = cells.map((cell) => `| ${cell} | something | holds |`).join("\n");
  const files = {
    "docs/failures.md": `# List\n\n| id | what | must |\n|---|---|---|\n${rows}\n`,
    "apps/a/src/a.redis.test.ts": tests,
    "node_modules/x/x.test.ts": `test("K9: not ours", () => {});`,
  };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return failuresWithoutTests(root);
}

it("every row of the house has a test that begins with it", () => {
  expect(failureReport(failuresWithoutTests(ROOT))).toMatchObject({ ok: true });
});

it("finds ids in every way a test or a group is written", () => {
  const tests = [
    `test("K1: a", () => {});`,
    "it.each([1, 2])(\n  `K2, K3: $0`,\n  () => {},\n);",
    `describe.each([{ a: "(" }])("A6, K4: $a", () => {});`,
    `test.concurrent('K5: b', () => {});`,
  ].join("\n");
  const found = houseOf(["K1", "K2", "K3", "K4", "K5"], tests);
  expect(found).toEqual({ missing: [], unknown: [], settled: [], later: [] });
});

it("a comment, a skipped test and an id in the middle prove nothing", () => {
  const tests = [
    `// test("K1: a", () => {});`,
    `/* test("K1: a", () => {}); */`,
    `test.skip("K2: b", () => {});\nit.todo("K2: b");`,
    `test("as in K3: c", () => {});`,
  ].join("\n");
  const found = houseOf(["K1", "K2", "K3"], tests);
  expect(found.missing).toEqual(["K1", "K2", "K3"]);
  expect(failureReport(found)).toEqual({
    ok: false,
    lines: ["K1", "K2", "K3"].map((id) => `docs/failures.md ${id}: no test begins with it`),
  });
});

it("names a test whose row is not there; ids of other groups are not ours", () => {
  const found = houseOf(
    ["K1"],
    `test("K1: a", () => {});\ntest("K7: b", () => {});\ntest("A1: c", () => {});`,
  );
  expect(found.unknown).toEqual([join("apps", "a", "src", "a.redis.test.ts") + ": K7"]);
  expect(failureReport(found).ok).toBe(false);
});

it("a row that waits is printed with its reason, and is a fault once its test is there", () => {
  const waiting = houseOf(["K1 (later: no way to try it here)"], "");
  expect(failureReport(waiting)).toEqual({ ok: true, lines: ["later K1: no way to try it here"] });
  const settled = houseOf(["K1 (later: no way to try it here)"], `test("K1: a", () => {});`);
  expect(failureReport(settled)).toEqual({
    ok: false,
    lines: [`docs/failures.md K1: has a test, take its "later" away`],
  });
});
