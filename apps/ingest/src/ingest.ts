import { connect, createApiKeys, createKeys, createQuarantine, openQueue } from "@nhip/backbone";
import type { AppError } from "@nhip/contracts";
import { createMetrics, throttledWarn, type Logger, type Settings } from "@nhip/runtime";
import { createApp } from "./app.ts";
import { createBodyReader } from "./body-reader.ts";
import { createGate } from "./gate.ts";
import { createGroupCommit } from "./group-commit.ts";
import { createKeyGuard } from "./key-guard.ts";
import { createIngestMetrics } from "./metrics.ts";
import { createStoreWatch } from "./store-watch.ts";
import { createTakeEvents } from "./take-events.ts";

/** Bodies in hand at one time, in full-size bodies. */
const MAX_BODIES = 8;

export type IngestDeps = {
  settings: Settings;
  log: Logger;
  now: () => number;
  newId: () => string;
  prefix?: string;
  /** Hears of a store that came late and is refused. */
  refuse?: (reason: AppError) => void;
};

/** Everything behind the port, opened; `start` looks at the store, `stop` writes what waits and lets go. */
export function openIngest(deps: IngestDeps) {
  const { settings, log, now, newId, prefix = "" } = deps;
  const keys = createKeys(prefix);
  const onError = throttledWarn(log, "store connection", now);
  const redis = connect(settings.REDIS_URL, "command", onError);
  const queue = openQueue({ url: settings.REDIS_URL, keys, shards: settings.QUEUE_SHARDS, onError });
  const metrics = createIngestMetrics(createMetrics());
  const allowUnsafe = settings.ALLOW_UNSAFE_REDIS === "1";
  const watch = createStoreWatch({ redis, keys, queue, allowUnsafe, refuse: deps.refuse, now, log });
  const { breaker } = watch;
  const commits = createGroupCommit({
    add: (batches) => breaker.run(() => queue.add(batches)),
    now,
    onJob: metrics.job,
  });
  metrics.watch({ depth: watch.depth, away: breaker.isAway, pending: commits.pending });
  const apiKeys = createApiKeys(redis, keys);
  const maxBytes = settings.MAX_BODY_BYTES;

  const app = createApp({
    gate: createGate(watch, settings.MAX_QUEUE_JOBS),
    admit: createKeyGuard({ find: (token) => breaker.run(() => apiKeys.find(token)), now }),
    readBody: createBodyReader({ maxBytes, maxTotalBytes: maxBytes * MAX_BODIES }),
    maxBytes,
    takeEvents: createTakeEvents({ quarantine: createQuarantine(redis, keys), commits, breaker, now }),
    maxQueueJobs: settings.MAX_QUEUE_JOBS,
    watch,
    metrics,
    log,
    now,
    newId,
  });

  return {
    app,
    start: () => watch.start(),
    async stop(): Promise<void> {
      await commits.flush();
      watch.stop();
      await queue.close();
      redis.disconnect();
    },
  };
}
