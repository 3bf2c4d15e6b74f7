import { randomInt } from "node:crypto";
import { AppError, CODE_LENGTH, CODE_SIGNS } from "@nhip/contracts";
import { RateLimiterRedis } from "rate-limiter-flexible";
import type { Redis } from "./connection.ts";
import type { Keys } from "./keys.ts";
import { digestOf, newSecret } from "./secret.ts";

export const CODE_LIVES_MS = 10 * 60_000;
/** Codes that may be open at a time, so that asking for them fills nothing. */
const MAX_OPEN = 500;
/** Codes that one address may ask for in ten minutes: an office's screens come back together after a power cut. */
const CODES_AN_ADDRESS = 60;
/** Wrong codes that one account may type in ten minutes; there are 148 million. */
const TRIES_AN_ACCOUNT = 20;
const WINDOW_S = 600;

type Waiting = { code: string; screen: string | null };

/** Screens that wait to be claimed. Every method rejects when Redis does. */
export function createPairings(redis: Redis, keys: Keys) {
  const limit = (what: string, points: number) =>
    new RateLimiterRedis({
      storeClient: redis,
      keyPrefix: keys.pairingLimit(what),
      points,
      duration: WINDOW_S,
    });
  const asking = limit("pairing", CODES_AN_ADDRESS);
  const claiming = limit("claim", TRIES_AN_ACCOUNT);
  const read = async (secret: string): Promise<Waiting | undefined> => {
    const text = await redis.get(keys.pairing(digestOf(secret)));
    return text === null ? undefined : (JSON.parse(text) as Waiting);
  };

  return {
    /** A fresh code and its secret. Throws AppError("rate-limited") for an address that asks too often, "too-busy" for too many. */
    async open(address: string, now: number): Promise<{ code: string; secret: string; expiresAt: number }> {
      await within(asking, address);
      await redis.zremrangebyscore(keys.pairings, 0, now);
      if ((await redis.zcard(keys.pairings)) >= MAX_OPEN) throw new AppError("too-busy");
      const secret = newSecret();
      const digest = digestOf(secret);
      for (;;) {
        const code = newCode();
        const isNew = await redis.set(keys.pairingCode(code), digest, "PX", CODE_LIVES_MS, "NX");
        if (isNew === null) continue;
        const waiting: Waiting = { code, screen: null };
        await redis.set(keys.pairing(digest), JSON.stringify(waiting), "PX", CODE_LIVES_MS);
        await redis.zadd(keys.pairings, now + CODE_LIVES_MS, code);
        return { code, secret, expiresAt: now + CODE_LIVES_MS };
      }
    },

    /** What became of a code: `null` while nobody has claimed it, the screen's id once somebody has, `undefined` when it is over. */
    async look(secret: string): Promise<string | null | undefined> {
      const waiting = await read(secret);
      return waiting && waiting.screen;
    },

    /**
     * Uses a code up, once: the screen that shows it becomes the one that `make` resolves to. Throws AppError("not-found")
     * for a code that is not open, AppError("rate-limited") for somebody who guesses.
     */
    async claim(code: string, account: string, make: () => Promise<string>): Promise<void> {
      await within(claiming, account);
      const digest = await redis.getdel(keys.pairingCode(code));
      if (digest === null) throw new AppError("not-found");
      await redis.zrem(keys.pairings, code);
      const waiting: Waiting = { code, screen: await make() };
      await redis.set(keys.pairing(digest), JSON.stringify(waiting), "PX", CODE_LIVES_MS);
    },
  };
}
export type Pairings = ReturnType<typeof createPairings>;

function newCode(): string {
  return Array.from({ length: CODE_LENGTH }, () => CODE_SIGNS[randomInt(CODE_SIGNS.length)]).join("");
}

async function within(limiter: RateLimiterRedis, who: string): Promise<void> {
  try {
    await limiter.consume(who);
  } catch (refused) {
    if (refused instanceof Error) throw refused;
    throw new AppError("rate-limited", "", { retryAfterSeconds: 60 });
  }
}
