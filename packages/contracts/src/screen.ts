/** What a wall can show, in the order in which it turns unless it is told another. */
export const WALL_SCENES = ["today", "onTime", "online", "plan", "fields", "digital", "notice"] as const;
export type WallScene = (typeof WALL_SCENES)[number];
export const SCREEN_THEMES = ["light", "dark", "system"] as const;
/** `auto`: the screen finds out by itself whether it is too slow for motion. */
export const LOW_POWER = ["auto", "on", "off"] as const;

export const MIN_SCENE_SECONDS = 5;
export const MAX_SCENE_SECONDS = 600;
export const MAX_SCREEN_NAME = 60;
/** Characters of a notice, and of a leader's message: what can be read from six metres. */
export const MAX_NOTICE = 240;
export const MAX_MESSAGE = 160;
/** How long a leader's message or hold lasts at most, in minutes. */
export const MAX_HOLD_MINUTES = 12 * 60;

/** How a wall is set up; it lives on the server. `quiet`: dimmed to a clock between two times of the day, `HH:MM`. */
export type ScreenSetup = {
  name: string;
  ward: string;
  scenes: WallScene[];
  /** How long a scene stays. */
  seconds: number;
  theme: (typeof SCREEN_THEMES)[number];
  quiet: { from: string; to: string } | null;
  lowPower: (typeof LOW_POWER)[number];
  /** The text of the scene `notice`; empty for none. */
  notice: string;
};

/** What a leader has asked of a screen for a while. Times are RFC 3339. */
export type ScreenOrders = {
  /** No turning: `scene` stays; `null` until the screen has told which one that is. */
  hold: { scene: WallScene | null; until: string } | null;
  message: { text: string; until: string } | null;
};

/** What a screen is told about itself, with every sign of life and command. */
export type ScreenView = { id: string } & ScreenSetup & ScreenOrders;
/** `GET /api/v1/screen`: null for a browser that is no screen of the house. */
export type ScreenAnswer = { screen: ScreenView | null };

/** A screen's sign of life. `late` is the share of frames that came late, in percent; `width` and `height` in CSS pixels. */
export type ScreenLife = {
  version: string;
  width: number;
  height: number;
  pixelRatio: number;
  late: number;
  lowPower: boolean;
  scene: WallScene | null;
};

/** A screen as those who look after it see it; `life` is null until it was heard for the first time. */
export type ScreenRow = ScreenView & {
  createdAt: string;
  by: string;
  life: (ScreenLife & { at: string }) | null;
};
export type ScreenList = { screens: ScreenRow[]; at: string; version: string };

/** Signs of life come this often; silence of three of them counts as silence. */
export const ALIVE_EVERY_MS = 20_000;
export const SILENT_AFTER_MS = 65_000;

/** What a leader or administrator may ask of a screen: `POST /api/v1/screens/{id}/command`. */
export type ScreenAsk =
  | { do: "hold"; minutes: number }
  | { do: "skip" }
  | { do: "show"; scene: WallScene }
  | { do: "message"; text: string; minutes: number }
  | { do: "clear" }
  | { do: "resume" };

/** What reaches the screen: what to do now, and how it is set up, so that a lost command loses nothing that stays. */
export type ScreenCommand = {
  do: "setup" | ScreenAsk["do"];
  /** Of `show`. */
  scene?: WallScene;
  screen: ScreenView;
};

/** `POST /api/v1/pairing`: a code to be typed by an administrator, and the secret with which the screen asks on. */
export type PairingCode = { code: string; secret: string; expiresAt: string };
/** `POST /api/v1/pairing/poll`: `claimed` comes with the screen's own cookie; `over` asks for a new code. */
export type PairingAnswer = { state: "waiting" | "claimed" | "over" };

/** Letters and digits that nobody mistakes for one another. */
export const CODE_SIGNS = "ACDEFHJKLMNPRTUVWXY3479";
export const CODE_LENGTH = 6;

/** A code as it was typed, with the spaces and small letters of people; null where it cannot be one. */
export function pairingCode(typed: string): string | null {
  const code = typed.toUpperCase().replaceAll(/[^A-Z0-9]/g, "");
  return code.length === CODE_LENGTH && [...code].every((sign) => CODE_SIGNS.includes(sign)) ? code : null;
}

/** True where a time of the day lies between the two, over midnight too. All `HH:MM`. */
export function isQuietAt(quiet: { from: string; to: string } | null, clock: string): boolean {
  if (quiet === null || quiet.from === quiet.to) return false;
  return quiet.from < quiet.to
    ? clock >= quiet.from && clock < quiet.to
    : clock >= quiet.from || clock < quiet.to;
}
