import { randomInt } from "node:crypto";
import { parseArgs } from "node:util";

const MAX_MINUTES = 60;
const MAX_RATE = 5_000;
/** What the oracle keeps in memory at most. */
const MAX_EVENTS = 2_000_000;
const MAX_SEED = 2 ** 31;

export type Options = { minutes: number; seed: number; rate: number; json: boolean };

export const USAGE = `npm run chaos -- [--minutes N] [--seed N] [--rate N] [--json]
  --minutes  how long the storm lasts, up to ${MAX_MINUTES} (2)
  --seed     the same seed gives the same stories and the same schedule of faults (a random one)
  --rate     events a second, up to ${MAX_RATE} (800); no more than ${MAX_EVENTS} in all
  --json     the whole report as one JSON document, and nothing else, on standard output`;

/** Options from the command line, or `undefined` when they make no sense. */
export function parseOptions(args: string[]): Options | undefined {
  try {
    const { values } = parseArgs({
      args,
      options: {
        minutes: { type: "string", default: "2" },
        seed: { type: "string", default: String(randomInt(MAX_SEED)) },
        rate: { type: "string", default: "800" },
        json: { type: "boolean", default: false },
      },
    });
    const [minutes, seed, rate] = [Number(values.minutes), Number(values.seed), Number(values.rate)];
    const sound =
      minutes > 0 &&
      minutes <= MAX_MINUTES &&
      rate >= 1 &&
      rate <= MAX_RATE &&
      minutes * 60 * rate <= MAX_EVENTS &&
      Number.isInteger(seed) &&
      seed >= 0;
    return sound ? { minutes, seed, rate, json: values.json } : undefined;
  } catch {
    return undefined;
  }
}
