/** Names by which browsers give themselves away, the more particular ones first. */
const BROWSERS: readonly [RegExp, string][] = [
  [/coc_coc_browser/i, "Cốc Cốc"],
  [/\bEdgA?(iOS)?\//, "Edge"],
  [/\bOPR\/|\bOpera\b/, "Opera"],
  [/SamsungBrowser\//, "Samsung Internet"],
  [/\b(Firefox|FxiOS)\//, "Firefox"],
  [/\b(Chrome|CriOS|HeadlessChrome)\//, "Chrome"],
  [/\bSafari\//, "Safari"],
];
const SYSTEMS: readonly [RegExp, string][] = [
  [/\bAndroid\b/, "Android"],
  [/\biPhone\b/, "iPhone"],
  [/\biPad\b/, "iPad"],
  [/\bWindows\b/, "Windows"],
  [/\bMac OS X\b/, "macOS"],
  [/\bCrOS\b/, "ChromeOS"],
  [/\bLinux\b/, "Linux"],
];

/** What a `User-Agent` says about a device, and no more than that: `Chrome/Windows`; what is not known is left out. */
export function deviceOf(userAgent: string): string {
  const named = (names: readonly [RegExp, string][]): string =>
    names.find(([sign]) => sign.test(userAgent))?.[1] ?? "";
  return `${named(BROWSERS)}/${named(SYSTEMS)}`;
}
