import {
  connect,
  createAlerts,
  createApiKeys,
  createKeys,
  createQuarantine,
  createSampleState,
  createWardStore,
  createWards,
  ensureFormat,
  openQueue,
  type EventQueue,
} from "@nhip/backbone";
import { createLedger } from "@nhip/ledger";
import type { Settings } from "@nhip/runtime";

/** What every command works with. `say` writes a line for people; `print` is the one JSON document of `--json`. */
export type Context = ReturnType<typeof openContext>;

export function openContext(settings: Settings, json: boolean) {
  const keys = createKeys();
  const redis = connect(settings.REDIS_URL, "errand", () => undefined);
  const server = (port: number) =>
    `http://${settings.HOST === "0.0.0.0" ? "127.0.0.1" : settings.HOST}:${port}`;
  let queue: EventQueue | undefined;
  const now = () => Date.now();
  return {
    settings,
    json,
    redis,
    keys,
    ledger: createLedger({ redis, keys, dataDir: settings.DATA_DIR, now }),
    /** The queue of events, opened by the first who asks. */
    queue: (): EventQueue =>
      (queue ??= openQueue({
        url: settings.REDIS_URL,
        keys,
        shards: settings.QUEUE_SHARDS,
        onError: () => undefined,
        purpose: "errand",
      })),
    /** Rejects with an Error in words when the store is of another version. */
    ready: (mayRestore: boolean) => ensureFormat(redis, keys, mayRestore),
    quarantine: createQuarantine(redis, keys),
    apiKeys: createApiKeys(redis, keys),
    alerts: createAlerts(redis, keys),
    wards: createWards(redis, keys),
    store: createWardStore(redis, keys),
    sampleState: createSampleState(redis, keys),
    ingestUrl: server(settings.INGEST_PORT),
    liveUrl: server(settings.PORT),
    now,
    say: (line: string) => {
      if (!json) process.stdout.write(`${line}\n`);
    },
    print: (document: object) => {
      if (json) process.stdout.write(`${JSON.stringify(document)}\n`);
    },
    close: async (): Promise<void> => {
      await queue?.close();
      redis.disconnect();
    },
  };
}

/** Wrong use of the command line: told with the usage, exit code 2. */
export class UsageError extends Error {}
