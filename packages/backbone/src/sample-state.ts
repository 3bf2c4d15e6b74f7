import type { Redis } from "./connection.ts";
import type { Keys } from "./keys.ts";

/** How far the sample data have come. */
export function createSampleState(redis: Redis, keys: Keys) {
  return {
    /** True for good once a real source has a key. */
    ended: async (): Promise<boolean> => (await redis.exists(keys.sampleEnded)) === 1,
    loaded: async (): Promise<boolean> => (await redis.exists(keys.sampleLoaded)) === 1,
    markLoaded: async (now: number): Promise<void> => {
      await redis.set(keys.sampleLoaded, String(now));
    },
  };
}
export type SampleState = ReturnType<typeof createSampleState>;
