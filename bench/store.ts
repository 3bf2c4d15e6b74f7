import {
  connect,
  createApiKeys,
  createKeys,
  createWardStore,
  createWards,
  openQueue,
  shardOf,
} from "@nhip/backbone";
import { QUEUE_SHARDS } from "./house.ts";
import { pause } from "./pause.ts";

/** What every key that the benchmark makes is called; ids of events begin with it inside the house. */
export const SOURCE = "bench";

const POLL_MS = 4;
const DRAIN_MS = 120_000;

/** The benchmark's own look into the store that the house writes. */
export type Store = ReturnType<typeof openStore>;

export function openStore(url: string) {
  const keys = createKeys();
  const onError = (error: Error): void => void process.stderr.write(`redis: ${error.message}\n`);
  const redis = connect(url, "blocking", onError);
  const queue = openQueue({ url, keys, shards: QUEUE_SHARDS, onError });
  const apiKeys = createApiKeys(redis, keys);
  const wards = createWards(redis, keys);
  return {
    redis,
    keys,
    ward: createWardStore(redis, keys),

    /** Makes wards known and gives their key. */
    async admit(ids: readonly string[]): Promise<string> {
      for (const id of ids) await wards.ensure(id);
      const { key } = await apiKeys.create({ scope: "ingest", wards: [...ids], source: SOURCE }, Date.now());
      return key;
    },

    /** Resolves when no batch waits or is under way: all that was answered 202 is committed. */
    async drained(): Promise<void> {
      const until = Date.now() + DRAIN_MS;
      while ((await queue.depth()) > 0) {
        if (Date.now() > until) throw new Error(`the queue is not empty after ${DRAIN_MS} ms`);
        await pause(POLL_MS);
      }
    },

    async close(): Promise<void> {
      await queue.close();
      redis.disconnect();
    },
  };
}

/** Names of `count` wards whose batches go to different shards, so that they are worked on side by side. */
export function apartWards(stem: string, count: number): string[] {
  const byShard = new Map<number, string>();
  for (let n = 0; byShard.size < Math.min(count, QUEUE_SHARDS); n++) {
    const name = `${stem}-${n}`;
    if (!byShard.has(shardOf(name, QUEUE_SHARDS))) byShard.set(shardOf(name, QUEUE_SHARDS), name);
  }
  return [...byShard.values()];
}
