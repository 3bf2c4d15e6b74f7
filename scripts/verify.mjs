import { existsSync } from "node:fs";
import { join } from "node:path";
import { failureReport, failuresWithoutTests } from "./lib/failures.mjs";
import { importTroubles } from "./lib/imports.mjs";
import { prepare } from "./lib/prepare.mjs";
import { runMain } from "./lib/refusal.mjs";
import { ROOT } from "./lib/root.mjs";
import { run } from "./lib/run.mjs";

const say = (/** @type {string} */ text) => console.log(text);

/** @typedef {{ok: boolean, output: string}} Outcome */

/** A tool from node_modules, run by this Node. @param {string} path @param {...string} args
 * @returns {() => Promise<Outcome>} */
const tool =
  (path, ...args) =>
  async () => {
    const { code, output } = await run(process.execPath, [join(ROOT, "node_modules", path), ...args]);
    return { ok: code === 0, output };
  };

/** @returns {Promise<Outcome>} */
async function checkImports() {
  const troubles = importTroubles(ROOT);
  return { ok: troubles.length === 0, output: troubles.join("\n") };
}

/** @returns {Promise<Outcome>} */
async function checkFailures() {
  const { ok, lines } = failureReport(failuresWithoutTests(ROOT));
  return { ok, output: lines.join("\n") };
}

const DASHBOARD = join(ROOT, "apps", "dashboard");

/** @type {[name: string, check: () => Promise<Outcome>][]} */
const CHECKS = [
  ["format", tool("oxfmt/bin/oxfmt", "--check")],
  ["lint", tool("oxlint/bin/oxlint", "--deny-warnings")],
  ["imports", checkImports],
  ["failures tested", checkFailures],
  ["unused code", tool("knip/bin/knip.js", "--no-progress")],
  ["types", tool("typescript/bin/tsc", "--noEmit")],
  ["types of scripts", tool("typescript/bin/tsc", "--noEmit", "-p", join(ROOT, "scripts"))],
  ...(existsSync(join(DASHBOARD, "tsconfig.json"))
    ? [
        /** @type {[string, () => Promise<Outcome>]} */ ([
          "types of dashboard",
          tool("vue-tsc/bin/vue-tsc.js", "--noEmit", "-p", DASHBOARD),
        ]),
      ]
    : []),
  ["unit tests", tool("vitest/vitest.mjs", "run", "--project", "unit", "--reporter=default")],
];

/** Runs every check, also after one has failed, so that one run tells all. `--static`: without the unit tests. */
async function main() {
  await prepare({ say, build: false });
  const isStatic = process.argv.includes("--static");
  const checks = CHECKS.filter(([name]) => !(isStatic && name === "unit tests"));
  let failures = 0;
  for (const [name, check] of checks) {
    const start = performance.now();
    const { ok, output } = await check();
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    say(`${ok ? "ok  " : "FAIL"}  ${name.padEnd(20)} ${seconds.padStart(5)} s`);
    if (ok) {
      // What a check only wants to be known, such as rows whose test has to wait.
      if (check === checkFailures && output !== "") say(output.replaceAll(/^/gm, "      "));
      continue;
    }
    failures += 1;
    say(output.trimEnd().replaceAll(/^/gm, "      "));
  }
  say(failures === 0 ? "All checks hold." : `${failures} of ${checks.length} checks failed.`);
  return failures === 0 ? 0 : 1;
}

await runMain(main);
