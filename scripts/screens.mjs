import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { findChromium } from "./lib/chromium.mjs";

const OUT = fileURLToPath(new URL("../docs/screenshots/", import.meta.url));
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Every page as people see it: name, path, width, height, pixels a dot, whole page or one screen, what to press first. */
const SHOTS = [
  ["leader-desk", "/", 1440, 900, 1, false],
  ["leader-whole", "/?period=2022", 1440, 900, 1, true],
  ["explain-desk", "/?period=2022&kpi=online.full.rate", 1440, 900, 1, false],
  ["leader-phone", "/", 390, 844, 2, false],
  ["explain-phone", "/?period=2022&kpi=dossiers.onTimeRate", 390, 844, 2, false],
  ["leader-4k", "/", 3840, 2160, 1, false],
  ["replay-desk", "/xem-lai?day=2022-12-05&at=09:40", 1440, 900, 1, false],
  ["replay-phone", "/xem-lai?day=2022-12-05&at=09:40", 390, 844, 2, false],
  ["checks-desk", "/doi-chieu", 1440, 900, 1, true, "main form .action"],
  ["checks-phone", "/doi-chieu", 390, 844, 2, false, "main form .action"],
  ["cell-phone", "/chi-bo?unit=to-5", 390, 844, 2, false],
  ["reports-desk", "/bao-cao", 1440, 900, 1, false],
  ["service-desk", "/766", 1440, 900, 1, true],
  ["service-phone", "/766", 390, 844, 2, false],
  ["groups-desk", "/chi-tieu", 1440, 900, 1, true],
  ["civilised-desk", "/chi-tieu/civilised?period=2022", 1440, 900, 1, true],
  ["alerts-desk", "/canh-bao", 1440, 900, 1, false],
  ["suspects-phone", "/can-xem", 390, 844, 2, false],
  ["catalogue-desk", "/quan-tri/chi-tieu", 1440, 900, 1, false],
  ["operations-desk", "/van-hanh", 1440, 900, 1, true],
  ["operations-phone", "/van-hanh", 390, 844, 2, false],
  ["wall", "/wall?scene=1", 1920, 1080, 1, false],
  ["wall-on-time", "/wall?scene=2", 1920, 1080, 1, false],
  ["wall-portrait", "/wall?scene=1", 1080, 1920, 1, false],
];

/**
 * Takes the screenshots of docs/screens.md from a running system, in light and dark:
 * `node scripts/screens.mjs [http://localhost:3000]`
 */
const base = process.argv[2] ?? "http://localhost:3000";
const executablePath = findChromium();
if (executablePath === null) throw new Error("no Chromium on this machine");
mkdirSync(OUT, { recursive: true });
const browser = await chromium.launch({ executablePath, args: FLAGS });
for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
  for (const [name, path, width, height, deviceScaleFactor, fullPage, press] of SHOTS) {
    const context = await browser.newContext({
      colorScheme,
      deviceScaleFactor: Number(deviceScaleFactor),
      viewport: { width: Number(width), height: Number(height) },
      reducedMotion: "reduce",
      timezoneId: "Asia/Ho_Chi_Minh",
    });
    const page = await context.newPage();
    await page.goto(`${base}${path}`);
    await page.waitForSelector("main h1, main h2, [data-kpi]", { timeout: 30_000 });
    await page.waitForTimeout(2_500);
    if (press !== undefined) {
      await page.click(String(press));
      await page.waitForTimeout(1_500);
    }
    await page.screenshot({ path: `${OUT}${name}-${colorScheme}.png`, fullPage: Boolean(fullPage) });
    await context.close();
  }
}
await browser.close();
