import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { prepare } from "./lib/prepare.mjs";
import { ensureRedisBinary } from "./lib/redis-binary.mjs";
import { Refusal, runMain } from "./lib/refusal.mjs";
import { ROOT } from "./lib/root.mjs";
import { runAttached } from "./lib/run-attached.mjs";

const say = (/** @type {string} */ text) => console.error(text);

/** Prepares as the other commands do, and gives the run a temp folder of its own, which goes with it. */
async function main() {
  await prepare({ say });
  const { binary, whyNot } = await ensureRedisBinary({ say, mayInstall: true });
  if (binary === null)
    throw new Refusal(`The storm needs redis-server or valkey-server on the PATH (${whyNot}).`);
  const folder = mkdtempSync(join(tmpdir(), "nhip-chaos-"));
  try {
    return await runAttached(["--import", "tsx", join(ROOT, "chaos", "main.ts"), ...process.argv.slice(2)], {
      env: { ...process.env, TMPDIR: folder, CHAOS_DIR: folder },
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

await runMain(main);
