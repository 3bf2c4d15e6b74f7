import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { createConnection } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { startLeashed, type Child } from "./child.ts";
import { until } from "./until.ts";

/** As the real one is started: a torn append-only file is mended first. */
const START_REDIS = fileURLToPath(new URL("../scripts/lib/start-redis.sh", import.meta.url));
const READY_MS = 60_000;
/** The durability of the real one: on disk before it is answered, never evicted. */
const DURABLE = [
  "--appendonly",
  "yes",
  "--appendfsync",
  "always",
  "--maxmemory-policy",
  "noeviction",
  "--save",
  "",
];

/** A Redis that a test may stop, kill and start again on the same data. */
export type PrivateRedis = {
  url: string;
  /** Where its files are. */
  folder: string;
  /** Of the process that runs now. */
  pid: () => number;
  /** SIGSTOP: connections stay open, nothing answers. */
  pause: () => void;
  resume: () => void;
  /** SIGKILL; resolves when it is gone. */
  kill: () => Promise<void>;
  /** Starts it again on the same folder; resolves when it answers. */
  start: () => Promise<void>;
  /** Stops it and removes its folder. */
  remove: () => Promise<void>;
};

/** Starts a Redis on a unix socket in a temp folder of its own; `options` win over the durable ones. */
export async function startPrivateRedis(...options: string[]): Promise<PrivateRedis> {
  const binary = onPath("redis-server") ?? onPath("valkey-server");
  if (binary === undefined) throw new Error("redis-server or valkey-server is not on the PATH");
  const folder = mkdtempSync(join(tmpdir(), "nhip-e2e-"));
  const socket = join(folder, "redis.sock");
  const url = `unix://${socket}`;
  let server: Child | undefined;

  async function start(): Promise<void> {
    rmSync(socket, { force: true });
    const place = ["--port", "0", "--unixsocket", socket, "--dir", folder, "--logfile", ""];
    const check = (binary ?? "").replace(/server$/, "check-aof");
    server = startLeashed(START_REDIS, [check, folder, binary ?? "", ...place, ...DURABLE, ...options]);
    await until("Redis answers", READY_MS, () => answers(socket));
  }
  await start();
  return {
    url,
    folder,
    start,
    pid: () => server?.pid ?? 0,
    pause: () => server?.signal("SIGSTOP"),
    resume: () => server?.signal("SIGCONT"),
    async kill() {
      server?.signal("SIGKILL");
      await server?.ended;
    },
    async remove() {
      await server?.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** True when it takes commands; asked without a client, which would wait for its own reasons. */
function answers(socket: string): Promise<boolean> {
  return new Promise((resolve) => {
    const line = createConnection(socket, () => line.write("PING\r\n"));
    line.once("data", (reply) => {
      line.destroy();
      resolve(reply.toString().startsWith("+PONG"));
    });
    line.once("error", () => resolve(false));
    line.once("close", () => resolve(false));
  });
}

function onPath(name: string): string | undefined {
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
}
