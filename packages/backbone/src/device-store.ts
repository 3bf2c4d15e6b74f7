import type { Redis } from "./connection.ts";
import type { Keys } from "./keys.ts";
import { digestOf, newSecret } from "./secret.ts";

/** How long a device is remembered after a sign-in, in seconds. */
export const DEVICE_LIVES_S = 180 * 86_400;

/** Devices on which somebody has signed in before. Tokens are kept as digests. Every method rejects when Redis does. */
export function createDeviceStore(redis: Redis, keys: Keys) {
  return {
    /** True where somebody signed in to an account on this device within half a year. */
    knows: async (token: string, account: string): Promise<boolean> =>
      (await redis.hexists(keys.device(digestOf(token)), account)) === 1,

    /** Notes a sign-in; resolves to the device's token, a new one where it had none that is known here. */
    async remember(had: string | undefined, account: string, now: number): Promise<string> {
      const isOurs = had !== undefined && (await redis.exists(keys.device(digestOf(had)))) === 1;
      const token = isOurs ? had : newSecret();
      const key = keys.device(digestOf(token));
      await redis.multi().hset(key, account, String(now)).expire(key, DEVICE_LIVES_S).exec();
      return token;
    },
  };
}
export type DeviceStore = ReturnType<typeof createDeviceStore>;
