import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { ensureChromium } from "./lib/chromium.mjs";
import { makeFastFolder } from "./lib/fast-folder.mjs";
import { prepare } from "./lib/prepare.mjs";
import { ensureRedisBinary } from "./lib/redis-binary.mjs";
import { Refusal, runMain } from "./lib/refusal.mjs";
import { ROOT } from "./lib/root.mjs";
import { runAttached } from "./lib/run-attached.mjs";

const say = (/** @type {string} */ text) => console.log(text);

/** The projects that the arguments ask for; without any, all of them. @param {string[]} args */
function projectsIn(args) {
  const named = args.flatMap((arg, index) => {
    if (arg === "--project") return [args[index + 1] ?? ""];
    return arg.startsWith("--project=") ? [arg.slice("--project=".length)] : [];
  });
  return (/** @type {string} */ project) => named.length === 0 || named.includes(project);
}

/** @param {string[]} args */
async function ensureTools(args) {
  const wants = projectsIn(args);
  if (wants("redis") || wants("system") || wants("browser")) {
    const { whyNot } = await ensureRedisBinary({ say, mayInstall: true });
    if (whyNot) throw new Refusal(`The tests need redis-server or valkey-server on the PATH (${whyNot}).`);
  }
  if (wants("browser")) {
    const { path, whyNot } = await ensureChromium({ say });
    if (path === null) throw new Refusal(`The browser tests need Chromium; set CHROMIUM_PATH (${whyNot}).`);
    process.env.CHROMIUM_PATH = path;
  }
}

/** @param {string[]} args @param {string} tallyFile @param {string} folder for all that the tests write */
function runVitest(args, tallyFile, folder) {
  const vitest = join(ROOT, "node_modules", "vitest", "vitest.mjs");
  const reporter = join(ROOT, "scripts", "lib", "tally-reporter.mjs");
  return runAttached([vitest, "run", "--reporter=default", `--reporter=${reporter}`, ...args], {
    env: { ...process.env, NHIP_TALLY_FILE: tallyFile, TMPDIR: folder },
  });
}

/** @param {string} file @returns {import("./lib/tally-reporter.mjs").Tally | null} */
function readTally(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return null;
  }
}

/** @param {string[]} args */
async function testAll(args) {
  await prepare({ say });
  await ensureTools(args);
  const folder = makeFastFolder("nhip-");
  try {
    const file = join(folder, "tally.json");
    const exitCode = await runVitest(args, file, folder);
    const tally = readTally(file) ?? { passed: 0, failed: 1, skipped: 0 };
    // A run that failed as a whole, or tested nothing, must not look like a good one.
    const failed = tally.failed === 0 && exitCode !== 0 && tally.passed > 0 ? 1 : tally.failed;
    return { ...tally, failed };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function main() {
  const { passed, failed, skipped } = await testAll(process.argv.slice(2)).catch((error) => {
    if (!(error instanceof Refusal)) throw error;
    console.error(error.message);
    return { passed: 0, failed: 1, skipped: 0 };
  });
  if (passed + failed === 0) console.error("No test ran.");
  console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`);
  return failed === 0 && passed > 0 ? 0 : 1;
}

await runMain(main);
