import { closeSync, fdatasyncSync, openSync, writeSync } from "node:fs";
import { availableParallelism, cpus, loadavg } from "node:os";
import { join } from "node:path";
import { median } from "./statistics.ts";
import type { Store } from "./store.ts";

/** Where and how the numbers came about; without it they mean little. */
export type Environment = {
  date: string;
  node: string;
  redis: string;
  durability: string;
  /** The middle of 200 writes of 4 KiB on the disk that holds the data. */
  fdatasyncMs: number;
  cores: number;
  cpu: string;
  /** Processes that wanted a core in the last minute before the start: others' work on the same machine. */
  loadBefore: number;
  seed: number;
};

export async function readEnvironment({ redis }: Store, dir: string, seed: number): Promise<Environment> {
  const [, version = "unknown"] = /^(?:redis|valkey)_version:(\S+)/m.exec(await redis.info("server")) ?? [];
  return {
    date: new Date().toISOString(),
    node: process.versions.node,
    redis: version,
    durability: await durabilityOf({ redis }),
    fdatasyncMs: fdatasyncMs(dir),
    cores: availableParallelism(),
    cpu: cpus()[0]?.model ?? "unknown",
    loadBefore: loadavg()[0] ?? 0,
    seed,
  };
}

async function durabilityOf({ redis }: Pick<Store, "redis">): Promise<string> {
  const words: string[] = [];
  for (const name of ["appendonly", "appendfsync", "maxmemory-policy"]) {
    const reply: unknown = await redis.config("GET", name);
    words.push(`${name} ${Array.isArray(reply) ? String(reply[1]) : "unknown"}`);
  }
  return words.join(", ");
}

function fdatasyncMs(dir: string): number {
  const file = openSync(join(dir, "fdatasync"), "w");
  const page = Buffer.alloc(4_096, 1);
  const tookMs = Array.from({ length: 200 }, () => {
    writeSync(file, page);
    const began = performance.now();
    fdatasyncSync(file);
    return performance.now() - began;
  });
  closeSync(file);
  return median(tookMs);
}
