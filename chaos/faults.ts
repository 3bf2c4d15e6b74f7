import type { Random } from "@nhip/sample";
import type { Stack } from "../tests/stack.ts";
import { pause } from "../tests/until.ts";
import type { Proxy } from "./proxy.ts";
import { freeze, type Supervisor } from "./supervisor.ts";

/** What a fault does it to. */
export type Ground = { stack: Stack; proxy: Proxy; parts: Supervisor; random: Random };

/** One kind of fault. `run` resolves when it is over and repaired; to how often it struck, once unless told. */
export type Fault = { kind: string; run: (ground: Ground) => Promise<number | void> };

const SHORT_MS: [number, number] = [150, 1_200];
/** Longer than a worker's lock on its batch (4 s) and than every time limit of a call. */
const LONG_MS: [number, number] = [4_500, 6_500];
const DOWN_MS: [number, number] = [0, 1_200];
const AWAY_MS: [number, number] = [0, 1_500];

const worker = ({ random }: Ground) => random.pick(["worker", "worker-2"] as const);
const live = ({ random }: Ground) => random.pick(["live", "live-2"] as const);
const between = ({ random }: Ground, [from, to]: [number, number]): number => random.whole(from, to);

/** Kinds that strike the apps. */
const APP_FAULTS: readonly Fault[] = [
  { kind: "SIGKILL ingest", run: (g) => g.parts.kill("ingest", between(g, DOWN_MS)) },
  { kind: "SIGKILL worker", run: (g) => g.parts.kill(worker(g), between(g, DOWN_MS)) },
  {
    kind: "SIGKILL both workers",
    run: async (g) => {
      const downMs = between(g, DOWN_MS);
      await Promise.all([g.parts.kill("worker", downMs), g.parts.kill("worker-2", downMs)]);
    },
  },
  { kind: "SIGKILL live", run: (g) => g.parts.kill(live(g), between(g, DOWN_MS)) },
  { kind: "SIGTERM ingest", run: (g) => g.parts.term("ingest", between(g, DOWN_MS)) },
  { kind: "SIGTERM worker", run: (g) => g.parts.term(worker(g), between(g, DOWN_MS)) },
  { kind: "SIGTERM live", run: (g) => g.parts.term(live(g), between(g, DOWN_MS)) },
  { kind: "SIGSTOP ingest, short", run: (g) => g.parts.freeze("ingest", between(g, SHORT_MS)) },
  { kind: "SIGSTOP worker, short", run: (g) => g.parts.freeze(worker(g), between(g, SHORT_MS)) },
  { kind: "SIGSTOP live, short", run: (g) => g.parts.freeze(live(g), between(g, SHORT_MS)) },
  { kind: "SIGSTOP worker, long", run: (g) => g.parts.freeze(worker(g), between(g, LONG_MS)) },
];
const LONG_APP_FAULTS: readonly Fault[] = [
  { kind: "SIGSTOP ingest, long", run: (g) => g.parts.freeze("ingest", between(g, LONG_MS)) },
  { kind: "SIGSTOP live, long", run: (g) => g.parts.freeze(live(g), between(g, LONG_MS)) },
];

/** Kinds that strike Redis itself. */
const STORE_FAULTS: readonly Fault[] = [
  {
    kind: "SIGKILL Redis",
    run: async (g) => {
      await g.stack.redis.kill();
      await pause(between(g, AWAY_MS));
      await g.stack.redis.start();
    },
  },
  {
    kind: "SIGKILL Redis while it rewrites its log",
    run: async (g) => {
      // Where Redis is at it already, by itself, that will do.
      await g.stack.admin.call("BGREWRITEAOF").catch(() => undefined);
      await pause(between(g, [0, 60]));
      await g.stack.redis.kill();
      await g.stack.redis.start();
    },
  },
  { kind: "SIGSTOP Redis, short", run: (g) => freeze(g.stack.redis.pid(), between(g, SHORT_MS)) },
  { kind: "Redis full (maxmemory)", run: fillUp },
];
const LONG_STORE_FAULTS: readonly Fault[] = [
  { kind: "SIGSTOP Redis, long", run: (g) => freeze(g.stack.redis.pid(), between(g, [2_000, 5_500])) },
];

/** Kinds that strike what lies between. */
const LINE_FAULTS: readonly Fault[] = [
  { kind: "cut before the command", run: (g) => g.proxy.cut("before", g.random.whole(1, 4)) },
  { kind: "cut in the command", run: (g) => g.proxy.cut("torn", g.random.whole(1, 3)) },
  { kind: "cut after the command, before its reply", run: (g) => g.proxy.cut("after", g.random.whole(1, 4)) },
  { kind: "cut every connection", run: async (g) => void g.proxy.cutAll() },
  { kind: "CLIENT KILL TYPE normal", run: (g) => killClients(g, ["TYPE", "normal"]) },
  { kind: "CLIENT KILL TYPE pubsub", run: (g) => killClients(g, ["TYPE", "pubsub"]) },
  { kind: "CLIENT KILL of blocking clients", run: killBlocking },
  {
    kind: "replies withheld, then cut",
    run: (g) => g.proxy.hush(between(g, [300, 2_500])).then(() => undefined),
  },
  { kind: "latency", run: (g) => g.proxy.slow(g.random.whole(5, 60), between(g, [500, 2_500])) },
];

/** Faults of one lane follow each other; those of different lanes meet as they come. */
export const LANES: readonly {
  name: string;
  deck: readonly Fault[];
  longer: readonly Fault[];
  restMs: [number, number];
}[] = [
  { name: "apps", deck: APP_FAULTS, longer: LONG_APP_FAULTS, restMs: [500, 2_800] },
  { name: "store", deck: STORE_FAULTS, longer: LONG_STORE_FAULTS, restMs: [3_000, 7_500] },
  { name: "lines", deck: LINE_FAULTS, longer: [], restMs: [400, 2_600] },
];

/** Writes are refused with OOM for a while: the limit lies below what is in use. */
async function fillUp(g: Ground): Promise<void> {
  const { admin } = g.stack;
  await admin.config("SET", "maxmemory", "1mb");
  await pause(between(g, [600, 3_000]));
  await admin.config("SET", "maxmemory", "0");
}

async function killClients({ stack }: Ground, which: readonly string[]): Promise<void> {
  await stack.admin.call("CLIENT", "KILL", ...which);
}

/** Kills those that wait for a batch, which only a worker does (pitfall Q4). */
async function killBlocking({ stack }: Ground): Promise<number> {
  const list = String(await stack.admin.call("CLIENT", "LIST"));
  const ids = list
    .split("\n")
    .filter((line) => /\bflags=\w*b/.test(line))
    .flatMap((line) => /\bid=(\d+)/.exec(line)?.[1] ?? []);
  for (const id of ids) await stack.admin.call("CLIENT", "KILL", "ID", id);
  return ids.length > 0 ? 1 : 0;
}
