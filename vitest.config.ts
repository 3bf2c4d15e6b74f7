import { defineConfig } from "vitest/config";

const NOT_TESTS = ["**/node_modules/**", "**/dist/**", "**/.data/**", "**/.cache/**", "**/.turbo/**"];
const TEST_REDIS = "./scripts/lib/test-redis.mjs";
const TEST_BROWSER = "./scripts/lib/test-browser.mjs";

/** Tests that start the whole system as processes of its own; each of them has the machine for itself. */
const SYSTEM = ["tests/**/*.redis.test.ts", "chaos/**/*.redis.test.ts"];
/** Those among them that wait for most of their time, and may do so beside others. */
const WAITING = "tests/**/*.waiting.redis.test.ts";

/** Three kinds of test by the end of their name, and those of the whole system; each kind runs after the one before it. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: ["**/*.test.ts", "scripts/**/*.test.mjs"],
          exclude: [...NOT_TESTS, "**/*.redis.test.ts", "**/*.browser.test.ts"],
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: "redis",
          include: ["{apps,packages}/**/*.redis.test.ts", WAITING],
          exclude: NOT_TESTS,
          globalSetup: [TEST_REDIS],
          maxWorkers: 2,
          testTimeout: 60_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: "system",
          include: SYSTEM,
          exclude: [...NOT_TESTS, WAITING],
          globalSetup: [TEST_REDIS],
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 2 },
        },
      },
      {
        test: {
          name: "browser",
          include: ["**/*.browser.test.ts"],
          exclude: NOT_TESTS,
          globalSetup: [TEST_REDIS, TEST_BROWSER],
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 3 },
        },
      },
    ],
  },
});
