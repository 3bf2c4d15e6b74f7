import { AppError, type DayRange } from "@nhip/contracts";
import {
  addAll,
  addDays,
  bucketsOf,
  bump,
  dayOf,
  endOfDay,
  startOfDay,
  type Counts,
  type Day,
  type Ledger,
} from "@nhip/domain";
import type { WardModel } from "./ward-model.ts";

/** The first day that figures can stand on. */
export const EARLIEST: Day = "2000-01-01";
/** A ward that is never at rest for so long is overrun. */
const MAX_TRIES = 20;

/**
 * A moment to look at, and the present, both milliseconds since the epoch. `knownAt` is up to when events count: now, unless
 * somebody asks how things stood at a moment of the past. It is `asOf`, or `asOf` is the end of an earlier day.
 */
export type Moment = { asOf: number; now: number; knownAt: number };
export type Wanted = { range: DayRange; moment: Moment };

/**
 * The ledgers of some periods at some moments, all of one revision: sums over the period, all time up to `asOf`, and all
 * time before the period. Where `knownAt` lies in the past they are those of the events up to then.
 */
export async function readLedgers(
  model: WardModel,
  wanted: readonly Wanted[],
): Promise<{ ledgers: Ledger[]; rev: number }> {
  const looks = wanted.flatMap(({ range, moment }, place) =>
    isPast(moment) ? [{ range, asOf: moment.asOf, knownAt: moment.knownAt, place }] : [],
  );
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const { rev } = model;
    const corrections = looks.length === 0 ? [] : await model.past.corrections(model.rules, rev, looks);
    await loadLedgers(model, wanted);
    // Without a correction the counters of any one revision do.
    if (model.rev !== rev && looks.length > 0) continue;
    const ledgers = wanted.map(({ range, moment }) => ledgerAt(model, range, moment));
    for (const [n, { place }] of looks.entries()) {
      const [ledger, correction] = [ledgers[place], corrections[n]];
      if (!ledger || !correction) continue;
      for (const span of ["period", "until", "before"] as const) addAll(ledger[span], correction[span], 1);
    }
    return { ledgers, rev: model.rev };
  }
  throw new AppError("too-busy", `ward ${model.ward} does not come to rest`, { retryAfterSeconds: 1 });
}

/** True where events count up to a moment before now alone. */
export function isPast({ knownAt, now }: Moment): boolean {
  return knownAt < now;
}

/** Brings what some ledgers are made of into memory, all at one revision. */
export async function loadLedgers(model: WardModel, wanted: readonly Wanted[]): Promise<void> {
  const buckets = wanted.flatMap(({ range, moment }) => Object.values(bucketsFor(range, moment)).flat());
  await model.ensure([...new Set(buckets)]);
}

/**
 * A ledger of all events that are known now, whatever `knownAt` says; see {@link readLedgers} for the past. What is not in
 * memory counts as none.
 */
export function ledgerAt(model: WardModel, range: DayRange, moment: Moment): Ledger {
  const needed = bucketsFor(range, moment);
  const ledger: Ledger = {
    period: sumBuckets(model, needed.period),
    until: sumBuckets(model, needed.until),
    before: sumBuckets(model, needed.before),
  };
  const day = dayOf(moment.asOf);
  for (const clock of needed.clock) {
    takeOffFuture(ledger.until, model.bucket(clock), moment.asOf);
    const span = day < range.from ? ledger.before : day <= range.to ? ledger.period : null;
    if (span) takeOffFuture(span, model.bucket(clock), moment.asOf);
  }
  return ledger;
}

/** The next instant after `now` at which time alone changes a figure; `null` when none is left today. */
export function nextClockInstant(model: WardModel, now: number): number | null {
  const today = dayOf(now);
  const nowMs = now - startOfDay(today);
  let next: number | null = null;
  for (const field of model.bucket(`c:${today}`).keys()) {
    const ms = Number(field.slice(0, field.indexOf("@")));
    if (ms > nowMs && (next === null || ms < next)) next = ms;
  }
  return next === null ? null : startOfDay(today) + next;
}

function bucketsFor(range: DayRange, { asOf }: Moment) {
  const lastDay = dayOf(asOf);
  const to = range.to < lastDay ? range.to : lastDay;
  const dayBefore = addDays(range.from, -1);
  return {
    period: range.from <= to ? bucketsOf({ from: range.from, to }) : [],
    until: bucketsOf({ from: EARLIEST, to: lastDay }),
    before:
      range.from > EARLIEST
        ? bucketsOf({ from: EARLIEST, to: dayBefore < lastDay ? dayBefore : lastDay })
        : [],
    // A day that is over has all of its instants behind it.
    clock: asOf < endOfDay(lastDay) ? [`c:${lastDay}`] : [],
  };
}

function sumBuckets(model: WardModel, buckets: readonly string[]): Counts {
  const sum: Counts = new Map();
  for (const bucket of buckets) for (const [field, n] of model.bucket(bucket)) bump(sum, field, n);
  return sum;
}

/** What stands on the day's clock later than `asOf` has not happened yet. */
function takeOffFuture(sum: Counts, clock: Counts, asOf: number): void {
  const nowMs = asOf - startOfDay(dayOf(asOf));
  for (const [entry, n] of clock) {
    const mark = entry.indexOf("@");
    if (Number(entry.slice(0, mark)) > nowMs) bump(sum, entry.slice(mark + 1), -n);
  }
}
