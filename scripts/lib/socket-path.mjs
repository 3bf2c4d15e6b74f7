import { createHash } from "node:crypto";
import { lstatSync, mkdirSync, rmdirSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { dirname, join } from "node:path";
import { Refusal } from "./refusal.mjs";

/** Kernels take 104 (macOS) to 108 (Linux) bytes, the closing zero included. */
const MAX_BYTES = 100;

/** @param {string} path */
const fits = (path) => Buffer.byteLength(path) <= MAX_BYTES;

/**
 * Where the embedded Redis of a data folder listens. The same folder always gives the same path.
 * @param {string} dataDir absolute
 */
export function socketPathFor(dataDir) {
  const direct = join(dataDir, "redis", "redis.sock");
  if (fits(direct)) return direct;
  const name = `${createHash("sha256").update(dataDir).digest("hex").slice(0, 16)}.sock`;
  const inTemp = join(tmpdir(), `nhip-${userInfo().uid}`, name);
  return fits(inTemp) ? inTemp : join("/tmp", `nhip-${userInfo().uid}`, name);
}

/**
 * Makes the socket's folder. In a shared temp folder it must be ours alone, or another user could sit there.
 * @param {string} socketPath
 */
export function makeSocketFolder(socketPath) {
  const folder = dirname(socketPath);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const { uid } = userInfo();
  const stat = lstatSync(folder);
  if (stat.isDirectory() && (uid < 0 || stat.uid === uid)) return;
  throw new Refusal(`Thư mục ${folder} không phải của bạn. · The folder ${folder} belongs to somebody else.`);
}

/**
 * Removes the short folder under the temp folder once nothing is in it.
 * @param {string} socketPath
 */
export function dropSocketFolder(socketPath) {
  const folder = dirname(socketPath);
  if (!/\/nhip--?\d+$/.test(folder)) return;
  try {
    rmdirSync(folder);
  } catch {
    // another data folder's socket is still there
  }
}
