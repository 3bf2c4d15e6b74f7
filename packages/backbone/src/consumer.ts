import { Worker, type Job } from "bullmq";
import type { EventBatch } from "@nhip/contracts";
import { connect, type Redis } from "./connection.ts";
import { QUEUE, readUntaken } from "./queue-state.ts";
import type { QueueOptions } from "./queue.ts";

/** A dead worker's batch is taken over after its lock and at most two checks: 4 s + 2 × 2 s. */
const LOCK_MS = 4_000;
const STALLED_CHECK_MS = 2_000;
/** A batch whose worker died this often is set aside as failed, where it stays until somebody decides. */
const MAX_STALLED = 20;
const retryAfterMs = (attempts: number): number => Math.min(50 * 2 ** Math.min(attempts, 10), 1_000);
/** The same batch untaken for this long, while we had a free hand and took nothing: longer than any take-over. */
const DEAF_MS = 6_000;
const LOOK_EVERY_MS = 1_000;
/** How long a deaf consumer may take to close before it is left behind. */
const CLOSE_MS = 1_000;

type Hand = {
  worker: Worker<EventBatch>;
  connection: Redis;
  inHand: number;
  /** On the clock of `steadyNow`. */
  tookAt: number;
};

/**
 * The consumer's side: hands batches to `handle`, several at a time a shard, until closed. A watchdog sees a shard of
 * which nobody takes any batch though we could, and makes that consumer anew: its line may be dead without anybody
 * having said so. What the old one had in hand is taken over after its lock; a batch counted twice changes nothing.
 */
export function openConsumer(
  options: QueueOptions & {
    concurrency: number;
    handle: (batch: EventBatch) => Promise<void>;
    onFailed: (error: Error, attempts: number) => void;
    /** For the watchdog's looks. */
    command: Redis;
    now: () => number;
    steadyNow: () => number;
    onRenewed: (shard: number) => void;
    /** A batch was taken away from a worker that had not been heard of for as long as its lock. */
    onStalled?: () => void;
    maxStalled?: number;
  },
) {
  const { url, keys, shards, onError, command, now, steadyNow } = options;
  let closed = false;

  function open(shard: number): Hand {
    const connection = connect(url, "blocking", onError);
    const worker = new Worker<EventBatch>(QUEUE, (job: Job<EventBatch>) => take(hand, job.data), {
      connection,
      prefix: keys.queue(shard),
      concurrency: options.concurrency,
      lockDuration: LOCK_MS,
      stalledInterval: STALLED_CHECK_MS,
      maxStalledCount: options.maxStalled ?? MAX_STALLED,
      settings: { backoffStrategy: retryAfterMs },
      skipVersionCheck: true,
    });
    const hand: Hand = { worker, connection, inHand: 0, tookAt: steadyNow() };
    worker.on("error", onError);
    worker.on("stalled", () => options.onStalled?.());
    worker.on("failed", (job, error) => options.onFailed(error, job?.attemptsMade ?? 0));
    return hand;
  }

  async function take(hand: Hand, batch: EventBatch): Promise<void> {
    hand.tookAt = steadyNow();
    hand.inHand += 1;
    try {
      await options.handle(batch);
    } finally {
      hand.inHand -= 1;
      hand.tookAt = steadyNow();
    }
  }

  const hands = Array.from({ length: shards }, (_, shard) => open(shard));
  /** Since when each untaken batch of a shard has been seen. */
  const untaken = hands.map(() => new Map<string, number>());

  async function look(shard: number): Promise<void> {
    const seen = untaken[shard];
    const hand = hands[shard];
    if (!seen || !hand) return;
    const ids = await readUntaken(command, keys.queue(shard), now());
    const at = steadyNow();
    for (const id of seen.keys()) if (!ids.includes(id)) seen.delete(id);
    for (const id of ids) if (!seen.has(id)) seen.set(id, at);
    const isFree = hand.inHand < options.concurrency;
    const since = Math.max(Math.min(...seen.values()), hand.tookAt);
    if (closed || !isFree || seen.size === 0 || at - since < DEAF_MS) return;
    seen.clear();
    hands[shard] = open(shard);
    options.onRenewed(shard);
    await leave(hand);
  }

  let looking = false;
  const timer = setInterval(() => {
    if (looking) return;
    looking = true;
    void Promise.all(
      hands.map((_, shard) =>
        // A store that does not answer proves nothing about us: begin to wait anew.
        look(shard).catch(() => untaken[shard]?.clear()),
      ),
    ).finally(() => (looking = false));
  }, LOOK_EVERY_MS);
  timer.unref();

  return {
    /** Takes no more batches, waits for those in hand. */
    async close(): Promise<void> {
      closed = true;
      clearInterval(timer);
      await Promise.allSettled(hands.map(({ worker }) => worker.close()));
      for (const { connection } of hands) connection.disconnect();
    },
    /** The BullMQ workers by shard, for tests that make one deaf. */
    workers: (): Worker<EventBatch>[] => hands.map(({ worker }) => worker),
  };
}
export type Consumer = ReturnType<typeof openConsumer>;

/** Lets go of a consumer that may never answer. */
async function leave({ worker, connection }: Hand): Promise<void> {
  await Promise.race([
    worker.close(true).catch(() => undefined),
    new Promise<void>((resolve) => {
      setTimeout(resolve, CLOSE_MS).unref();
    }),
  ]);
  connection.disconnect();
}
