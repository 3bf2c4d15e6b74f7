import { spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { probeRedis } from "./resp.mjs";

/** Mends a torn append-only file before the server starts; it says why. */
const START_REDIS = join(import.meta.dirname, "start-redis.sh");

/** What every write must live up to: on disk before it is answered, never evicted. */
export const DURABLE = [
  ["--appendonly", "yes"],
  ["--appendfsync", "always"],
  ["--maxmemory-policy", "noeviction"],
  ["--save", ""],
].flat();

/**
 * Redis knows no IPC channel, so a shell beside it holds our pipe: when we die, however, the pipe ends and
 * the shell asks Redis to stop. `exec` makes Redis take the place of the shell that was started.
 */
const LEASH = `exec 3<&0 </dev/null
(read -r _ <&3; kill -TERM "$$") >/dev/null 2>&1 &
exec 3<&-
exec "$@"`;

/**
 * Starts a program that stops when this process ends, even by SIGKILL.
 * @param {string} command
 * @param {readonly string[]} args
 * @returns {import("node:child_process").ChildProcess}
 */
export function spawnLeashed(command, args) {
  const child = spawn("/bin/sh", ["-c", LEASH, "nhip-leash", command, ...args], {
    detached: true,
    stdio: ["pipe", "pipe", "pipe"],
  });
  child.stdin?.on("error", () => {});
  child.once("exit", () => child.stdin?.destroy());
  return child;
}

/** @param {string} socketPath */
export const unixUrl = (socketPath) => `unix://${socketPath}`;

/**
 * Starts a Redis on a unix socket. It logs to its stdout.
 * @param {{binary: string, folder: string, socketPath: string, more?: string[]}} options `folder` holds the
 *   data, `more` are further settings
 */
export function spawnRedis({ binary, folder, socketPath, more = [] }) {
  rmSync(socketPath, { force: true });
  const args = [
    ["--port", "0", "--unixsocket", socketPath, "--unixsocketperm", "700"],
    ["--dir", folder, "--pidfile", join(folder, "redis.pid"), "--daemonize", "no", "--logfile", ""],
  ].flat();
  const check = binary.replace(/server$/, "check-aof");
  return spawnLeashed(START_REDIS, [check, folder, binary, ...args, ...DURABLE, ...more]);
}

/**
 * Waits until a Redis answers; one that reads a large log back may take its time.
 * @param {string} url
 * @param {{signal?: AbortSignal, isOver?: () => boolean, onSlow?: () => void}} options
 * @returns {Promise<boolean>} false when it was given up
 */
export async function awaitRedis(url, { signal, isOver, onSlow } = {}) {
  let nextNote = Date.now() + 10_000;
  while (!signal?.aborted && !isOver?.()) {
    if ((await probeRedis(url)) === "ready") return true;
    if (Date.now() > nextNote) {
      nextNote += 30_000;
      onSlow?.();
    }
    await new Promise((done) => setTimeout(done, 40));
  }
  return false;
}
