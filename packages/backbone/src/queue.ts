import { Queue } from "bullmq";
import { MAX_JOB_EVENTS, type EventBatch } from "@nhip/contracts";
import { connect, type Redis } from "./connection.ts";
import type { Keys } from "./keys.ts";
import { QUEUE, readShardState, type ShardState, readJobs } from "./queue-state.ts";

/** About a day of tries, soon at first, then one a second: a store that is away for long loses nothing. */
const ATTEMPTS = 86_400;

export type QueueOptions = {
  url: string;
  keys: Keys;
  shards: number;
  onError: (error: Error) => void;
  /** `errand`: for commands that add much at once and have nobody waiting at the door. */
  purpose?: "queue" | "errand";
};

/** The shard a ward's batches go to, by FNV-1a. */
export function shardOf(ward: string, shards: number): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < ward.length; i++) hash = Math.imul(hash ^ ward.charCodeAt(i), 0x01000193) >>> 0;
  return hash % shards;
}

/** The producer's side: puts batches on the queue and tells how much waits. */
export function openQueue({ url, keys, shards, onError, purpose = "queue" }: QueueOptions) {
  const connection: Redis = connect(url, purpose, onError);
  const queues = Array.from({ length: shards }, (_, shard) => {
    const queue = new Queue<EventBatch>(QUEUE, {
      connection,
      prefix: keys.queue(shard),
      skipVersionCheck: true,
    });
    queue.on("error", onError);
    return queue;
  });

  return {
    /** Adds batches, one call a shard. Resolves when Redis has them (on disk, with `appendfsync always`). */
    async add(batches: readonly EventBatch[]): Promise<void> {
      const byShard = new Map<number, EventBatch[]>();
      for (const batch of batches) {
        const shard = shardOf(batch.ward, shards);
        byShard.set(shard, [...(byShard.get(shard) ?? []), batch]);
      }
      await Promise.all(
        [...byShard].map(([shard, own]) =>
          queues[shard]?.addBulk(
            own.map((data) => ({
              name: "batch",
              data,
              opts: {
                removeOnComplete: true,
                removeOnFail: false,
                attempts: ATTEMPTS,
                backoff: { type: "custom" },
              },
            })),
          ),
        ),
      );
    },

    /** Batches that wait or are being worked on. */
    async depth(): Promise<number> {
      const counts = await Promise.all(
        queues.map((queue) => queue.getJobCountByTypes("waiting", "active", "delayed")),
      );
      return counts.reduce((sum, count) => sum + count, 0);
    },

    /** How each shard stands, in the order of shards. */
    async states(): Promise<ShardState[]> {
      return Promise.all(queues.map((_, shard) => readShardState(connection, keys.queue(shard))));
    },

    /** Every batch that was not committed when this was called, failed ones included, by an id of its own. */
    async *pending(): AsyncGenerator<{ id: string; batch: EventBatch }> {
      for (const [shard] of queues.entries())
        for await (const { id, data } of readJobs(connection, keys.queue(shard)))
          yield { id: `${shard}:${id}`, batch: JSON.parse(data) as EventBatch };
    },

    /** Batches that were given up and wait for somebody's decision. */
    async failed(): Promise<number> {
      const counts = await Promise.all(queues.map((queue) => queue.getFailedCount()));
      return counts.reduce((sum, count) => sum + count, 0);
    },

    /** Puts the batches that were given up back on the queue. */
    async retryFailed(): Promise<void> {
      await Promise.all(queues.map((queue) => queue.retryJobs({ state: "failed" })));
    },

    async close(): Promise<void> {
      await Promise.allSettled(queues.map((queue) => queue.close()));
      connection.disconnect();
    },
  };
}
export type EventQueue = ReturnType<typeof openQueue>;

/** Splits events into pieces of a job's size. */
export function intoJobs<T>(events: readonly T[]): T[][] {
  const pieces: T[][] = [];
  for (let at = 0; at < events.length; at += MAX_JOB_EVENTS)
    pieces.push(events.slice(at, at + MAX_JOB_EVENTS));
  return pieces;
}
