import { existsSync, readFileSync, statSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./root.mjs";
import { Refusal } from "./refusal.mjs";
import { run } from "./run.mjs";

const LOCK = join(ROOT, "package-lock.json");
const INSTALLED = join(ROOT, "node_modules", ".package-lock.json");

/** @typedef {{version?: string, link?: boolean, optional?: boolean, devOptional?: boolean, os?: string[], cpu?: string[]}} Entry */

/**
 * @param {string} file
 * @returns {Record<string, Entry>}
 */
const packagesOf = (file) => JSON.parse(readFileSync(file, "utf8")).packages ?? {};

/** True where what is installed is what the lock asks for, whatever the files' times say. */
function installedMatches() {
  const wanted = packagesOf(LOCK);
  const present = packagesOf(INSTALLED);
  return Object.entries(wanted).every(([path, entry]) => {
    if (!path.startsWith("node_modules/") && !path.includes("/node_modules/")) return true;
    const found = present[path];
    if (found === undefined) return Boolean(entry.optional ?? entry.devOptional ?? entry.os ?? entry.cpu);
    return entry.link === found.link && entry.version === found.version;
  });
}

/** True where `npm ci` has to run before anything else can. */
export function packagesNeeded() {
  if (!existsSync(INSTALLED)) return true;
  if (statSync(LOCK).mtimeMs <= statSync(INSTALLED).mtimeMs) return false;
  if (!installedMatches()) return true;
  utimesSync(INSTALLED, new Date(), new Date());
  return false;
}

/**
 * Installs the locked packages where they are missing or out of date.
 * @param {{say: (text: string) => void, signal?: AbortSignal}} options
 */
export async function ensurePackages({ say, signal }) {
  if (!packagesNeeded()) return;
  say("Đang cài các gói npm theo package-lock.json… · Installing the locked packages");
  const args = ["ci", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"];
  const { code, output } = await run("npm", args, { signal });
  if (signal?.aborted || code === 0) return;
  throw new Refusal(`${output}\nCài gói npm không thành công. · npm ci failed (exit ${code}).`);
}
