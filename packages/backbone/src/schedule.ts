import { Queue, Worker } from "bullmq";
import { connect } from "./connection.ts";
import type { Keys } from "./keys.ts";

const QUEUE = "upkeep";
const LOCK_MS = 30_000;
const TIME_ZONE = "Asia/Ho_Chi_Minh";
const FAILED_KEPT = 20;
const KEPT_SECONDS = 3_600;
const KEPT_JOBS = 20;
/** Over a dead line nothing is ever closed. */
const CLOSE_MS = 2_000;
const AGAIN_MS = 5_000;

/** A task that runs by the clock of Asia/Ho_Chi_Minh, whatever the clock of the machine. */
export type ScheduledTask = {
  name: string;
  /** Second, minute, hour, day of month, month, day of week. */
  pattern: string;
  run: () => Promise<void>;
};

/**
 * Runs tasks by the clock, each time once however many processes do this. A time that passed while no process ran is made
 * up for once. `firstAfterMs`: a task that never ran runs for the first time so long after the start.
 */
export function openSchedule(options: {
  url: string;
  keys: Keys;
  tasks: readonly ScheduledTask[];
  firstAfterMs: number;
  now: () => number;
  onError: (error: Error) => void;
}) {
  const { url, keys, tasks, firstAfterMs, now, onError } = options;
  const prefix = keys.queue("upkeep");
  const connection = connect(url, "blocking", onError);
  const queue = new Queue(QUEUE, { connection, prefix, skipVersionCheck: true });
  queue.on("error", onError);
  /** Those that are done are kept for a while, so that their id is not taken for a new one. */
  const opts = { removeOnComplete: { age: KEPT_SECONDS, count: KEPT_JOBS }, removeOnFail: FAILED_KEPT };

  /** Waits for a store that is away: this line gives no call up. */
  async function setTimes(): Promise<void> {
    for (const { name, pattern } of tasks) {
      const known = await queue.getJobScheduler(name);
      // Ids are made of the time that was missed: of several processes that start together, one adds the job.
      if (known?.next !== undefined && known.next < now())
        await queue.add(name, {}, { ...opts, jobId: `${name}-missed-${known.next}` });
      if (known === undefined)
        await queue.add(name, {}, { ...opts, jobId: `${name}-first`, delay: firstAfterMs });
      await setTime(queue, name, pattern, opts, now());
    }
  }
  let closed = false;
  async function untilSet(): Promise<void> {
    while (!closed) {
      try {
        return await setTimes();
      } catch (error) {
        onError(error instanceof Error ? error : new Error(String(error)));
        await new Promise((resolve) => setTimeout(resolve, AGAIN_MS).unref());
      }
    }
  }

  const taker = connect(url, "blocking", onError);
  let worker: Worker | undefined;
  // Not before the times are set: it would take the run that was missed, beside the one that makes up for it.
  async function begin(): Promise<void> {
    await untilSet();
    if (closed) return;
    worker = new Worker(
      QUEUE,
      async ({ name }) => {
        await tasks.find((task) => task.name === name)?.run();
      },
      { connection: taker, prefix, concurrency: 1, lockDuration: LOCK_MS, skipVersionCheck: true },
    );
    worker.on("error", onError);
    worker.on("failed", (_, error) => onError(error));
  }
  const ready = begin();

  return {
    /** Resolves when the times are set, which waits for a store that is away. */
    ready,
    /** Begins no more tasks and waits a little for the one in hand, which the next process does again. */
    async close(): Promise<void> {
      closed = true;
      const closing = Promise.allSettled([worker?.close(), queue.close()]);
      await Promise.race([closing, new Promise((resolve) => setTimeout(resolve, CLOSE_MS).unref())]);
      taker.disconnect();
      connection.disconnect();
    },
  };
}

/** Several processes that start at once set the same time, and all but one of them are told that it is there already. */
async function setTime(
  queue: Queue,
  name: string,
  pattern: string,
  opts: { removeOnComplete: { age: number; count: number }; removeOnFail: number },
  now: number,
): Promise<void> {
  try {
    await queue.upsertJobScheduler(name, { pattern, tz: TIME_ZONE }, { name, opts });
  } catch (error) {
    const set = await queue.getJobScheduler(name);
    if (set?.pattern !== pattern || (set.next ?? 0) < now) throw error;
  }
}
