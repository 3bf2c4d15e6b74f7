import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { entryOf } from "./lib/apps.mjs";
import { childLog } from "./lib/child-log.mjs";
import { readHolder, takeLock } from "./lib/lock.mjs";
import { prepare } from "./lib/prepare.mjs";
import { isRunning, markProcess, outlive } from "./lib/process-mark.mjs";
import { findRedis } from "./lib/redis.mjs";
import { awaitRedis } from "./lib/redis-server.mjs";
import { Refusal, runMain } from "./lib/refusal.mjs";
import { probeRedis } from "./lib/resp.mjs";
import { runAttached } from "./lib/run-attached.mjs";
import { appEnvironment, loadDotEnv, readSettings } from "./lib/settings.mjs";

/** How long a command waits for another one, or for a system that is just starting. */
const WAIT_MS = 10 * 60_000;
const ORPHAN_GRACE_MS = 15_000;

/** Standard output belongs to the command alone. */
const say = (/** @type {string} */ text) => console.error(text);

/**
 * Runs the command line app; its exit code is ours.
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 */
function runCommand(args, env) {
  // A file name is meant from where the person stands, also where npm has gone to the root.
  const calledFrom = process.env.npm_lifecycle_event === "nhip" ? process.env.INIT_CWD : undefined;
  const cwd = calledFrom ?? process.cwd();
  // Going through a long log makes much that is soon forgotten: a larger nursery saves a third of the time.
  return runAttached(["--enable-source-maps", "--max-semi-space-size=64", entryOf("nhip"), ...args], {
    cwd,
    env,
  });
}

/**
 * The Redis of a system that is running on this data folder, or the lock to start one for this command.
 * @param {string} dataDir
 * @param {string} what
 */
async function findOrClaim(dataDir, what) {
  const file = join(dataDir, "nhip.lock");
  const start = Date.now();
  let told = false;
  while (Date.now() - start < WAIT_MS) {
    const holder = readHolder(file);
    const url = holder !== null && isRunning(holder) ? holder.redisUrl : undefined;
    if (url && (await probeRedis(url)) === "ready") return { url, lock: null };
    const { lock } = takeLock(file, what);
    if (lock) return { url: null, lock };
    if (!told && Date.now() - start > 2000) {
      told = true;
      say(`Chờ "${holder?.what}" (${holder?.pid})… · Waiting for it`);
    }
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Refusal(`Dữ liệu ${dataDir} đang bận. · This data folder is busy.`);
}

/**
 * @param {import("./lib/settings.mjs").Settings} settings
 * @param {string[]} args
 */
async function runOnEmbedded(settings, args) {
  const { dataDir } = settings;
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const { url, lock } = await findOrClaim(dataDir, `npm run nhip -- ${args[0] ?? ""}`);
  if (lock === null) return runCommand(args, appEnvironment(process.env, settings, url));
  try {
    await outlive(lock.previous?.children ?? [], ORPHAN_GRACE_MS);
    const redis = await findRedis({ dataDir, mayInstall: true, say });
    const log = childLog({ name: "redis", file: join(dataDir, "log", "redis.log"), say });
    const server = redis.launch();
    log.attach(server);
    if (server.pid !== undefined) lock.update({ children: [{ name: "redis", ...markProcess(server.pid) }] });
    const ended = new Promise((resolve) => server.once("exit", resolve));
    try {
      const isOver = () => server.exitCode !== null || server.signalCode !== null;
      if (!(await awaitRedis(redis.url, { isOver }))) {
        const words = log.lastLines().join("\n");
        throw new Refusal(`${words}\nRedis không khởi động được. · Redis does not start.`);
      }
      return await runCommand(args, appEnvironment(process.env, settings, redis.url));
    } finally {
      server.kill("SIGTERM");
      await ended;
      await redis.cleanUp();
    }
  } finally {
    lock.release();
  }
}

async function main() {
  loadDotEnv();
  const settings = readSettings(process.env);
  const args = process.argv.slice(2);
  await prepare({ say });
  const { redisUrl } = settings;
  if (redisUrl === null) return runOnEmbedded(settings, args);
  return runCommand(args, appEnvironment(process.env, settings, redisUrl));
}

await runMain(main);
