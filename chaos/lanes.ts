import { createRandom } from "@nhip/sample";
import { pause } from "../tests/until.ts";
import { LANES, type Fault, type Ground } from "./faults.ts";

/** One fault as it happened; times in milliseconds since the storm began. */
export type Strike = { atMs: number; tookMs: number; kind: string };

/** What the storm did. `broken`: faults that could not be brought about, which is the harness's own fault. */
export type Strikes = { counts: Record<string, number>; list: Strike[]; broken: string[] };

/**
 * Deals faults until `isOver`, each lane from a shuffled deck of its own, so that every kind comes before one comes again.
 * Resolves when the last one is repaired.
 */
export async function strike(
  ground: Omit<Ground, "random">,
  options: { seed: number; brief: boolean; isOver: () => boolean },
): Promise<Strikes> {
  const began = performance.now();
  const strikes: Strikes = { counts: {}, list: [], broken: [] };

  async function lane({ name, deck, longer, restMs }: (typeof LANES)[number]): Promise<void> {
    const random = createRandom(`${options.seed} ${name}`);
    const own = { ...ground, random };
    const all = options.brief ? deck : [...deck, ...longer];
    const rest = (): Promise<void> => pause(random.whole(...restMs) * (options.brief ? 0.5 : 1));
    let left: Fault[] = [];
    await rest();
    while (!options.isOver()) {
      if (left.length === 0) left = random.shuffled(all);
      const fault = left.pop();
      if (fault) await strikeOne(fault, own);
      if (!options.isOver()) await rest();
    }
  }

  async function strikeOne({ kind, run }: Fault, ground: Ground): Promise<void> {
    const at = performance.now();
    try {
      if ((await run(ground)) === 0) return;
    } catch (error) {
      strikes.broken.push(`${kind}: ${String(error)}`);
    }
    strikes.counts[kind] = (strikes.counts[kind] ?? 0) + 1;
    strikes.list.push({
      atMs: Math.round(at - began),
      tookMs: Math.round(performance.now() - at),
      kind,
    });
  }

  await Promise.all(LANES.map(lane));
  return strikes;
}
