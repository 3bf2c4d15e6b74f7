import type { LeaderSection } from "@nhip/contracts";
import type { Heights } from "./arrange.ts";

/** The sections of the leader's page that share a row, by how tall they are. */
export const HEIGHTS: Heights = {
  flow: 2,
  split: 1,
  plan: 1,
  fields: 2,
  dossiers: 2,
  ticker: 1,
  checks: 1,
} satisfies Partial<Record<LeaderSection, number>>;
