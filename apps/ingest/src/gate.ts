import { AppError } from "@nhip/contracts";
import type { StoreWatch } from "./store-watch.ts";
import { storeAway } from "./within.ts";

/** Turns requests away before any work is done for them. */
export function createGate(watch: Pick<StoreWatch, "breaker" | "depth">, maxQueueJobs: number) {
  return (): void => {
    if (watch.breaker.isAway()) throw storeAway("the store is away");
    if ((watch.depth() ?? 0) > maxQueueJobs)
      throw new AppError("too-busy", "the queue is too deep", { retryAfterSeconds: 5 });
  };
}
