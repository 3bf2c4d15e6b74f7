import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { listenForInterrupts } from "./lib/interrupts.mjs";
import { awaitLock, takeLock } from "./lib/lock.mjs";
import { portTroubles } from "./lib/ports.mjs";
import { prepare } from "./lib/prepare.mjs";
import { outlive } from "./lib/process-mark.mjs";
import { findRedis } from "./lib/redis.mjs";
import { Refusal, runMain } from "./lib/refusal.mjs";
import { probeRedis } from "./lib/resp.mjs";
import { loadDotEnv, readSettings } from "./lib/settings.mjs";
import { summaryText } from "./lib/summary.mjs";
import { createSystem } from "./lib/system.mjs";

/** Apps end within 5 s of their supervisor's death, Redis within its own shutdown. */
const ORPHAN_GRACE_MS = 15_000;
const COMMAND_WAIT_MS = 60_000;

const say = (/** @type {string} */ text) => console.log(text);

function readFlags() {
  const options = /** @type {const} */ ({ empty: { type: "boolean" }, "no-install": { type: "boolean" } });
  try {
    const { values } = parseArgs({ options, allowPositionals: false });
    return { empty: values.empty ?? false, mayInstall: !values["no-install"] };
  } catch {
    throw new Refusal("Cách dùng · Usage: npm start [-- --empty] [-- --no-install]", 2);
  }
}

/** A command that works on the data without a system ends by itself: wait for it. A system does not.
 * @param {string} file */
async function takeTurn(file) {
  const first = takeLock(file, "npm start");
  if (first.lock || !first.holder.what.startsWith("npm run nhip")) return first;
  say(`Chờ "${first.holder.what}" xong… · Waiting for a command to finish`);
  return awaitLock(file, "npm start", { limitMs: COMMAND_WAIT_MS });
}

/** One system a data folder: takes its lock, and waits for what a killed predecessor has left running.
 * @param {string} dataDir */
async function claim(dataDir) {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new Refusal(`Không dùng được DATA_DIR ${dataDir}. · DATA_DIR cannot be used: ${error}`, 2);
  }
  const { lock, holder } = await takeTurn(join(dataDir, "nhip.lock"));
  if (!lock) {
    throw new Refusal(
      `Dữ liệu ${dataDir} đang được "${holder.what}" (tiến trình ${holder.pid}) dùng. · ` +
        `"${holder.what}" (process ${holder.pid}) is using this data folder already; nothing was started.`,
    );
  }
  const orphans = lock.previous?.children ?? [];
  if (orphans.length > 0) say("Lần chạy trước dừng đột ngột, đang dọn. · Tidying up after a sudden end.");
  await outlive(orphans, ORPHAN_GRACE_MS);
  return lock;
}

/** @param {import("./lib/settings.mjs").Settings} settings */
async function checkPorts({ host, port, ingestPort }) {
  const troubles = await portTroubles(host, { PORT: port, INGEST_PORT: ingestPort });
  if (troubles.length > 0) throw new Refusal(troubles.join("\n"));
}

async function main() {
  const { empty, mayInstall } = readFlags();
  loadDotEnv();
  const settings = readSettings(process.env);
  const logDir = join(settings.dataDir, "log");
  const interrupts = listenForInterrupts();
  const signal = interrupts.stop;
  const lock = await claim(settings.dataDir);
  /** @type {ReturnType<typeof createSystem> | null} */
  let system = null;
  /** @type {import("./lib/redis.mjs").OwnRedis | null} */
  let redis = null;
  try {
    await checkPorts(settings);
    await prepare({ say, signal });
    if (signal.aborted) return 0;

    if (settings.redisUrl === null) {
      redis = await findRedis({ dataDir: settings.dataDir, mayInstall, say, signal });
    } else if ((await probeRedis(settings.redisUrl)) !== "ready") {
      say("REDIS_URL chưa trả lời, sẽ thử tiếp. · Redis at REDIS_URL does not answer yet; still trying.");
    }
    const redisUrl = redis?.url ?? settings.redisUrl ?? "";
    system = createSystem({
      settings,
      logDir,
      say,
      interrupts,
      onChildren: (children) => lock.update({ children, redisUrl }),
    });
    if (redis !== null && !signal.aborted) await system.startRedis(redis);
    if (!signal.aborted) await system.startApps(redisUrl);
    if (signal.aborted) return 0;

    const welcome = await system.welcome(redisUrl, !empty);
    if (!empty) system.startSample(redisUrl);
    say(summaryText({ settings, redisLabel: redis?.label ?? "REDIS_URL", logDir, empty, welcome }));
    const ended = new Promise((resolve) => {
      signal.addEventListener("abort", resolve, { once: true });
      if (signal.aborted) resolve(null);
    });
    await Promise.race([ended, system.untilRefused()]);
    return 0;
  } catch (error) {
    if (signal.aborted) return 0;
    throw error;
  } finally {
    if (system !== null) {
      say("Đang dừng… · Stopping");
      await system.stop();
    }
    await redis?.cleanUp();
    lock.release();
    interrupts.release();
    if (system !== null) say("Đã dừng. · Stopped.");
  }
}

await runMain(main);
