import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/**
 * A process as it can be recognised later: a pid alone may be somebody else's by then.
 * @typedef {{pid: number, mark: string | null}} ProcessMark
 */

/** @param {string} path */
function readText(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
}

/** @param {number} pid */
function startMark(pid) {
  const stat = readText(`/proc/${pid}/stat`);
  if (stat !== null) {
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    if (fields[0] === "Z") return "ended";
    return `${readText("/proc/sys/kernel/random/boot_id")?.trim()}:${fields[19]}`;
  }
  try {
    return execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" }).trim() || null;
  } catch {
    return null;
  }
}

/**
 * @param {number} pid
 * @returns {ProcessMark}
 */
export const markProcess = (pid) => ({ pid, mark: startMark(pid) });

/**
 * True while the very process that was marked is running.
 * @param {ProcessMark} process_
 */
export function isRunning({ pid, mark }) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== "EPERM") return false;
  }
  const now = startMark(pid);
  return now !== "ended" && (mark === null || now === null || now === mark);
}

/**
 * Waits for marked processes to end by themselves; after `graceMs` ends them.
 * @param {readonly ProcessMark[]} processes
 * @param {number} graceMs
 */
export async function outlive(processes, graceMs) {
  const until = Date.now() + graceMs;
  for (const one of processes) {
    while (isRunning(one) && Date.now() < until) await new Promise((done) => setTimeout(done, 50));
    if (!isRunning(one)) continue;
    process.kill(one.pid, "SIGKILL");
    while (isRunning(one)) await new Promise((done) => setTimeout(done, 20));
  }
}
