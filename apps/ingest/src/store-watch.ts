import { canWrite, createDurabilityGuard, type EventQueue, type Keys, type Redis } from "@nhip/backbone";
import type { AppError } from "@nhip/contracts";
import type { Logger } from "@nhip/runtime";
import { createStoreBreaker } from "./store-breaker.ts";
import { within } from "./within.ts";

const POLL_MS = 500;
const LIMIT_MS = 1_100;

export type StoreWatchDeps = {
  redis: Redis;
  keys: Keys;
  queue: Pick<EventQueue, "depth">;
  /** What would be refused is only warned of. */
  allowUnsafe: boolean;
  /** Hears of a store that came late and is refused. */
  refuse?: ((reason: AppError) => void) | undefined;
  now: () => number;
  log: Logger;
};

/** Knows in the background, never per request, whether the store can be written, how it keeps things, how much waits. */
export function createStoreWatch(deps: StoreWatchDeps) {
  const { redis, keys, queue, allowUnsafe, now, log } = deps;
  const onRefused = deps.refuse ?? (() => undefined);
  const guard = createDurabilityGuard({ redis, allowUnsafe, log, onRefused });
  let depth: number | null = null;
  let timer: NodeJS.Timeout | undefined;
  let polling = false;

  const writable = (): Promise<boolean> => within(canWrite(redis, keys, now()), LIMIT_MS).catch(() => false);

  async function look(): Promise<boolean> {
    if (!(await writable())) return false;
    await within(guard.look(), LIMIT_MS);
    return !guard.isRefused();
  }

  const breaker = createStoreBreaker({
    probe: look,
    onChange: (away, reason) => (away ? log.warn({ reason }, "store away") : log.info("store back")),
  });

  async function poll(): Promise<void> {
    if (polling || breaker.isAway()) return;
    // A 202 promises that the event is on disk. A store set otherwise while we run is as good as away.
    if (guard.isRefused()) return breaker.trip("the store may lose what it was given");
    polling = true;
    depth = await breaker.run(() => queue.depth()).catch(() => null);
    polling = false;
  }

  return {
    breaker,
    depth: (): number | null => depth,
    writable,
    /** Read now, or what was known last while the store is away. */
    durability: async () => {
      await within(guard.look(), LIMIT_MS).catch(() => null);
      return guard.report();
    },

    /**
     * Looks once and then every 500 ms. A store that is away is waited for; rejects with AppError("unsafe-store") when
     * it is there and may lose figures (pitfall Q8).
     */
    async start(): Promise<void> {
      await guard.start();
      const good = await look().catch(() => false);
      if (!good) breaker.trip("not there at start");
      await poll();
      timer = setInterval(() => void poll(), POLL_MS);
      timer.unref();
    },

    stop(): void {
      clearInterval(timer);
      guard.stop();
      breaker.stop();
    },
  };
}
export type StoreWatch = ReturnType<typeof createStoreWatch>;
