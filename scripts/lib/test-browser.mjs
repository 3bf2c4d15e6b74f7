import { findChromium } from "./chromium.mjs";

/** Vitest's globalSetup for the browser tests: the browser's path at CHROMIUM_PATH. */
export function setup() {
  const path = findChromium();
  if (path === null)
    throw new Error("no Chromium on this machine; `npm test` installs it, or set CHROMIUM_PATH");
  process.env.CHROMIUM_PATH = path;
}
