import { AppError } from "@nhip/contracts";
import type { Redis } from "./connection.ts";
import type { Keys } from "./keys.ts";
import { script } from "./script.ts";

const LEASE_MS = 30_000;
const RENEW_MS = 10_000;

/** KEYS 1 lease · ARGV 1 token, 2 its length or 0 to end it. Only the holder's word counts. */
const renewScript = script(`
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return { 0 } end
if ARGV[2] == '0' then redis.call('DEL', KEYS[1]) else redis.call('PEXPIRE', KEYS[1], ARGV[2]) end
return { 1 }
`);

/**
 * Lets one process at a time rebuild a ward or move its log; the lease of one that dies ends by itself. One that was held
 * up for longer than its lease is not told: whatever it then does to the ward must ask for the lease itself, as the scripts
 * of the draft and of the log do.
 */
export function createUpkeep(redis: Redis, keys: Keys) {
  return {
    /** Does `work` alone in its ward. Rejects with AppError("too-busy") when another one is at it. */
    async alone<T>(ward: string, token: string, work: () => Promise<T>): Promise<T> {
      const key = keys.upkeep(ward);
      const taken = (await redis.set(key, token, "PX", LEASE_MS, "NX")) === "OK";
      // Ours all the same, when the reply was lost and the client asked again.
      if (!taken && (await redis.get(key)) !== token)
        throw new AppError("too-busy", `ward ${ward} is being worked on`, { retryAfterSeconds: 5 });
      const timer = setInterval(
        () => void renewScript(redis, [key], [token, LEASE_MS]).catch(() => undefined),
        RENEW_MS,
      );
      try {
        return await work();
      } finally {
        clearInterval(timer);
        await renewScript(redis, [key], [token, 0]);
      }
    },
  };
}
export type Upkeep = ReturnType<typeof createUpkeep>;
