import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";

const TABLE = "docs/failures.md";
const NOT_SOURCE = new Set(["node_modules", "dist", ".turbo", ".data", ".cache", ".git"]);

/** A table row that begins with an id, and the reason where its test has to wait. */
const ROW = /^\|\s*([A-Z]\d{1,2})\s*(?:\(later: ([^)]+)\))?\s*\|/gm;
/** A test or group whose name begins with ids; `skip` and `todo` prove nothing. */
const NAMED = /(?:\b(?:test|it|describe)((?:\.\w+)*)|\))\(\s*["'`]((?:[A-Z]\d{1,2})(?:,\s*[A-Z]\d{1,2})*):/g;
const PROVES_NOTHING = /\.(?:skip|todo)\b/;

/** @typedef {{missing: string[], unknown: string[], settled: string[], later: string[]}} Failures */

/** @param {string} folder @returns {string[]} */
function testFiles(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return NOT_SOURCE.has(entry.name) ? [] : testFiles(path);
    return /\.test\.(ts|mjs)$/.test(entry.name) ? [path] : [];
  });
}

/** @param {string} text */
const withoutComments = (text) =>
  text.replaceAll(/\/\*[\s\S]*?\*\//g, "").replaceAll(/(^|[\s;{}(,])\/\/.*$/gm, "$1");

/** The ids with which the tests of a file begin. @param {string} text @returns {string[]} */
function idsIn(text) {
  return [...withoutComments(text).matchAll(NAMED)].flatMap(([, how = "", ids = ""]) =>
    PROVES_NOTHING.test(how) ? [] : ids.split(/,\s*/),
  );
}

/**
 * Holds the list of failures against the tests: rows without a test, tests of a group of ours whose row is not there,
 * rows marked as later whose test is there, and the rows that wait, with why. Ids of other letters are not ours.
 * @param {string} root
 * @returns {Failures}
 */
export function failuresWithoutTests(root) {
  const rows = new Map(
    [...readFileSync(join(root, TABLE), "utf8").matchAll(ROW)].map(([, id = "", why]) => [id, why ?? null]),
  );
  const groups = new Set([...rows.keys()].map((id) => id[0]));
  const found = new Set();
  const unknown = [];
  for (const file of testFiles(root)) {
    for (const id of idsIn(readFileSync(file, "utf8"))) {
      found.add(id);
      if (groups.has(id[0]) && !rows.has(id)) unknown.push(`${relative(root, file)}: ${id}`);
    }
  }
  const waits = [...rows].filter(([, why]) => why !== null);
  return {
    missing: [...rows.keys()].filter((id) => rows.get(id) === null && !found.has(id)),
    unknown,
    settled: waits.filter(([id]) => found.has(id)).map(([id]) => id),
    later: waits.filter(([id]) => !found.has(id)).map(([id, why]) => `${id}: ${why}`),
  };
}

/** What to print, and whether it is a fault. @param {Failures} failures @returns {{ok: boolean, lines: string[]}} */
export function failureReport({ missing, unknown, settled, later }) {
  const faults = [
    ...missing.map((id) => `${TABLE} ${id}: no test begins with it`),
    ...unknown.map((place) => `${place}: no such row in ${TABLE}`),
    ...settled.map((id) => `${TABLE} ${id}: has a test, take its "later" away`),
  ];
  return { ok: faults.length === 0, lines: [...faults, ...later.map((row) => `later ${row}`)] };
}
