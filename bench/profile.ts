import { mkdirSync, readFileSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { createWorkerSigns } from "@nhip/backbone";
import type { Store } from "./store.ts";

const TOP = 20;
const SIGN_AGE_MS = 10_000;

/** What of a `.cpuprofile` is read here. Times in microseconds. */
type CpuProfile = {
  nodes: { id: number; callFrame: { functionName: string; url: string; lineNumber: number } }[];
  samples: number[];
  timeDeltas: number[];
};

/** The folder for the profiles of one run. */
export function profileFolder(dir: string): string {
  for (const app of ["ingest", "worker"]) mkdirSync(join(dir, app), { recursive: true });
  return dir;
}

/** The functions that took the most time themselves, in each profile under `dir`. */
export function profileText(dir: string): string {
  return ["ingest", "worker"]
    .flatMap((app) => readdirSync(join(dir, app)).map((file) => join(dir, app, file)))
    .map((file) => `${file}\n${topOf(readProfile(file))}`)
    .join("\n\n");
}

/** Node itself wrote it. */
function readProfile(file: string): CpuProfile {
  return JSON.parse(readFileSync(file, "utf8")) as CpuProfile;
}

function topOf({ nodes, samples, timeDeltas }: CpuProfile): string {
  const names = new Map(
    nodes.map(({ id, callFrame: { functionName, url, lineNumber } }) => [
      id,
      `${functionName || "(anonymous)"}  ${basename(url)}${lineNumber > 0 ? `:${lineNumber + 1}` : ""}`,
    ]),
  );
  const selfMs = new Map<string, number>();
  samples.forEach((id, n) => {
    const name = names.get(id) ?? "";
    selfMs.set(name, (selfMs.get(name) ?? 0) + (timeDeltas[n] ?? 0) / 1_000);
  });
  const idleMs = [...selfMs].find(([name]) => name.startsWith("(idle)"))?.[1] ?? 0;
  const busyMs = [...selfMs.values()].reduce((sum, ms) => sum + ms, 0) - idleMs;
  return [...selfMs]
    .filter(([name]) => !name.startsWith("(idle)"))
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, TOP)
    .map(
      ([name, ms]) =>
        `${((100 * ms) / busyMs).toFixed(1).padStart(6)} %  ${ms.toFixed(0).padStart(6)} ms  ${name}`,
    )
    .join("\n");
}

/** What Redis spent by command since its statistics were reset, and how often the worker had to fold again. */
export async function redisCostText({ redis, keys }: Store): Promise<string> {
  const signs = await createWorkerSigns(redis, keys).list(Date.now(), SIGN_AGE_MS);
  const stats = await redis.info("commandstats");
  const commands = [...stats.matchAll(/^cmdstat_(\S+?):calls=(\d+),usec=(\d+),usec_per_call=([\d.]+)/gm)]
    .toSorted((a, b) => Number(b[3]) - Number(a[3]))
    .slice(0, TOP)
    .map(
      ([, name = "", calls = "", usec = "", each = ""]) =>
        `${(Number(usec) / 1_000).toFixed(0).padStart(8)} ms  ${calls.padStart(9)} calls  ${each.padStart(9)} us each  ${name}`,
    );
  const workers = signs.map(
    ({ id, committed, conflicts }) => `worker ${id}: ${committed} events, ${conflicts} conflicts`,
  );
  return [...commands, ...workers].join("\n");
}
