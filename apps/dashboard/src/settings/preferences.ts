import type { Locale } from "@nhip/contracts";

export const THEMES = ["light", "dark", "system"] as const;
export type Theme = (typeof THEMES)[number];
export type Preferences = { theme: Theme; locale: Locale; patterns: boolean; keys: boolean };

/** What a browser has kept, or the defaults: as the device, Vietnamese, no patterns, single-letter shortcuts. */
export function parsePreferences(text: string | null): Preferences {
  const kept: unknown = safeParse(text);
  const of = (key: string): unknown =>
    typeof kept === "object" && kept !== null ? Object.getOwnPropertyDescriptor(kept, key)?.value : undefined;
  const theme = THEMES.find((name) => name === of("theme")) ?? "system";
  return {
    theme,
    locale: of("locale") === "en" ? "en" : "vi",
    patterns: of("patterns") === true,
    keys: of("keys") !== false,
  };
}

function safeParse(text: string | null): unknown {
  try {
    return text === null ? null : JSON.parse(text);
  } catch {
    return null;
  }
}
