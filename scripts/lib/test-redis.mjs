import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findRedisBinary } from "./redis-binary.mjs";
import { awaitRedis, spawnRedis, unixUrl } from "./redis-server.mjs";

/**
 * The one Redis of a test run. Vitest loads this file once a project, so what is shared hangs on globalThis.
 * @typedef {{url: Promise<string>, users: number, stop: () => Promise<void>}} Shared
 */
const holder = /** @type {{nhipTestRedis?: Shared}} */ (globalThis);

/** @returns {Shared} */
function startShared() {
  const binary = findRedisBinary();
  if (binary === null)
    throw new Error("redis-server (or valkey-server) is not on the PATH; `npm test` installs it");
  const folder = mkdtempSync(join(tmpdir(), "nhip-test-"));
  const socketPath = join(folder, "redis.sock");
  // A rewrite of the shared log holds up every test that runs beside it, and proves nothing.
  const more = ["--auto-aof-rewrite-percentage", "0"];
  const server = spawnRedis({ binary, folder, socketPath, more });
  let log = "";
  server.stdout?.on("data", (chunk) => (log = (log + chunk).slice(-4000)));
  server.stderr?.on("data", (chunk) => (log = (log + chunk).slice(-4000)));
  const ended = new Promise((resolve) => server.once("exit", resolve));
  const isOver = () => server.exitCode !== null || server.signalCode !== null;
  const start = async () => {
    if (!(await awaitRedis(unixUrl(socketPath), { isOver })))
      throw new Error(`Redis does not start:\n${log}`);
    return unixUrl(socketPath);
  };
  const stop = async () => {
    server.kill("SIGTERM");
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  return { url: start(), users: 0, stop };
}

/** Vitest's globalSetup: a real Redis with the durability of the real one, at TEST_REDIS_URL. */
export async function setup() {
  holder.nhipTestRedis ??= startShared();
  holder.nhipTestRedis.users += 1;
  process.env.TEST_REDIS_URL = await holder.nhipTestRedis.url;
}

export async function teardown() {
  const shared = holder.nhipTestRedis;
  if (shared === undefined) return;
  shared.users -= 1;
  if (shared.users > 0) return;
  delete holder.nhipTestRedis;
  await shared.stop();
}
