import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";

const MINUTE_S = 60;

/** Requests that are let through a minute: from one address, and by one account or key, of which so many may change something. */
export type RequestLimits = { perAddress: number; perCaller: number; writes: number };

/**
 * Counts requests a minute, in this process alone: two servers let twice as many through, and no request waits for Redis.
 * Each `take…` resolves to `null`, or to the seconds to wait where it was one too many.
 */
export function createRequestLimits({ perAddress, perCaller, writes }: RequestLimits) {
  const counter = (points: number) => new RateLimiterMemory({ points, duration: MINUTE_S });
  const [addresses, callers, writers] = [counter(perAddress), counter(perCaller), counter(writes)];
  return {
    takeAddress: (address: string) => take(addresses, networkOf(address)),
    takeCaller: (caller: string) => take(callers, caller),
    takeWrite: (caller: string) => take(writers, caller),
  };
}
export type RequestCounter = ReturnType<typeof createRequestLimits>;

async function take(limiter: RateLimiterMemory, key: string): Promise<number | null> {
  try {
    await limiter.consume(key);
    return null;
  } catch (refused) {
    if (refused instanceof RateLimiterRes) return Math.max(1, Math.ceil(refused.msBeforeNext / 1_000));
    throw refused;
  }
}

/** Whoever has one IPv6 address has the 2^64 of its network. */
function networkOf(address: string): string {
  if (!address.includes(":")) return address;
  const [head = "", tail] = address.split("%", 1)[0]?.split("::") ?? [];
  const groups = head.split(":").filter(Boolean);
  if (tail !== undefined) {
    const rest = tail.split(":").filter(Boolean).length;
    for (let n = groups.length; n < 8 - rest && groups.length < 4; n += 1) groups.push("0");
    groups.push(...tail.split(":").filter(Boolean));
  }
  return groups.slice(0, 4).join(":");
}
