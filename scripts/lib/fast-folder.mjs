import { mkdtempSync, statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const IN_MEMORY = "/dev/shm";
const ROOM_BYTES = 4_000_000_000;

/**
 * Makes a temp folder in memory where there is room. A test may then `SIGKILL` what it likes, and a disk that
 * another tenant holds up for seconds does not look like a store that is away.
 * @param {string} prefix
 * @returns {string}
 */
export function makeFastFolder(prefix) {
  try {
    const { bavail, bsize } = statfsSync(IN_MEMORY);
    if (bavail * bsize > ROOM_BYTES) return mkdtempSync(join(IN_MEMORY, prefix));
  } catch {
    // No such file system, or not ours to write: the usual one will do.
  }
  return mkdtempSync(join(tmpdir(), prefix));
}
