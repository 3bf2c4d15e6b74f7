import { writeFileSync } from "node:fs";

/** @typedef {{passed: number, failed: number, skipped: number}} Tally */

/**
 * Counts a run: a suite or file that failed without a failed test, and an error outside all tests, are
 * failures too.
 * @param {readonly import("vitest/node").TestModule[]} modules
 * @param {readonly unknown[]} unhandledErrors
 * @returns {Tally}
 */
export function tallyOf(modules, unhandledErrors) {
  const tally = { passed: 0, failed: unhandledErrors.length, skipped: 0 };
  for (const module of modules) {
    let failedHere = 0;
    for (const test of module.children.allTests()) {
      const { state } = test.result();
      if (state === "passed") tally.passed += 1;
      else if (state === "failed") failedHere += 1;
      else tally.skipped += 1;
    }
    if (failedHere === 0 && module.state() === "failed") failedHere = 1;
    tally.failed += failedHere;
  }
  return tally;
}

/** Leaves the tally where `npm test` reads it: only the command itself can be sure to print last. */
export default class TallyReporter {
  /**
   * @param {readonly import("vitest/node").TestModule[]} modules
   * @param {readonly unknown[]} unhandledErrors
   */
  onTestRunEnd(modules, unhandledErrors) {
    const file = process.env.NHIP_TALLY_FILE;
    if (file) writeFileSync(file, JSON.stringify(tallyOf(modules, unhandledErrors)));
  }
}
