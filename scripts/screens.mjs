import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { findChromium } from "./lib/chromium.mjs";
import { listedPages } from "./lib/pages.mjs";
import { ROOT } from "./lib/root.mjs";
import { screensPage } from "./lib/screens-page.mjs";
import { loadDotEnv, readSettings } from "./lib/settings.mjs";

const OUT = join(ROOT, "docs/screenshots");
const WARD = "nguyen-thai-hoc";
const DRAWN_MS = 1_200;
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** How a page is looked at: width, height, and how many dots a pixel is drawn with. */
const SIZES = /** @type {const} */ ({
  desk: [1440, 900, 1],
  phone: [390, 844, 1],
  "4k": [3840, 2160, 0.5],
  upright: [1080, 1920, 0.5],
});
/** @typedef {keyof typeof SIZES} Size */
/** @typedef {{ name: string, path: string, as: string | null, sizes?: readonly Size[], press?: string }} Shot */

/** What has to be asked for to show a page at its best; a page that is not here is taken as it opens. @type {Record<string, { query?: string, as?: string, press?: string, sizes?: readonly Size[] }>} */
const BETTER = {
  replay: { query: "day=2022-12-05&at=09:40" },
  checks: { press: "main form .action" },
  leader: { sizes: ["desk", "phone", "4k"] },
  // What a wall shows, as somebody who is signed in sees it beforehand.
  wall: { query: "scene=1", as: "leader", sizes: ["4k", "upright"] },
};
/** Looks beside the list of pages. @type {Shot[]} */
const MORE = [
  { name: "leader-2022", path: "/?period=2022", as: "leader", sizes: ["desk"] },
  { name: "explain", path: "/?period=2022&kpi=online.full.rate", as: "leader" },
  { name: "civilised", path: "/chi-tieu/civilised?period=2022", as: "leader" },
  { name: "pairing", path: "/wall", as: null, sizes: ["4k", "upright"] },
  { name: "wall-on-time", path: "/wall?scene=2", as: "leader", sizes: ["4k"] },
  { name: "sign-in", path: "/", as: null },
  { name: "public", path: `/cong-khai/${WARD}`, as: null },
  { name: "card", path: `/cong-khai/${WARD}/nhung`, as: null, sizes: ["phone"] },
  { name: "missing", path: "/khong-co-trang-nay", as: "leader", sizes: ["desk"] },
];

/** @returns {Shot[]} */
function shots() {
  const listed = listedPages().map(({ name, path, as }) => {
    const { query, ...better } = BETTER[name] ?? {};
    return { name, path: query === undefined ? path : `${path}?${query}`, as, ...better };
  });
  return [...listed, ...MORE];
}

/**
 * Takes every page of a running system with the sample ward, signed in as somebody who may see it, in light and dark, and
 * writes docs/screens.md: `node scripts/screens.mjs [http://localhost:3000] [name …]`. Accounts are those that
 * `npm start` has written to DATA_DIR/sample-accounts.json.
 */
loadDotEnv();
const [base = "http://localhost:3000", ...only] = process.argv.slice(2);
const file = join(readSettings(process.env).dataDir, "sample-accounts.json");
/** @type {{ name: string, role: string, password: string }[]} */
const accounts = JSON.parse(readFileSync(file, "utf8"));
const executablePath = findChromium();
if (executablePath === null) throw new Error("no Chromium on this machine");
if (only.length === 0) rmSync(OUT, { recursive: true, force: true });
mkdirSync(OUT, { recursive: true });
const browser = await chromium.launch({ executablePath, args: FLAGS });
/** The cookies of each role: signing in once is enough. @type {Map<string, any>} */
const signedIn = new Map();

/** @param {string} role */
async function cookiesOf(role) {
  const account = accounts.find((one) => one.role === role);
  if (account === undefined) throw new Error(`no sample account is a ${role}`);
  const context = await browser.newContext({ baseURL: base });
  const { name, password } = account;
  const answer = await context.request.post("/api/v1/session", { data: { name, password } });
  if (!answer.ok()) throw new Error(`${role}: ${answer.status()} ${await answer.text()}`);
  const cookies = await context.cookies();
  await context.close();
  return cookies;
}

/** @param {Shot} shot @param {Size} size @param {"light" | "dark"} colorScheme */
async function take({ name, path, as, press }, size, colorScheme) {
  const [width, height, deviceScaleFactor] = SIZES[size];
  const context = await browser.newContext({
    baseURL: base,
    colorScheme,
    deviceScaleFactor,
    viewport: { width, height },
    reducedMotion: "reduce",
    timezoneId: "Asia/Ho_Chi_Minh",
  });
  if (as !== null) {
    if (!signedIn.has(as)) signedIn.set(as, await cookiesOf(as));
    await context.addCookies(signedIn.get(as));
  }
  const page = await context.newPage();
  await page.goto(path);
  await page.waitForSelector("h1, h2, [data-kpi]", { timeout: 30_000 });
  await page.waitForLoadState("networkidle");
  await page.waitForTimeout(DRAWN_MS);
  if (press !== undefined) {
    await page.click(press);
    await page.waitForTimeout(DRAWN_MS);
  }
  await page.screenshot({ path: join(OUT, `${name}-${size}-${colorScheme}.png`) });
  await context.close();
}

const all = shots();
for (const shot of all) {
  if (only.length > 0 && !only.includes(shot.name)) continue;
  for (const size of shot.sizes ?? /** @type {const} */ (["desk", "phone"]))
    for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
      await take(shot, size, colorScheme);
      const bytes = statSync(join(OUT, `${shot.name}-${size}-${colorScheme}.png`)).size;
      console.log(`${shot.name}-${size}-${colorScheme} ${Math.round(bytes / 1024)} KB`);
    }
}
await browser.close();
writeFileSync(
  join(ROOT, "docs/screens.md"),
  screensPage(all.map(({ name, path, sizes = ["desk", "phone"] }) => ({ name, path, sizes: [...sizes] }))),
);
