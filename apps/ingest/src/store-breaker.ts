import { AppError } from "@nhip/contracts";
import { storeAway, within } from "./within.ts";

/** One call to the store may take this long, so that an answer is there within 2 s (pitfall Q5). */
const LIMIT_MS = 1_100;
const PROBE_EVERY_MS = 500;

export type StoreBreakerDeps = {
  /** Resolves to true when the store takes writes again. */
  probe: () => Promise<boolean>;
  onChange: (away: boolean, reason: string) => void;
};

/**
 * Stands between requests and the store. After a failure it answers at once, so that nothing piles up, those who still
 * wait included, and asks in the background whether the store is back. Starts closed, that is, trusting.
 */
export function createStoreBreaker({ probe, onChange }: StoreBreakerDeps) {
  let away = false;
  let timer: NodeJS.Timeout | undefined;
  let probing = false;
  const giveUps = new Set<(error: unknown) => void>();

  async function askAgain(): Promise<void> {
    if (probing) return;
    probing = true;
    const back = await within(probe(), LIMIT_MS).catch(() => false);
    probing = false;
    if (!back || !away) return;
    away = false;
    clearInterval(timer);
    onChange(false, "the store takes writes");
  }

  function trip(reason: string): void {
    if (away) return;
    away = true;
    timer = setInterval(() => void askAgain(), PROBE_EVERY_MS);
    timer.unref();
    for (const giveUp of giveUps) giveUp(storeAway(reason));
    onChange(true, reason);
  }

  return {
    isAway: (): boolean => away,
    trip,

    /** Runs a call to the store. Rejects with AppError: `store-away`, or the one that the call itself rejects with. */
    async run<T>(call: () => Promise<T>): Promise<T> {
      if (away) throw storeAway("not asked: the store is away");
      let giveUp: (error: unknown) => void = () => undefined;
      const tripped = new Promise<never>((_resolve, reject) => giveUps.add((giveUp = reject)));
      try {
        return await within(Promise.race([call(), tripped]), LIMIT_MS);
      } catch (error) {
        if (error instanceof AppError && error.code !== "store-away") throw error;
        trip(error instanceof Error ? error.message : String(error));
        throw storeAway("the store did not answer", error);
      } finally {
        giveUps.delete(giveUp);
      }
    },

    stop(): void {
      clearInterval(timer);
    },
  };
}
export type StoreBreaker = ReturnType<typeof createStoreBreaker>;
