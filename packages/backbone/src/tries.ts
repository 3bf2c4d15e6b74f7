import { AppError } from "@nhip/contracts";
import { RateLimiterRedis, RateLimiterRes } from "rate-limiter-flexible";
import type { Redis } from "./connection.ts";
import type { Keys } from "./keys.ts";
import { digestOf } from "./secret.ts";

/** So many tries in a window of time, in seconds; whoever has used them up waits for `waitS`, then begins anew. */
export type TryLimit = { tries: number; windowS: number; waitS: number };
/** One counter: of which kind, and of whom or what. */
export type Counter<K extends string> = { kind: K; of: string };

/** Counts tries, shared by all servers. Whom a counter is of is kept as a digest. Every method rejects when Redis does. */
export function createTries<K extends string>(redis: Redis, keys: Keys, limits: Record<K, TryLimit>) {
  const limiters = new Map<K, RateLimiterRedis>();
  const limiterOf = (kind: K): RateLimiterRedis => {
    const { tries, windowS, waitS } = limits[kind];
    const limiter =
      limiters.get(kind) ??
      new RateLimiterRedis({
        storeClient: redis,
        keyPrefix: keys.tries(kind),
        points: tries,
        duration: windowS,
        blockDuration: waitS,
      });
    limiters.set(kind, limiter);
    return limiter;
  };

  return {
    /**
     * Takes one try off each counter, before it is known how it ends, so that many at once do not slip through. Throws
     * AppError("rate-limited") with the seconds to wait where one of them is used up; waiting is not made longer by asking.
     */
    async take(counters: readonly Counter<K>[]): Promise<void> {
      const now = await Promise.all(counters.map(({ kind, of }) => limiterOf(kind).get(digestOf(of))));
      const waits = now.flatMap((state, n) => {
        const limit = counters[n] && limits[counters[n].kind].tries;
        return state && limit !== undefined && state.consumedPoints > limit ? state.msBeforeNext : [];
      });
      if (waits.length > 0) throw limited(Math.max(...waits));
      const taken = await Promise.allSettled(
        counters.map(({ kind, of }) => limiterOf(kind).consume(digestOf(of))),
      );
      for (const outcome of taken) {
        if (outcome.status === "fulfilled") continue;
        const reason: unknown = outcome.reason;
        throw reason instanceof RateLimiterRes ? limited(reason.msBeforeNext) : reason;
      }
    },

    /** Puts one try back on each counter: it was no wrong one. */
    async giveBack(counters: readonly Counter<K>[]): Promise<void> {
      await Promise.all(counters.map(({ kind, of }) => limiterOf(kind).reward(digestOf(of))));
    },

    /** Forgets all tries of each counter: who it is has been shown. */
    async forget(counters: readonly Counter<K>[]): Promise<void> {
      await Promise.all(counters.map(({ kind, of }) => limiterOf(kind).delete(digestOf(of))));
    },
  };
}
export type Tries<K extends string> = ReturnType<typeof createTries<K>>;

function limited(ms: number): AppError {
  return new AppError("rate-limited", "", { retryAfterSeconds: Math.max(1, Math.ceil(ms / 1_000)) });
}
