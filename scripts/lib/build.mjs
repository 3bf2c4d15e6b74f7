import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { CACHE_DIR, ROOT } from "./root.mjs";
import { Refusal } from "./refusal.mjs";
import { run } from "./run.mjs";

const STAMP = join(CACHE_DIR, "build.json");
const OUTSIDE_FILES = ["package-lock.json", "tsconfig.json", "turbo.json", "vite.node.ts"];
const NOT_SOURCE = new Set(["node_modules", "dist", ".turbo"]);

/**
 * @param {string} folder
 * @returns {string[]}
 */
function sourceFiles(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return NOT_SOURCE.has(entry.name) ? [] : sourceFiles(path);
    return entry.isFile() && !entry.name.endsWith(".test.ts") ? [path] : [];
  });
}

/** Changes with any file that a build may read; it looks at times and sizes, so it costs milliseconds. */
function fingerprint() {
  const files = [
    ...OUTSIDE_FILES.map((name) => join(ROOT, name)).filter((path) => existsSync(path)),
    ...["apps", "packages"].flatMap((folder) => sourceFiles(join(ROOT, folder))),
  ];
  const hash = createHash("sha256").update(process.version);
  for (const path of files.toSorted()) {
    const { mtimeMs, size } = statSync(path);
    hash.update(`${relative(ROOT, path)}\0${mtimeMs}\0${size}\n`);
  }
  return hash.digest("hex");
}

/** Every app with a build script has left its entry in dist. */
function outputsPresent() {
  return readdirSync(join(ROOT, "apps")).every((app) => {
    const manifest = join(ROOT, "apps", app, "package.json");
    if (!existsSync(manifest) || !JSON.parse(readFileSync(manifest, "utf8")).scripts?.build) return true;
    return ["main.js", "index.html"].some((entry) => existsSync(join(ROOT, "apps", app, "dist", entry)));
  });
}

function stampedFingerprint() {
  try {
    return JSON.parse(readFileSync(STAMP, "utf8")).fingerprint;
  } catch {
    return null;
  }
}

/** True where a source is newer than what was built. */
export const buildNeeded = () => !outputsPresent() || stampedFingerprint() !== fingerprint();

/**
 * Builds all apps through turbo, which takes what has not changed from its cache. With nothing changed at
 * all turbo is not asked, so that the files a running system serves are not written again.
 * @param {{say: (text: string) => void, signal?: AbortSignal}} options
 */
export async function ensureBuild({ say, signal }) {
  if (!buildNeeded()) return;
  say("Đang dựng ứng dụng… · Building");
  const before = fingerprint();
  const turbo = join(ROOT, "node_modules", "turbo", "bin", "turbo");
  const { code, output } = await run(
    process.execPath,
    [turbo, "run", "build", "--output-logs=errors-only", "--no-update-notifier", "--ui=stream"],
    { signal, env: { ...process.env, TURBO_TELEMETRY_DISABLED: "1", DO_NOT_TRACK: "1" } },
  );
  if (signal?.aborted) return;
  if (code !== 0 || !outputsPresent()) {
    throw new Refusal(`${output}\nDựng ứng dụng không thành công. · The build failed (exit ${code}).`);
  }
  mkdirSync(CACHE_DIR, { recursive: true });
  writeFileSync(STAMP, JSON.stringify({ fingerprint: before }));
}
