import { readFileSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { findChromium } from "./lib/chromium.mjs";
import { ROOT } from "./lib/root.mjs";

/** Draws the icons that phones want as dots from the one that is drawn as lines: `node scripts/icons.mjs`. */
const PUBLIC = join(ROOT, "apps/dashboard/public");
const SIZES = [192, 512];
const svg = readFileSync(join(PUBLIC, "icon-maskable.svg"), "utf8");
const executablePath = findChromium();
if (executablePath === null) throw new Error("no Chromium on this machine");
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
const page = await browser.newPage();
for (const size of SIZES) {
  await page.setViewportSize({ width: size, height: size });
  await page.setContent(`<style>body{margin:0}svg{display:block;width:100vw;height:100vh}</style>${svg}`);
  await page.screenshot({ path: join(PUBLIC, `icon-${size}.png`) });
}
await browser.close();
