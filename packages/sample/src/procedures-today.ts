import type { Channel, Level } from "@nhip/contracts";
import type { NonEmpty, Random } from "./random.ts";
import type { CaseFacts } from "./wire-event.ts";

export type Procedure = {
  /** Code in the national list. */
  code: string;
  field: string;
  level: Level;
  promisedDays: number;
  weight: number;
};

/** Answered within hours. */
export const QUICK: NonEmpty<Procedure> = [
  { code: "2.000815", field: "chung-thuc", level: "partial", promisedDays: 1, weight: 30 },
  { code: "2.000884", field: "chung-thuc", level: "partial", promisedDays: 1, weight: 9 },
  { code: "2.001035", field: "chung-thuc", level: "none", promisedDays: 2, weight: 4 },
  { code: "2.000908", field: "chung-thuc", level: "full", promisedDays: 1, weight: 7 },
  { code: "1.001193", field: "ho-tich", level: "full", promisedDays: 1, weight: 8 },
  { code: "2.000635", field: "ho-tich", level: "full", promisedDays: 1, weight: 15 },
  { code: "1.004873", field: "ho-tich", level: "full", promisedDays: 3, weight: 10 },
  { code: "1.000656", field: "ho-tich", level: "full", promisedDays: 1, weight: 3 },
  { code: "1.000894", field: "ho-tich", level: "none", promisedDays: 2, weight: 2 },
  { code: "1.001612", field: "dang-ky-kinh-doanh", level: "full", promisedDays: 3, weight: 7 },
  { code: "2.000720", field: "dang-ky-kinh-doanh", level: "full", promisedDays: 3, weight: 5 },
];

/** Answered within days. */
export const SLOW: NonEmpty<Procedure> = [
  { code: "1.004227", field: "dat-dai", level: "full", promisedDays: 8, weight: 22 },
  { code: "1.004193", field: "dat-dai", level: "partial", promisedDays: 7, weight: 12 },
  { code: "1.013967", field: "dat-dai", level: "none", promisedDays: 15, weight: 2 },
  { code: "1.001776", field: "bao-tro-xa-hoi", level: "full", promisedDays: 7, weight: 14 },
  { code: "1.001731", field: "bao-tro-xa-hoi", level: "full", promisedDays: 5, weight: 10 },
  { code: "1.001699", field: "bao-tro-xa-hoi", level: "partial", promisedDays: 10, weight: 6 },
  { code: "1.010833", field: "nguoi-co-cong", level: "full", promisedDays: 5, weight: 8 },
  { code: "1.013225", field: "xay-dung", level: "full", promisedDays: 7, weight: 12 },
  { code: "1.013227", field: "xay-dung", level: "full", promisedDays: 5, weight: 4 },
];

/** How often a dossier comes in online, by level; about 85 of 100 over all. */
const ONLINE_SHARE: { readonly [level in Level]?: number } = { full: 0.94, partial: 0.86 };
const POST_SHARE = 0.15;

function channelOf(level: Level, random: Random): Channel {
  if (random.chance(ONLINE_SHARE[level] ?? 0)) return "online";
  return random.chance(POST_SHARE) ? "post" : "direct";
}

/** A dossier's facts, as they are told when it is received. */
export function factsOf({ code, field, level }: Procedure, random: Random): CaseFacts {
  return { procedure: code, field, level, channel: channelOf(level, random) };
}
