import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { connect, createKeys, createWardStore, openQueue, type Redis } from "@nhip/backbone";
import { startNode, type Child } from "./child.ts";
import { startPrivateRedis } from "./private-redis.ts";
import { createSignIn, openDoor } from "./sign-in.ts";
import { until } from "./until.ts";

const HOST = "127.0.0.1";
const SHARDS = 4;
/** The sender that the key names. */
export const SOURCE = "mot-cua";
const READY_MS = 30_000;

type App = "ingest" | "worker" | "live";
/** A process of the system; there may be a second worker and a second `live`. */
export type PartName = "ingest" | "worker" | "worker-2" | "live" | "live-2";
export type Stack = Awaited<ReturnType<typeof openStack>>;

const APPS: Record<PartName, App> = {
  ingest: "ingest",
  worker: "worker",
  "worker-2": "worker",
  live: "live",
  "live-2": "live",
};

const entryOf = (app: App | "nhip"): string =>
  fileURLToPath(new URL(`../apps/${app}/dist/main.js`, import.meta.url));

export type StackOptions = {
  wards: readonly string[];
  workers?: 1 | 2;
  lives?: 1 | 2;
  /** What the apps take for Redis, made from where it really is: something may stand in between. */
  front?: (redisUrl: string) => Promise<string>;
  /** Arguments for Node in place of the built worker. */
  worker?: readonly string[];
  /** Settings on top of those of the stack. */
  env?: NodeJS.ProcessEnv;
};

/**
 * The whole system as it runs at an office: a private Redis and the built apps as processes of their own, on free
 * ports. `wards` are made known, with one key that may write to all of them. `front` may put something between the apps
 * and Redis: it takes Redis's address and gives the one that the apps are told.
 */
export async function openStack(options: StackOptions) {
  const redis = await startPrivateRedis();
  const [live, ingest, second] = await freePorts(3);
  const env = {
    ...bareEnvironment(),
    HOST,
    PORT: String(live),
    INGEST_PORT: String(ingest),
    REDIS_URL: options.front ? await options.front(redis.url) : redis.url,
    DATA_DIR: mkdtempSync(join(tmpdir(), "nhip-data-")),
    QUEUE_SHARDS: String(SHARDS),
    LOG_LEVEL: "warn",
    // All clients of a test have one address.
    REQUESTS_PER_MINUTE_ADDRESS: "1000000",
    REQUESTS_PER_MINUTE: "1000000",
    WRITES_PER_MINUTE: "1000000",
    ...options.env,
  };
  const keys = createKeys();
  const admin: Redis = connect(redis.url, "blocking", () => undefined);
  /** Sessions lie where the apps look for them; what stands in between may cut lines, and a cluster is elsewhere. */
  const isElsewhere = env.REDIS_URL.startsWith("redis+cluster:");
  const people = isElsewhere ? connect(env.REDIS_URL, "blocking", () => undefined) : admin;
  const queue = openQueue({ url: redis.url, keys, shards: SHARDS, onError: () => undefined });
  const parts = new Map<PartName, Child>();
  const ingestUrl = `http://${HOST}:${ingest}`;
  const liveUrl = `http://${HOST}:${live}`;
  const urls = { ingest: ingestUrl, live: liveUrl, "live-2": `http://${HOST}:${second}` };

  /** Starts a part at once; see `ready`. `own` runs a program of the test's instead, with settings on top. */
  function start(name: PartName, own?: { args?: string[]; env: NodeJS.ProcessEnv }): Child {
    const built = ["--enable-source-maps", entryOf(APPS[name])];
    const args = own?.args ?? (APPS[name] === "worker" ? (options.worker ?? built) : built);
    const child = startNode(args, {
      ...env,
      ...(name === "live-2" ? { PORT: String(second) } : {}),
      ...own?.env,
    });
    parts.set(name, child);
    return child;
  }
  const part = (name: PartName): Child => {
    const child = parts.get(name);
    if (!child) throw new Error(`${name} was not started`);
    return child;
  };
  async function close(): Promise<void> {
    redis.resume();
    await Promise.all([...parts.values()].map((child) => child.stop()));
    await queue.close();
    admin.disconnect();
    if (isElsewhere) people.disconnect();
    await redis.remove();
    rmSync(env.DATA_DIR, { recursive: true, force: true });
  }
  /** Resolves when a server says that it is ready. */
  const ready = (name: keyof typeof urls): Promise<number> =>
    until(`${name} is ready`, READY_MS, async () => {
      if (!part(name).isRunning()) throw new Error(`${name} ended:\n${part(name).output()}`);
      return (await statusOf(`${urls[name]}/readyz`)) === 200;
    });

  try {
    for (const name of ["ingest", "live", "worker"] as const) start(name);
    if (options.workers === 2) start("worker-2");
    if (options.lives === 2) start("live-2");
    await Promise.all([ready("ingest"), ready("live"), ...(options.lives === 2 ? [ready("live-2")] : [])]);
    const hasWards = options.wards.length > 0;
    const key = hasWards ? await makeKey(options.wards, "ingest", env) : "";
    const signIn = createSignIn(people, keys);
    for (const url of [liveUrl, urls["live-2"]]) openDoor(url, signIn);
    return {
      ingestUrl,
      liveUrl,
      live2Url: urls["live-2"],
      key,
      /** A key that may read the wards, for screens without a browser. */
      readKey: hasWards ? await makeKey(options.wards, "read", env) : "",
      signIn,
      redis,
      queue,
      keys,
      admin,
      store: createWardStore(admin, keys),
      start,
      ready,
      part,
      dataDir: env.DATA_DIR,
      /** Starts a command of `nhip` as a person would. */
      command: (...args: string[]): Child => startNode([entryOf("nhip"), ...args], env),
      /** `kill -9`; resolves when the process is gone. */
      async kill(name: PartName): Promise<void> {
        part(name).signal("SIGKILL");
        await part(name).ended;
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Makes a key through the command line, as an administrator does. */
async function makeKey(
  wards: readonly string[],
  scope: "ingest" | "read",
  env: NodeJS.ProcessEnv,
): Promise<string> {
  const args = [
    "key",
    "create",
    ...wards.flatMap((ward) => ["--ward", ward]),
    "--scope",
    scope,
    "--source",
    SOURCE,
  ];
  const command = startNode([entryOf("nhip"), ...args, "--json"], env);
  if ((await command.ended) !== 0) throw new Error(`key create: ${command.output()}`);
  const made: { key: string } = JSON.parse(command.output());
  return made.key;
}

/** What a process needs of ours, and none of our settings or of the test runner's. */
export function bareEnvironment(): NodeJS.ProcessEnv {
  const { PATH, HOME, TMPDIR, TZ } = process.env;
  return { PATH, HOME, ...(TMPDIR ? { TMPDIR } : {}), ...(TZ ? { TZ } : {}) };
}

/** Below those that systems give out by themselves, so that no line of anybody takes one before it is listened on. */
const PORTS = { from: 12_000, to: 32_000 };

/** Ports of the loopback on which nobody listens. */
export async function freePorts(count: number): Promise<number[]> {
  const found = new Set<number>();
  while (found.size < count) {
    const port = PORTS.from + Math.floor(Math.random() * (PORTS.to - PORTS.from));
    const server = createServer();
    const isFree = await new Promise<boolean>((resolve) => {
      server.once("error", () => resolve(false));
      server.listen(port, HOST, () => resolve(true));
    });
    if (!isFree) continue;
    await new Promise((closed) => server.close(closed));
    found.add(port);
  }
  return [...found];
}

/** The status of an answer; 0 when there is none within 3 s. */
export async function statusOf(url: string): Promise<number> {
  const answer = await fetch(url, { signal: AbortSignal.timeout(3_000) }).catch(() => null);
  await answer?.body?.cancel();
  return answer?.status ?? 0;
}
