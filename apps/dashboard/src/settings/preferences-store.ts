import { parsePreferences, type Preferences } from "./preferences.ts";

const STORE = "nhip.preferences";

/** The preferences kept on this device, read before the app exists so that the first frame is right. */
export function keptPreferences(): Preferences {
  return parsePreferences(localStorage.getItem(STORE));
}

/** Keeps them on this device. */
export function keepPreferences(preferences: Preferences): void {
  localStorage.setItem(STORE, JSON.stringify(preferences));
}
