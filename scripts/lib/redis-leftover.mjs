import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { isRunning, markProcess, outlive } from "./process-mark.mjs";
import { unixUrl } from "./redis-server.mjs";
import { askRedis, probeRedis } from "./resp.mjs";

const STOP_MS = 15_000;

/** @param {string} file */
function pidIn(file) {
  try {
    return Number(readFileSync(file, "utf8").trim()) || null;
  } catch {
    return null;
  }
}

/** @param {string} url */
async function pidOf(url) {
  const info = await askRedis(url, ["INFO", "server"]).catch(() => "");
  return Number(/process_id:(\d+)/.exec(info)?.[1]) || null;
}

/**
 * Stops a Redis that an earlier run left on this data folder, and clears its socket and pid file. Two of them
 * on one append-only file would ruin it, so nothing is started before the old one is gone.
 * @param {{folder: string, socketPath: string, say: (text: string) => void}} options
 */
export async function stopLeftoverRedis({ folder, socketPath, say }) {
  const pidFile = join(folder, "redis.pid");
  const url = unixUrl(socketPath);
  if ((await probeRedis(url)) !== "absent") {
    const pid = (await pidOf(url)) ?? pidIn(pidFile);
    const leftover = pid === null ? null : markProcess(pid);
    say("Dừng Redis còn lại của lần chạy trước. · Stopping the Redis that an earlier run left behind.");
    await askRedis(url, ["SHUTDOWN"], STOP_MS).catch(() => "closed");
    if (leftover !== null && isRunning(leftover)) await outlive([leftover], STOP_MS);
  }
  rmSync(socketPath, { force: true });
  rmSync(pidFile, { force: true });
}
