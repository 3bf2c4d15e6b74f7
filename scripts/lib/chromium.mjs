import { existsSync } from "node:fs";
import { installPackages } from "./system-packages.mjs";
import { which } from "./which.mjs";

const PACKAGES = {
  "apt-get": ["chromium fonts-dejavu-core"],
  dnf: ["chromium"],
  apk: ["chromium"],
  pacman: ["chromium"],
  brew: ["--cask chromium"],
};

const APPLICATIONS = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/** The browser for the tests: CHROMIUM_PATH where it is set, else one on this machine. */
export function findChromium() {
  const asked = process.env.CHROMIUM_PATH;
  if (asked) return existsSync(asked) ? asked : null;
  const onPath = which("chromium", "chromium-browser", "google-chrome-stable", "google-chrome");
  return onPath ?? APPLICATIONS.find((path) => existsSync(path)) ?? null;
}

/**
 * @param {{say: (text: string) => void, signal?: AbortSignal}} options
 * @returns {Promise<{path: string, whyNot?: undefined} | {path: null, whyNot: string}>}
 */
export async function ensureChromium({ say, signal }) {
  const present = findChromium();
  if (present !== null) return { path: present };
  if (process.env.CHROMIUM_PATH) return { path: null, whyNot: `CHROMIUM_PATH: no such file` };
  const whyNot = await installPackages(PACKAGES, { say, signal });
  const path = findChromium();
  return path === null ? { path, whyNot: whyNot ?? "installed, but not on the PATH" } : { path };
}
