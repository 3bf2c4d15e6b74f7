import type { Verified } from "@nhip/contracts";
import type { Redis } from "./connection.ts";
import type { Keys } from "./keys.ts";

/** How the last comparison of a ward's figures with its log came out. */
export function createVerified(redis: Redis, keys: Keys) {
  return {
    async save(ward: string, result: Verified): Promise<void> {
      await redis.set(keys.verified(ward), JSON.stringify(result));
    },

    /** `null` while none was made, or when what lies there cannot be read. */
    async read(ward: string): Promise<Verified | null> {
      return parse(await redis.get(keys.verified(ward)));
    },
  };
}
export type VerifiedStore = ReturnType<typeof createVerified>;

function parse(text: string | null): Verified | null {
  if (text === null) return null;
  try {
    const { at, rev, ok, differences }: Partial<Verified> = JSON.parse(text);
    const isWhole = typeof at === "string" && !Number.isNaN(Date.parse(at)) && typeof ok === "boolean";
    return isWhole ? { at, rev: Number(rev), ok, differences: Number(differences) } : null;
  } catch {
    return null;
  }
}
