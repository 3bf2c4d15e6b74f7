const LOOK_EVERY_MS = 25;

/** Waits for so many milliseconds. */
export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Asks until the answer is true; resolves to the milliseconds it took. Rejects after `limitMs`, naming `what`. */
export async function until(
  what: string,
  limitMs: number,
  ask: () => Promise<boolean> | boolean,
): Promise<number> {
  const began = Date.now();
  for (;;) {
    const yes = await ask();
    const tookMs = Date.now() - began;
    if (tookMs > limitMs)
      throw new Error(`${what}: not within ${limitMs} ms${yes ? ` (it took ${tookMs})` : ""}`);
    if (yes) return tookMs;
    await pause(LOOK_EVERY_MS);
  }
}
