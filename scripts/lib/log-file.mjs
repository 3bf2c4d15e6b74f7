import { appendFileSync, mkdirSync, renameSync, statSync } from "node:fs";
import { dirname } from "node:path";

const MAX_BYTES = 5 * 1024 * 1024;
const KEEP = 3;

/**
 * A log file with a bound: past 5 MB it becomes `.1`, and the oldest of three goes.
 * @param {string} path
 * @param {{maxBytes?: number, keep?: number}} [bounds]
 * @returns {(text: string) => void} appends; a full disk loses log lines, never the system
 */
export function openLog(path, { maxBytes = MAX_BYTES, keep = KEEP } = {}) {
  mkdirSync(dirname(path), { recursive: true });
  let bytes = sizeOf(path);
  return (text) => {
    try {
      if (bytes > maxBytes) {
        rotate(path, keep);
        bytes = 0;
      }
      appendFileSync(path, text);
      bytes += Buffer.byteLength(text);
    } catch {
      // nowhere left to complain
    }
  };
}

/** @param {string} path */
function sizeOf(path) {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

/** @param {string} path @param {number} keep */
function rotate(path, keep) {
  for (let age = keep - 1; age >= 1; age -= 1) {
    const from = age === 1 ? path : `${path}.${age - 1}`;
    if (sizeOf(from) > 0) renameSync(from, `${path}.${age}`);
  }
}
