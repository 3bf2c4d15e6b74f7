import { createServer } from "node:net";
import { once } from "node:events";
import { join } from "node:path";
import { startNode, type Child } from "./child.ts";
import { pause } from "./pause.ts";

const ROOT = join(import.meta.dirname, "..");
const HOST = "127.0.0.1";
const READY_MS = 30_000;

/** What a house runs with; the same for both sides of every comparison. */
export const QUEUE_SHARDS = 4;
export const WORKER_CONCURRENCY = 4;

/** The three built apps as real processes, and the door of the baseline. */
export type House = {
  ingestPort: number;
  livePort: number;
  baselinePort: number;
  stop: () => Promise<void>;
};

/**
 * Starts everything on free ports of the loopback and waits until it is ready. With `profileDir`, ingest and worker
 * leave a CPU profile there when they stop.
 */
export async function startHouse(options: {
  redisUrl: string;
  baselineEntry: string;
  profileDir: string | null;
}): Promise<House> {
  const { redisUrl, baselineEntry, profileDir } = options;
  const [ingestPort, livePort, baselinePort] = await Promise.all([freePort(), freePort(), freePort()]);
  const env = {
    HOST,
    PORT: String(livePort),
    INGEST_PORT: String(ingestPort),
    // All clients of a bench have one address.
    REQUESTS_PER_MINUTE_ADDRESS: "10000000",
    REQUESTS_PER_MINUTE: "10000000",
    REDIS_URL: redisUrl,
    LOG_LEVEL: "warn",
    QUEUE_SHARDS: String(QUEUE_SHARDS),
    WORKER_CONCURRENCY: String(WORKER_CONCURRENCY),
    MAX_QUEUE_JOBS: "2000",
  };
  const start = (app: string, profiled: boolean): Child => {
    const profile = profiled && profileDir ? ["--cpu-prof", "--cpu-prof-dir", join(profileDir, app)] : [];
    return startNode(app, [...profile, "--enable-source-maps", join(ROOT, "apps", app, "dist/main.js")], env);
  };
  const children = [
    start("ingest", true),
    start("worker", true),
    start("live", false),
    startNode("baseline door", ["--enable-source-maps", baselineEntry], {
      ...env,
      INGEST_PORT: String(baselinePort),
    }),
  ];
  const stop = async (): Promise<void> => {
    await Promise.all(children.map((child) => child.stop()));
  };
  try {
    await Promise.all(
      [ingestPort, livePort, baselinePort].map((port) => awaitReady(`http://${HOST}:${port}/readyz`)),
    );
  } catch (error) {
    await stop();
    throw error;
  }
  return { ingestPort, livePort, baselinePort, stop };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, HOST);
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (typeof address !== "object" || address === null) throw new Error("no free port");
  return address.port;
}

async function awaitReady(url: string): Promise<void> {
  const until = Date.now() + READY_MS;
  while (Date.now() < until) {
    const answer = await fetch(url, { signal: AbortSignal.timeout(2_000) }).catch(() => null);
    await answer?.body?.cancel();
    if (answer?.status === 200) return;
    await pause(50);
  }
  throw new Error(`${url} is not ready`);
}
