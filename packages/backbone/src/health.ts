import type { Redis } from "./connection.ts";
import type { Keys } from "./keys.ts";

/** True when a write is taken within the connection's time limit. */
export async function canWrite(redis: Redis, keys: Keys, now: number): Promise<boolean> {
  try {
    return (await redis.set(keys.probe, String(now))) === "OK";
  } catch {
    return false;
  }
}

/** What a worker says of itself. Counts are since its start; times in milliseconds since the epoch. */
export type WorkerSign = {
  id: string;
  at: number;
  committed: number;
  conflicts: number;
  poisoned: number;
  /** Batches that it took away from a worker that was silent for too long. */
  takenOver: number;
  /** How often its watchdog made a deaf consumer anew, and when last. */
  restarts: number;
  restartedAt: number | null;
  /** How often its event loop stood still for over a second. */
  stalls: number;
};

/** Workers have no HTTP: they leave a sign of life that `live` shows. */
export function createWorkerSigns(redis: Redis, keys: Keys) {
  return {
    async leave(sign: WorkerSign): Promise<void> {
      await redis.hset(keys.workers, sign.id, JSON.stringify(sign));
    },

    async remove(id: string): Promise<void> {
      await redis.hdel(keys.workers, id);
    },

    /** Signs younger than `maxAgeMs`; older ones are forgotten. */
    async list(now: number, maxAgeMs: number): Promise<WorkerSign[]> {
      const all = Object.values(await redis.hgetall(keys.workers)).map(
        (text) => JSON.parse(text) as WorkerSign,
      );
      const gone = all.filter((sign) => now - sign.at > maxAgeMs).map((sign) => sign.id);
      if (gone.length > 0) await redis.hdel(keys.workers, ...gone);
      return all.filter((sign) => now - sign.at <= maxAgeMs);
    },
  };
}
export type WorkerSigns = ReturnType<typeof createWorkerSigns>;
