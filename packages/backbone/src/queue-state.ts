import type { Redis } from "./connection.ts";

/** BullMQ's queue name; its keys are `{prefix}:events:…`. */
export const QUEUE = "events";

/** Ids read from each end of a list; a shard with more waiting is judged by these. */
const ENDS = 1_000;
const CANDIDATES = 8;

/** How one queue stands. */
export type ShardState = {
  /** Batches that wait, are being worked on, or will be tried again. */
  depth: number;
  /** Batches set aside because their workers died over and over; they stay until somebody decides. */
  failed: number;
  /** When the oldest batch that is accepted and not yet committed was put there, ms since the epoch. */
  oldestAt: number | null;
};

/**
 * Reads a queue's state in two round trips, without its batches. Ids rise in the order of acceptance, so the oldest is
 * the smallest of those that wait, are in hand or are to be tried again, wherever a retry has put it.
 */
export async function readShardState(redis: Redis, prefix: string): Promise<ShardState> {
  const base = `${prefix}:${QUEUE}`;
  const [waiting, active, delayed, failed, ...lists] = await replies(
    redis
      .pipeline()
      .llen(`${base}:wait`)
      .llen(`${base}:active`)
      .zcard(`${base}:delayed`)
      .zcard(`${base}:failed`)
      .lrange(`${base}:wait`, -ENDS, -1)
      .lrange(`${base}:wait`, 0, ENDS - 1)
      .lrange(`${base}:active`, 0, ENDS - 1)
      .zrange(`${base}:delayed`, 0, ENDS - 1),
  );
  const ids = new Set(lists.flatMap((list) => (Array.isArray(list) ? list.map(Number) : [])));
  // A few of them, because the oldest may be committed while we ask.
  const oldest = [...ids]
    .filter((id) => id > 0)
    .toSorted((a, b) => a - b)
    .slice(0, CANDIDATES);
  return {
    depth: Number(waiting) + Number(active) + Number(delayed),
    failed: Number(failed),
    oldestAt: await firstTimestamp(redis, base, oldest),
  };
}

async function firstTimestamp(redis: Redis, base: string, ids: readonly number[]): Promise<number | null> {
  if (ids.length === 0) return null;
  const pipeline = redis.pipeline();
  for (const id of ids) pipeline.hget(`${base}:${id}`, "timestamp");
  const found = (await replies(pipeline)).find((at) => at !== null);
  return found === undefined ? null : Number(found);
}

const JOBS_AT_ONCE = 50;

/** The jobs that are on a queue at this moment, a few at a time: a full queue holds more than one reply should. */
export async function* readJobs(redis: Redis, prefix: string): AsyncGenerator<{ id: string; data: string }> {
  const base = `${prefix}:${QUEUE}`;
  const listed = await redis
    .multi()
    .lrange(`${base}:wait`, 0, -1)
    .lrange(`${base}:active`, 0, -1)
    .lrange(`${base}:paused`, 0, -1)
    .zrange(`${base}:delayed`, 0, -1)
    .zrange(`${base}:failed`, 0, -1)
    .exec();
  const ids = (listed ?? []).flatMap(([error, reply]) => {
    if (error) throw error;
    return Array.isArray(reply) ? reply.map(String) : [];
  });
  for (let at = 0; at < ids.length; at += JOBS_AT_ONCE) {
    const some = ids.slice(at, at + JOBS_AT_ONCE);
    const pipeline = redis.pipeline();
    for (const id of some) pipeline.hget(`${base}:${id}`, "data");
    const found = await replies(pipeline);
    for (const [n, id] of some.entries()) {
      // Committed meanwhile: it is in the log.
      const data = found[n];
      if (typeof data === "string") yield { id, data };
    }
  }
}

/**
 * What somebody ought to have taken by now: the batch next in turn, the retry whose time has come, batches in hand whose
 * worker holds no lock on them any more. The same ones seen for long mean that nobody takes any.
 */
export async function readUntaken(redis: Redis, prefix: string, now: number): Promise<string[]> {
  const base = `${prefix}:${QUEUE}`;
  const [next, delayed, active] = await replies(
    redis
      .pipeline()
      .lindex(`${base}:wait`, -1)
      .zrange(`${base}:delayed`, 0, 0, "WITHSCORES")
      .lrange(`${base}:active`, 0, ENDS - 1),
  );
  const untaken = typeof next === "string" ? [next] : [];
  if (Array.isArray(delayed) && delayed.length === 2) {
    // BullMQ keeps the due time in the upper bits of the score.
    const dueAt = Math.floor(Number(delayed[1]) / 0x1000);
    if (dueAt <= now) untaken.push(String(delayed[0]));
  }
  const inHand = Array.isArray(active) ? active.map(String) : [];
  if (inHand.length > 0) {
    const pipeline = redis.pipeline();
    for (const id of inHand) pipeline.exists(`${base}:${id}:lock`);
    const locks = await replies(pipeline);
    untaken.push(...inHand.filter((_, n) => locks[n] === 0));
  }
  return untaken;
}

/** A pipeline's replies; rejects with the first error. */
async function replies(pipeline: ReturnType<Redis["pipeline"]>): Promise<unknown[]> {
  return ((await pipeline.exec()) ?? []).map(([error, reply]) => {
    if (error) throw error;
    return reply;
  });
}
