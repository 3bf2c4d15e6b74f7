import { randomUUID } from "node:crypto";
import {
  commit,
  connect,
  createDurabilityGuard,
  createKeys,
  consumeDeliveries,
  createAlerts,
  createQuarantine,
  createVerified,
  createSources,
  createWardStore,
  createWards,
  createWorkerSigns,
  ensureFormat,
  openConsumer,
  openSchedule,
  type WorkerSign,
} from "@nhip/backbone";
import { AppError, type EventBatch, type WardEvent } from "@nhip/contracts";
import { wireLine } from "@nhip/intake";
import { createLedger } from "@nhip/ledger";
import { throttledWarn, watchStalls, type Logger, type Settings, type Stop } from "@nhip/runtime";
import { createDeliver } from "./deliver.ts";
import { createTurns } from "./in-turn.ts";
import { settleOrIsolate } from "./isolate.ts";
import { settle } from "./settle.ts";
import { createSourceNotes } from "./source-notes.ts";
import { createUpkeepTasks } from "./upkeep.ts";
import { createWardRules } from "./ward-rules.ts";

const SIGN_EVERY_MS = 2_000;
/** When the figures are compared with the log, in office hours; and when the log moves out, at night. */
const VERIFY_AT = "0 0 7,9,11,13,15,17 * * *";
/** A change of settings shows within a minute, also where no event comes. */
const RECOUNT_AT = "0 * * * * *";
const ARCHIVE_AT = "0 30 2 * * *";
const FIRST_TASK_AFTER_MS = 60_000;
const ASK_AGAIN_MS = 500;

/**
 * Opens the worker: takes batches off the queue, folds, commits, sets aside what cannot be counted. Rejects with
 * AppError("unsafe-store") when the store is there and may lose figures.
 */
export async function startWorker(deps: {
  settings: Pick<
    Settings,
    "REDIS_URL" | "QUEUE_SHARDS" | "WORKER_CONCURRENCY" | "DATA_DIR" | "LOG_KEEP_DAYS"
  > &
    Partial<Pick<Settings, "ALLOW_UNSAFE_REDIS" | "SMTP_URL" | "MAIL_FROM" | "PUBLIC_URL">>;
  log: Logger;
  now: () => number;
  /** Hears of a store that came late and is refused. */
  refuse?: (reason: AppError) => void;
  prefix?: string;
  fold?: Parameters<typeof settle>[1]["fold"];
  commit?: typeof commit;
  /** How often a batch may be taken over from a silent worker before it is given up. */
  maxStalled?: number;
}): Promise<Stop[]> {
  const { settings, log, now } = deps;
  const keys = createKeys(deps.prefix);
  const onError = throttledWarn(log, "store away", now);
  const redis = connect(settings.REDIS_URL, "command", onError);
  const store = createWardStore(redis, keys);
  const quarantine = createQuarantine(redis, keys);
  const signs = createWorkerSigns(redis, keys);
  const wards = createWards(redis, keys);
  const rulesOf = createWardRules(wards.find, now);
  const upkeep = createUpkeepTasks({
    ledger: createLedger({ redis, keys, dataDir: settings.DATA_DIR, now }),
    wards,
    verified: createVerified(redis, keys),
    rulesOf,
    log,
    now,
  });
  const inTurn = createTurns();
  const sign: WorkerSign = {
    id: randomUUID().slice(0, 8),
    at: now(),
    committed: 0,
    conflicts: 0,
    poisoned: 0,
    takenOver: 0,
    restarts: 0,
    restartedAt: null,
    stalls: 0,
  };
  const refuse = (reason: AppError) => deps.refuse?.(reason);
  const guard = createDurabilityGuard({
    redis,
    allowUnsafe: settings.ALLOW_UNSAFE_REDIS === "1",
    log,
    onRefused: refuse,
  });
  await guard.start().catch((error: unknown) => {
    redis.disconnect();
    throw error;
  });
  /** Nothing is counted in a store that another version has written. */
  const formatOk = whenAnswered(() => ensureFormat(redis, keys));
  formatOk.catch(refuse);
  const notes = createSourceNotes({
    write: createSources(redis, keys).note,
    onError,
  });
  const stalls = watchStalls((ms) => {
    sign.stalls += 1;
    log.warn({ ms }, "event loop stood still");
  });

  const settleOne = async (batch: EventBatch): Promise<void> => {
    const { fresh, rounds } = await settle(batch, {
      read: store.readStored,
      commit: (request) => (deps.commit ?? commit)(redis, keys, request),
      rulesOf,
      recount: upkeep.recount,
      ...(deps.fold ? { fold: deps.fold } : {}),
    });
    sign.committed += fresh;
    sign.conflicts += rounds - 1;
  };

  const setAside = async (event: WardEvent, error: AppError, batch: EventBatch): Promise<void> => {
    sign.poisoned += 1;
    log.error(
      { ward: batch.ward, event: event.id, code: error.code, reason: error.message },
      "event set aside",
    );
    const line = wireLine(event, batch);
    const entry = {
      path: "",
      code: error.code,
      message: error.message,
      source: batch.source,
      firstSeenAt: now(),
      line,
      setAside: true as const,
    };
    await quarantine.keep(batch.ward, [entry]);
  };

  const consumer = openConsumer({
    url: settings.REDIS_URL,
    keys,
    shards: settings.QUEUE_SHARDS,
    concurrency: settings.WORKER_CONCURRENCY,
    onError,
    onFailed: throttledWarn(log, "batch will be tried again", now),
    onStalled: () => {
      sign.takenOver += 1;
      log.warn("a worker was silent for longer than its lock: its batch was taken over");
    },
    ...(deps.maxStalled === undefined ? {} : { maxStalled: deps.maxStalled }),
    handle: async (batch) => {
      await formatOk;
      await inTurn(batch.ward, () => settleOrIsolate(batch, settleOne, setAside));
      notes.note(batch);
    },
    command: redis,
    now,
    steadyNow: () => performance.now(),
    onRenewed: (shard) => {
      sign.restarts += 1;
      sign.restartedAt = now();
      log.error({ shard }, "took no batches while some waited: consumer made anew");
    },
  });
  const timer = setInterval(
    () => void signs.leave({ ...sign, at: now() }).catch(() => undefined),
    SIGN_EVERY_MS,
  );
  const keepDays = settings.LOG_KEEP_DAYS;
  const schedule = openSchedule({
    url: settings.REDIS_URL,
    keys,
    tasks: [
      { name: "verify", pattern: VERIFY_AT, run: upkeep.verifyAll },
      { name: "recount", pattern: RECOUNT_AT, run: upkeep.recountAll },
      {
        name: "archive",
        pattern: ARCHIVE_AT,
        run: async () => (keepDays > 0 ? upkeep.archiveAll(keepDays) : undefined),
      },
    ],
    firstAfterMs: FIRST_TASK_AFTER_MS,
    now,
    onError,
  });
  const deliveries = consumeDeliveries({
    url: settings.REDIS_URL,
    keys,
    onError,
    send: createDeliver({
      alerts: createAlerts(redis, keys),
      wards,
      smtpUrl: settings.SMTP_URL,
      mailFrom: settings.MAIL_FROM ?? "nhip-phuong@localhost",
      publicUrl: settings.PUBLIC_URL ?? "http://localhost:3000",
      now,
    }),
  });
  formatOk
    .then(upkeep.tidy)
    .then(upkeep.recountAll)
    .catch((error: unknown) => log.error({ err: error }, "counting anew failed"));

  return [
    { name: "consumer", stop: () => consumer.close() },
    { name: "deliveries", stop: () => deliveries.close() },
    { name: "schedule", stop: () => schedule.close() },
    {
      name: "watches",
      stop: async () => {
        guard.stop();
        stalls.stop();
        await notes.flush();
      },
    },
    {
      name: "sign",
      stop: async () => {
        clearInterval(timer);
        await signs.remove(sign.id);
      },
    },
    { name: "store", stop: async () => redis.disconnect() },
  ];
}

/** Asks a store that is away again until it answers; what it then says counts. */
async function whenAnswered(ask: () => Promise<void>): Promise<void> {
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (error instanceof AppError) throw error;
      await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS).unref());
    }
  }
}
