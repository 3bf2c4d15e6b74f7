import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { isRunning, markProcess } from "./process-mark.mjs";

/**
 * What a lock file says about its holder.
 * @typedef {object} Holder
 * @property {number} pid
 * @property {string | null} mark
 * @property {string} what the command that holds it
 * @property {string} [redisUrl] where the holder's Redis answers, once it does
 * @property {{name: string, pid: number, mark: string | null}[]} [children]
 */

/**
 * @typedef {object} Lock
 * @property {Holder | null} previous the holder before, when it ended without giving the lock back
 * @property {(more: Partial<Holder>) => void} update
 * @property {() => void} release
 */

/**
 * @param {string} file
 * @returns {Holder | null}
 */
export function readHolder(file) {
  try {
    const holder = JSON.parse(readFileSync(file, "utf8"));
    return typeof holder?.pid === "number" ? holder : null;
  } catch {
    return null;
  }
}

/**
 * Takes the lock, or tells who has it. A lock whose holder is dead is taken over.
 * @param {string} file
 * @param {string} what
 * @returns {{lock: Lock, holder?: undefined} | {lock?: undefined, holder: Holder}}
 */
export function takeLock(file, what) {
  mkdirSync(dirname(file), { recursive: true });
  const own = `${file}.${process.pid}`;
  /** @type {Holder} */
  let body = { ...markProcess(process.pid), what };
  /** @type {Holder | null} */
  let previous = null;
  writeFileSync(own, JSON.stringify(body), { mode: 0o600 });
  try {
    while (!tryLink(own, file)) {
      const holder = readHolder(file);
      if (holder !== null && isRunning(holder)) return { holder };
      if (moveAside(file, `${own}.stale`, holder)) previous = holder;
    }
  } finally {
    rmSync(own, { force: true });
  }
  return {
    lock: {
      previous,
      update(more) {
        body = { ...body, ...more };
        writeFileSync(own, JSON.stringify(body), { mode: 0o600 });
        renameSync(own, file);
      },
      release() {
        if (readHolder(file)?.pid === process.pid) rmSync(file, { force: true });
      },
    },
  };
}

/** A hard link appears whole or not at all, so nobody reads half a lock.
 * @param {string} from
 * @param {string} to */
function tryLink(from, to) {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === "EEXIST") return false;
    throw error;
  }
}

/** Removes a dead holder's lock, and puts it back should it turn out to be a newer one.
 * @param {string} file
 * @param {string} aside
 * @param {Holder | null} expected */
function moveAside(file, aside, expected) {
  try {
    renameSync(file, aside);
  } catch {
    return false;
  }
  const moved = readHolder(aside);
  const asExpected = moved?.pid === expected?.pid && moved?.mark === expected?.mark;
  if (!asExpected) tryLink(aside, file);
  rmSync(aside, { force: true });
  return asExpected;
}

/**
 * Takes the lock, waiting for its holder where there is one.
 * @param {string} file
 * @param {string} what
 * @param {{limitMs: number, onWait?: (holder: Holder) => void, signal?: AbortSignal}} options
 * @returns {Promise<{lock: Lock, holder?: undefined} | {lock?: undefined, holder: Holder}>}
 */
export async function awaitLock(file, what, { limitMs, onWait, signal }) {
  const start = Date.now();
  let told = false;
  for (;;) {
    const taken = takeLock(file, what);
    const waitedMs = Date.now() - start;
    if (taken.lock || waitedMs >= limitMs || signal?.aborted) return taken;
    if (!told && waitedMs >= 1000) {
      told = true;
      onWait?.(taken.holder);
    }
    await new Promise((done) => setTimeout(done, 100));
  }
}
