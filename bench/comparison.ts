import type { House } from "./house.ts";
import type { Sizes } from "./options.ts";
import { spread, type Spread } from "./statistics.ts";
import type { Store } from "./store.ts";
import { measure, type Measurement, type Way } from "./throughput.ts";

/** One line of the table: the same way of sending, all runs together. */
export type Row = {
  label: string;
  events: number;
  runs: number;
  eventsPerSecond: Spread;
  answerP50Ms: Spread;
  answerP99Ms: Spread;
};

/** Ours beside one job an event, run by run in turns, so that what others do on the machine hits both. */
export type Comparison = { ours: Row; baseline: Row | null; ratio: Spread | null; faults: string[] };

export type Pair = { ours: Way & { label: string }; baseline: Way & { label: string } };

const BATCH = 500;
const BATCHES_IN_FLIGHT = 4;
const SINGLES_IN_FLIGHT = 96;
/** The part of a run that is sent before, unmeasured. */
const WARM_UP = 0.25;

export function batchesPair(house: House, sizes: Sizes): Pair {
  const same = { perPost: BATCH, inFlight: BATCHES_IN_FLIGHT };
  return {
    ours: {
      ...same,
      name: "batches",
      label: "Batches of 500",
      port: house.ingestPort,
      events: sizes.batches,
    },
    baseline: {
      ...same,
      name: "batches-base",
      label: "  baseline: one job an event",
      port: house.baselinePort,
      events: sizes.batchesBaseline,
    },
  };
}

export function singlesPair(house: House, sizes: Sizes): Pair {
  const same = { perPost: 1, inFlight: SINGLES_IN_FLIGHT };
  return {
    ours: {
      ...same,
      name: "singles",
      label: `Single posts, ${SINGLES_IN_FLIGHT} in flight`,
      port: house.ingestPort,
      events: sizes.singles,
    },
    baseline: {
      ...same,
      name: "singles-base",
      label: "  baseline: one job an event",
      port: house.baselinePort,
      events: sizes.singlesBaseline,
    },
  };
}

/** Warms both ways up, then measures them up to `runs` times in turns. `withBaseline: false` measures ours alone. */
export async function compare(
  store: Store,
  { ours, baseline }: Pair,
  options: { runs: number; seed: number; withBaseline: boolean; mayStart: () => boolean },
): Promise<Comparison> {
  const ways = options.withBaseline ? [ours, baseline] : [ours];
  const found = new Map<Way, Measurement[]>(ways.map((way) => [way, []]));
  for (let run = 0; run <= options.runs && (run <= 1 || options.mayStart()); run++) {
    for (const way of ways) {
      const events = run === 0 ? Math.ceil(way.events * WARM_UP) : way.events;
      const measurement = await measure(store, { ...way, events }, options.seed * 1_000 + run);
      if (run > 0 || measurement.faults.length > 0) found.get(way)?.push(measurement);
    }
  }
  const mine = found.get(ours) ?? [];
  const theirs = found.get(baseline) ?? [];
  const ratios = theirs.map((one, run) => (mine[run]?.eventsPerSecond ?? NaN) / one.eventsPerSecond);
  return {
    ours: rowOf(ours, mine),
    baseline: theirs.length > 0 ? rowOf(baseline, theirs) : null,
    ratio: ratios.length > 0 ? spread(ratios) : null,
    faults: [...mine, ...theirs].flatMap(({ faults }) => faults),
  };
}

function rowOf({ label, events }: Way & { label: string }, all: readonly Measurement[]): Row {
  return {
    label,
    events,
    runs: all.length,
    eventsPerSecond: spread(all.map((one) => one.eventsPerSecond)),
    answerP50Ms: spread(all.map((one) => one.answerP50Ms)),
    answerP99Ms: spread(all.map((one) => one.answerP99Ms)),
  };
}
