import { randomUUID } from "node:crypto";
import { connect, createApiKeys, createKeys, createQuarantine, openQueue } from "@nhip/backbone";
import { createMetrics, runProcess } from "@nhip/runtime";
import { createApp } from "../apps/ingest/src/app.ts";
import { createBodyReader } from "../apps/ingest/src/body-reader.ts";
import { createKeyGuard } from "../apps/ingest/src/key-guard.ts";
import { listen } from "../apps/ingest/src/listen.ts";
import { createIngestMetrics } from "../apps/ingest/src/metrics.ts";
import type { EventGroup } from "@nhip/intake";
import { createStoreWatch } from "../apps/ingest/src/store-watch.ts";
import { createTakeEvents } from "../apps/ingest/src/take-events.ts";

/**
 * The baseline: ingest's own app and checks, but every event is a BullMQ job of its own, all jobs of one post in one
 * `addBulk`, and nobody waits for others. It has no limit to how deep the queue gets. The worker behind is the house's.
 */
await runProcess("baseline", async ({ settings, log }) => {
  const { REDIS_URL, QUEUE_SHARDS, MAX_BODY_BYTES, MAX_QUEUE_JOBS, HOST, INGEST_PORT } = settings;
  const now = Date.now;
  const onError = (error: Error): void => log.warn({ reason: error.message }, "store connection");
  const keys = createKeys();
  const redis = connect(REDIS_URL, "command", onError);
  const queue = openQueue({ url: REDIS_URL, keys, shards: QUEUE_SHARDS, onError });
  const watch = createStoreWatch({ redis, keys, queue, allowUnsafe: false, now, log });
  const { breaker } = watch;

  const submit = async (groups: readonly EventGroup[]): Promise<void> => {
    const acceptedAt = now();
    const jobs = groups.flatMap(({ events, ...group }) =>
      events.map((event) => ({ ...group, acceptedAt, events: [event] })),
    );
    await breaker.run(() => queue.add(jobs));
  };

  const app = createApp({
    gate: () => undefined,
    admit: createKeyGuard({ find: createApiKeys(redis, keys).find, now }),
    readBody: createBodyReader({ maxBytes: MAX_BODY_BYTES, maxTotalBytes: MAX_BODY_BYTES * 8 }),
    maxBytes: MAX_BODY_BYTES,
    takeEvents: createTakeEvents({
      quarantine: createQuarantine(redis, keys),
      commits: { submit },
      breaker,
      now,
    }),
    maxQueueJobs: MAX_QUEUE_JOBS,
    watch,
    metrics: createIngestMetrics(createMetrics()),
    log,
    now,
    newId: randomUUID,
  });
  await watch.start();
  const server = await listen(app, { host: HOST, port: INGEST_PORT });
  return [
    { name: "server", stop: server.stop },
    { name: "watch", stop: async () => watch.stop() },
    { name: "queue", stop: () => queue.close() },
    { name: "redis", stop: async () => redis.disconnect() },
  ];
});
