import { join } from "node:path";
import { chromium } from "playwright-core";

const ARGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
/** A text that is not there by then counts as missed. */
const SHOWN_MS = 10_000;

/** A real browser with the dashboard open. It tells when a figure's text in the page became what it is. */
export type Screen = {
  /** When the figure first read `text`, milliseconds since the epoch by the page's clock; `null` when it does not. */
  shown: (text: string) => Promise<number | null>;
  close: () => Promise<void>;
};

/** Opens `url` in a Chromium of its own and follows the figure of `kpi`. Resolves once the figure is there. */
export async function openScreen(options: {
  executablePath: string;
  url: string;
  /** The session of who looks, `name=value`. */
  cookie: string;
  kpi: string;
  dir: string;
}): Promise<Screen> {
  const browser = await chromium.launchPersistentContext(join(options.dir, "chromium"), {
    executablePath: options.executablePath,
    args: ARGS,
    viewport: { width: 1440, height: 900 },
  });
  const [name = "", value = ""] = options.cookie.split("=");
  await browser.addCookies([{ name, value, url: new URL(options.url).origin }]);
  const seen = new Map<string, number>();
  const waiting = new Map<string, (at: number) => void>();
  const page = browser.pages()[0] ?? (await browser.newPage());
  await page.exposeFunction("figureRead", (text: string, at: number) => {
    if (seen.has(text)) return;
    seen.set(text, at);
    waiting.get(text)?.(at);
  });
  await page.addInitScript(watchFigure(options.kpi));
  await page.goto(options.url);

  const shown = (text: string): Promise<number | null> => {
    const at = seen.get(text);
    if (at !== undefined) return Promise.resolve(at);
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(null), SHOWN_MS);
      waiting.set(text, (at) => {
        clearTimeout(timer);
        resolve(at);
      });
    });
  };
  return { shown, close: () => browser.close() };
}

/** Runs in the page: reports each new text of the figure at the moment when the DOM has it. */
function watchFigure(kpi: string): string {
  const selector = JSON.stringify(`[data-kpi="${kpi}"] [data-figure]`);
  return `(() => {
    let last = "";
    const look = () => {
      const text = (document.querySelector(${selector})?.textContent ?? "").replace(/\\s/g, "");
      if (text === last) return;
      last = text;
      window.figureRead(text, Date.now());
    };
    new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true });
  })()`;
}
