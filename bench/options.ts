import { parseArgs } from "node:util";

export const PARTS = ["batches", "singles", "latency", "proofs", "first-load"] as const;
export type Part = (typeof PARTS)[number];

/** How much is sent. Counts are events unless named otherwise. */
export type Sizes = {
  runs: number;
  batches: number;
  batchesBaseline: number;
  singles: number;
  singlesBaseline: number;
  probes: number;
  /** Of the ward that is compared with its log and counted anew. */
  proofs: number;
  /** When to start no further run, and no further probe, seconds after the start. A busy machine gets fewer. */
  batchesUntilSeconds: number;
  singlesUntilSeconds: number;
  probesUntilSeconds: number;
};

export type Options = {
  quick: boolean;
  /** Record CPU profiles of ingest and worker; the baselines are left out. */
  profile: boolean;
  seed: number;
  parts: ReadonlySet<Part>;
  sizes: Sizes;
};

const FULL: Sizes = {
  runs: 5,
  batches: 80_000,
  batchesBaseline: 6_000,
  singles: 15_000,
  singlesBaseline: 5_000,
  probes: 200,
  proofs: 1_000_000,
  batchesUntilSeconds: 300,
  singlesUntilSeconds: 600,
  probesUntilSeconds: 900,
};
const QUICK: Sizes = {
  runs: 3,
  batches: 20_000,
  batchesBaseline: 2_000,
  singles: 4_000,
  singlesBaseline: 1_500,
  probes: 30,
  proofs: 40_000,
  batchesUntilSeconds: 12,
  singlesUntilSeconds: 22,
  probesUntilSeconds: 44,
};
/** One long run of ours alone, so that start-up is a small part of the profile. */
const PROFILED: Sizes = { ...FULL, runs: 1, batches: 300_000, singles: 60_000 };

export const USAGE =
  "npm run bench -- [--quick] [--profile] [--seed N] [--only batches|singles|latency|proofs|first-load]";

/** Options from the command line, or `undefined` when they make no sense. */
export function parseOptions(args: string[]): Options | undefined {
  try {
    const { values } = parseArgs({
      args,
      options: {
        quick: { type: "boolean", default: false },
        profile: { type: "boolean", default: false },
        seed: { type: "string", default: "1" },
        only: { type: "string", multiple: true, default: [...PARTS] },
      },
    });
    const { quick, profile, only } = values;
    const seed = Number(values.seed);
    const parts = new Set(PARTS.filter((part) => only.includes(part)));
    if (!Number.isInteger(seed) || seed < 0 || parts.size !== new Set(only).size) return undefined;
    const sizes = quick ? QUICK : FULL;
    return { quick, profile, seed, parts, sizes: profile ? PROFILED : sizes };
  } catch {
    return undefined;
  }
}
