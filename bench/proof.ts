import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { burst } from "@nhip/sample";
import { QUEUE_SHARDS, type House } from "./house.ts";
import { sendAll } from "./load.ts";
import { postRequest } from "./post-line.ts";
import { apartWards, type Store } from "./store.ts";

const COMMAND = join(import.meta.dirname, "..", "apps", "nhip", "dist", "main.js");
const YEARS_MS = 3 * 365 * 86_400_000;
const PER_POST = 500;
const POSTS_AT_ONCE = 4_000;
const IN_FLIGHT = 8;
/** What comes in while the figures are compared and made anew. */
const BESIDE_PER_SECOND = 200;
const MAX_BESIDE = 40_000;
const LIMIT_MS = 600_000;
const run = promisify(execFile);

/** How long one of the commands took over a ward, and how much memory. */
export type Proof = { seconds: number; peakMemoryMb: number };
export type Proofs = { events: number; dossiers: number; verify: Proof; rebuild: Proof; faults: string[] };

/**
 * Fills a ward with three years of events and runs `nhip verify` and `nhip rebuild` over it, each as a process of its own,
 * while more events come in.
 */
export async function measureProofs(
  store: Store,
  house: House,
  options: { events: number; seed: number; redisUrl: string; dir: string },
): Promise<Proofs> {
  const { events, seed, redisUrl, dir } = options;
  const [ward = ""] = apartWards(`proof-${seed}`, 1);
  const door = { port: house.ingestPort, key: await store.admit([ward]) };
  const startMs = Date.now();
  const send = async (batch: object[]): Promise<void> => {
    const posts: string[] = [];
    for (let at = 0; at < batch.length; at += PER_POST)
      posts.push(JSON.stringify(batch.slice(at, at + PER_POST)));
    await sendAll(
      door.port,
      posts.map((body) => postRequest(door, body)),
      IN_FLIGHT,
    );
  };
  const story = burst({ ward, count: events, seed, startMs, rate: (events * 1_000) / YEARS_MS });
  let batch: object[] = [];
  for (const event of story) {
    batch.push(event);
    if (batch.length < PER_POST * POSTS_AT_ONCE) continue;
    await send(batch);
    batch = [];
  }
  await send(batch);
  await store.drained();

  const command = async (...args: string[]) => {
    const env = { ...process.env, REDIS_URL: redisUrl, DATA_DIR: dir, QUEUE_SHARDS: String(QUEUE_SHARDS) };
    const limits = { env, timeout: LIMIT_MS, maxBuffer: 64_000_000 };
    const { stdout } = await run(
      process.execPath,
      ["--max-semi-space-size=64", COMMAND, ...args, "--ward", ward, "--json"],
      limits,
    );
    const answer: Proof & { ok?: boolean; wards: { entities: number }[] } = JSON.parse(stdout);
    return answer;
  };
  const beside = new AbortController();
  const traffic = sendBeside(
    burst({ ward, count: MAX_BESIDE, seed: seed + 1_000, startMs }),
    send,
    beside.signal,
  );
  const faults: string[] = [];
  try {
    const first = await command("verify").catch(() => null);
    if (first?.ok !== true) faults.push(`${ward}: verify found a difference`);
    const rebuilt = await command("rebuild");
    const second = await command("verify").catch(() => null);
    if (second?.ok !== true) faults.push(`${ward}: verify found a difference after rebuild`);
    const proof = (one: Proof | null): Proof => ({
      seconds: one?.seconds ?? NaN,
      peakMemoryMb: one?.peakMemoryMb ?? NaN,
    });
    const dossiers = first?.wards[0]?.entities ?? 0;
    return { events, dossiers, verify: proof(first), rebuild: proof(rebuilt), faults };
  } finally {
    beside.abort();
    await traffic;
  }
}

/** Sends a little four times a second until told to stop. */
async function sendBeside(
  events: Iterator<object>,
  send: (batch: object[]) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    const batch: object[] = [];
    while (batch.length < BESIDE_PER_SECOND / 4) {
      const next = events.next();
      if (next.done) return;
      batch.push(next.value);
    }
    await send(batch);
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}
