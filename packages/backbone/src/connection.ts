import { Redis, type RedisOptions } from "ioredis";
import { connectCluster, isClusterUrl } from "./cluster.ts";

/**
 * What a connection is for decides how it fails. `command` gives up on a call after 1.5 s, so that whoever asked gets
 * an answer; so does `queue`, the producer's. `errand` is for commands that move much at once (a backup put back on a slow
 * disk): it waits a minute, and still ends where no server is. `blocking` and `subscriber` wait as long as it takes.
 */
export type Purpose = "command" | "queue" | "errand" | "blocking" | "subscriber";

const COMMAND_TIMEOUT_MS = 1_500;
const ERRAND_TIMEOUT_MS = 60_000;
const ASK_EVERY_MS = 2_000;

const OPTIONS: Record<Purpose, RedisOptions> = {
  command: { maxRetriesPerRequest: 1, commandTimeout: COMMAND_TIMEOUT_MS, enableOfflineQueue: true },
  queue: { maxRetriesPerRequest: 1, commandTimeout: COMMAND_TIMEOUT_MS, enableOfflineQueue: true },
  errand: { maxRetriesPerRequest: 3, commandTimeout: ERRAND_TIMEOUT_MS, enableOfflineQueue: true },
  blocking: { maxRetriesPerRequest: null },
  subscriber: { maxRetriesPerRequest: null },
};

/** Reconnects for ever: soon at first, at most every 500 ms later, so that work goes on within a second of a return. */
const retryStrategy = (attempt: number): number => Math.min(50 + attempt * 50, 500);

/**
 * After a failover the line still leads to the old master, which answers READONLY for ever: a new line finds the new
 * one. The call did nothing yet, so it is made again there (2: reconnect and send again).
 */
const reconnectOnError = (error: Error): false | 2 => (error.message.startsWith("READONLY") ? 2 : false);

/**
 * Opens one connection to `redis://…`, `rediss://…`, `unix:///path` or `redis+cluster://host:port,…`. Errors are told to
 * `onError`, never thrown; reconnection is automatic.
 */
export function connect(url: string, purpose: Purpose, onError: (error: Error) => void): Redis {
  const options: RedisOptions = {
    ...OPTIONS[purpose],
    retryStrategy,
    reconnectOnError,
    connectTimeout: 2_000,
    keepAlive: 10_000,
    // A server that is still loading its log is asked again soon, not after the second that it guesses.
    maxLoadingRetryTime: 200,
    // Half of a dead line may never say goodbye.
    disconnectTimeout: 500,
    connectionName: `nhip-${purpose}`,
    autoResendUnfulfilledCommands: true,
  };
  const client = isClusterUrl(url)
    ? connectCluster(url, options)
    : url.startsWith("unix://")
      ? new Redis(url.slice("unix://".length), options)
      : new Redis(url, options);
  client.on("error", onError);
  if (purpose === "command" || purpose === "queue") renewWhenMute(client);
  return client;
}

/**
 * A line can be open and dead: a proxy or firewall drops what is sent, and nothing tells. It is asked every 2 s, and
 * taken anew when it was silent twice; otherwise every call would time out for as long as TCP believes in it.
 */
function renewWhenMute(client: Redis): void {
  let silent = 0;
  const timer = setInterval(() => {
    if (client.status !== "ready") return;
    client.ping().then(
      () => (silent = 0),
      () => {
        if (client.status !== "ready" || ++silent < 2) return;
        silent = 0;
        client.disconnect(true);
      },
    );
  }, ASK_EVERY_MS);
  timer.unref();
  client.once("end", () => clearInterval(timer));
}
export type { Redis };
