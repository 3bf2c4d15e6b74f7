/** Where the picture stands each minute, in hundredths of the screen's height: no pixel shows the same edge for hours. */
const RING: readonly (readonly [number, number])[] = [
  [0, 0],
  [0.5, 0.25],
  [0.8, 0],
  [0.5, -0.4],
  [0, -0.6],
  [-0.5, -0.4],
  [-0.8, 0],
  [-0.5, 0.25],
];
const MINUTE_MS = 60_000;

/** How far the picture is shifted in a minute, `x` and `y` in hundredths of the height. */
export function shiftAt(ms: number): { x: number; y: number } {
  const [x, y] = RING[Math.floor(ms / MINUTE_MS) % RING.length] ?? [0, 0];
  return { x, y };
}

/** Where the clock of the quiet hours stands, in percent of the free room; it wanders over all of it. */
export function nightPlaceAt(ms: number): { x: number; y: number } {
  const minute = Math.floor(ms / MINUTE_MS);
  return { x: (minute * 37) % 100, y: (minute * 61) % 100 };
}

/** A frame that took longer than this came late: two of a screen that draws sixty a second. */
const LATE_MS = 34;
/** From this share on a screen is too slow for motion, in percent. */
export const TOO_LATE = 25;

/** The share of frames that came late, in percent, out of the time between them in ms. */
export function lateShare(gapsMs: readonly number[]): number {
  if (gapsMs.length === 0) return 0;
  return Math.round((100 * gapsMs.filter((gap) => gap > LATE_MS).length) / gapsMs.length);
}
