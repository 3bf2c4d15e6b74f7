import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureChromium } from "./lib/chromium.mjs";
import { prepare } from "./lib/prepare.mjs";
import { ensureRedisBinary } from "./lib/redis-binary.mjs";
import { awaitRedis, spawnRedis, unixUrl } from "./lib/redis-server.mjs";
import { Refusal, runMain } from "./lib/refusal.mjs";
import { CACHE_DIR, ROOT } from "./lib/root.mjs";
import { runAttached } from "./lib/run-attached.mjs";

const say = (/** @type {string} */ text) => console.error(text);

/**
 * A Redis of the benchmark's own. Its data lie in the checkout, on a disk like the real ones, because a
 * temp folder may be memory, where an fsync costs nothing; its socket does not, because its path must be short.
 * @param {string} binary
 */
async function startRedis(binary) {
  mkdirSync(CACHE_DIR, { recursive: true });
  const folder = mkdtempSync(join(CACHE_DIR, "bench-"));
  const socketFolder = mkdtempSync(join(tmpdir(), "nhip-bench-"));
  const url = unixUrl(join(socketFolder, "redis.sock"));
  const server = spawnRedis({ binary, folder, socketPath: join(socketFolder, "redis.sock") });
  const ended = new Promise((resolve) => server.once("exit", resolve));
  let log = "";
  server.stdout?.on("data", (chunk) => (log = (log + chunk).slice(-4000)));
  server.stderr?.on("data", (chunk) => (log = (log + chunk).slice(-4000)));
  const isOver = () => server.exitCode !== null || server.signalCode !== null;
  const stop = async () => {
    server.kill("SIGTERM");
    if (!isOver()) await ended;
    for (const one of [folder, socketFolder]) rmSync(one, { recursive: true, force: true });
  };
  if (!(await awaitRedis(url, { isOver }))) {
    await stop();
    throw new Refusal(`Redis does not start:\n${log}`);
  }
  return { url, folder, stop };
}

async function main() {
  await prepare({ say });
  const { binary, whyNot } = await ensureRedisBinary({ say, mayInstall: true });
  if (binary === null)
    throw new Refusal(`The benchmark needs redis-server or valkey-server on the PATH (${whyNot}).`);
  const chromium = await ensureChromium({ say });
  if (chromium.path === null) say(`No Chromium (${chromium.whyNot}): the latency to the screen is left out.`);
  const entry = join(ROOT, "bench", "main.ts");
  if (!existsSync(entry)) throw new Refusal(`${entry} is missing.`);

  const redis = await startRedis(binary);
  try {
    const own = { BENCH_REDIS_URL: redis.url, BENCH_DIR: redis.folder, CHROMIUM_PATH: chromium.path ?? "" };
    return await runAttached(["--import", "tsx", entry, ...process.argv.slice(2)], {
      env: { ...process.env, ...own },
    });
  } finally {
    await redis.stop();
  }
}

await runMain(main);
