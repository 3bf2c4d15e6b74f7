import { Queue, UnrecoverableError, Worker } from "bullmq";
import type { Delivery } from "@nhip/contracts";
import { connect } from "./connection.ts";
import type { Keys } from "./keys.ts";

const QUEUE = "deliveries";
/** A receiver may be away for a day: soon at first, then every 30 s. */
const ATTEMPTS = 2_900;
const MAX_WAIT_MS = 30_000;
const LOCK_MS = 30_000;
const CONCURRENCY = 8;
const FAILED_KEPT = 200;
/** Over a dead line nothing is ever closed. */
const CLOSE_MS = 2_000;

type Options = { url: string; keys: Keys; onError: (error: Error) => void };

/** Thrown by whoever sends when trying again would not help. */
export class PointlessDelivery extends Error {}

/** Puts messages on the queue. */
export function openDeliveries({ url, keys, onError }: Options) {
  const connection = connect(url, "queue", onError);
  const queue = new Queue<Delivery>(QUEUE, {
    connection,
    prefix: keys.queue("deliveries"),
    skipVersionCheck: true,
  });
  queue.on("error", onError);
  return {
    /** Adds a message; the same id while it waits or is tried again is the same message. */
    async add(delivery: Delivery, now: number): Promise<void> {
      await queue.add("deliver", delivery, {
        // BullMQ takes a colon for a separator of its own.
        jobId: `${delivery.ward}|${delivery.id}`.replaceAll(":", "-"),
        delay: Math.max(0, (delivery.notBefore ?? 0) - now),
        attempts: ATTEMPTS,
        backoff: { type: "custom" },
        removeOnComplete: true,
        removeOnFail: FAILED_KEPT,
      });
    },
    async close(): Promise<void> {
      await within(queue.close());
      connection.disconnect();
    },
  };
}
export type Deliveries = ReturnType<typeof openDeliveries>;

/** Hands messages to `send`, and again when it throws, until it succeeds or throws {@link PointlessDelivery}. */
export function consumeDeliveries(
  options: Options & { send: (delivery: Delivery, attempt: number) => Promise<void> },
) {
  const { url, keys, onError, send } = options;
  const connection = connect(url, "blocking", onError);
  const worker = new Worker<Delivery>(
    QUEUE,
    async (job) => {
      try {
        await send(job.data, job.attemptsMade + 1);
      } catch (error) {
        if (error instanceof PointlessDelivery) throw new UnrecoverableError(error.message);
        throw error;
      }
    },
    {
      connection,
      prefix: keys.queue("deliveries"),
      concurrency: CONCURRENCY,
      lockDuration: LOCK_MS,
      settings: { backoffStrategy: (attempts) => Math.min(500 * 2 ** Math.min(attempts, 10), MAX_WAIT_MS) },
      skipVersionCheck: true,
    },
  );
  worker.on("error", onError);
  return {
    /** Takes no more messages and waits a little for those in hand. */
    async close(): Promise<void> {
      await within(worker.close());
      connection.disconnect();
    },
  };
}

async function within(closing: Promise<void>): Promise<void> {
  await Promise.race([
    closing.catch(() => undefined),
    new Promise((resolve) => setTimeout(resolve, CLOSE_MS).unref()),
  ]);
}
