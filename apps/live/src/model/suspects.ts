import type { WardStore } from "@nhip/backbone";
import type { DossierRow } from "@nhip/contracts";
import {
  OPEN_INDEX,
  addDays,
  dayOf,
  dossierEvents,
  dossierRow,
  fold,
  suspectsOf,
  type Suspect,
} from "@nhip/domain";
import type { WardModel } from "./ward-model.ts";

const DAYS_BACK = 30;
const MAX_LOOKED_AT = 20_000;
const CODES_AT_ONCE = 500;
const MINUTE_MS = 60_000;
/** A reading is used again until so many times what it cost have passed, so that a busy ward spends a tenth on it. */
const REST = 10;

export type FoundSuspect = { code: string; suspect: Suspect; row: DossierRow };
export type SuspectReading = {
  rev: number;
  now: number;
  found: FoundSuspect[];
  looked: number;
  complete: boolean;
  /** Answered dossiers among those looked at, and how many of them were delivered. */
  answered: number;
  delivered: number;
};

type Kept = {
  mark: string;
  minute: number;
  rev: number;
  restUntil: number;
  reading: Promise<SuspectReading>;
};

/**
 * The suspects among a ward's open dossiers and those that stand on a day of the last 30. One reading serves all who ask
 * at the same revision and minute. `steadyNow` measures what a reading costs.
 */
export function createSuspectReader(store: WardStore, steadyNow: () => number = () => performance.now()) {
  const kept = new Map<string, Kept>();

  return async (model: WardModel, now: number): Promise<SuspectReading> => {
    const { rev } = model;
    const { mark } = model.rules;
    const minute = Math.floor(now / MINUTE_MS);
    const last = kept.get(model.ward);
    const rests = last !== undefined && (last.rev === rev || steadyNow() < last.restUntil);
    if (last?.mark === mark && last.minute === minute && rests) return last.reading;
    const began = steadyNow();
    const one: Kept = { mark, minute, rev, restUntil: Infinity, reading: read(store, model, now) };
    kept.set(model.ward, one);
    try {
      return await one.reading;
    } catch (error) {
      if (kept.get(model.ward) === one) kept.delete(model.ward);
      throw error;
    } finally {
      const ended = steadyNow();
      one.restUntil = ended + REST * (ended - began);
    }
  };
}
export type SuspectReader = ReturnType<typeof createSuspectReader>;

async function read(store: WardStore, model: WardModel, now: number): Promise<SuspectReading> {
  const { rev, rules } = model;
  const reading: SuspectReading = {
    rev,
    now,
    found: [],
    looked: 0,
    complete: true,
    answered: 0,
    delivered: 0,
  };
  const seen = new Set<string>();
  for await (const codes of candidates(store, model.ward, now)) {
    const room = MAX_LOOKED_AT - seen.size;
    const fresh = [...new Set(codes)].filter((code) => !seen.has(code));
    if (fresh.length > room) reading.complete = false;
    const taken = fresh.slice(0, room);
    for (const code of taken) seen.add(code);
    for (const { code, history } of await store.readDossiers(model.ward, taken)) {
      const events = dossierEvents(history);
      const dossier = fold(events, rules);
      if (dossier.outcome === "resolved") reading.answered += 1;
      if (dossier.deliveredAt !== null) reading.delivered += 1;
      const suspects = suspectsOf({ history: events, dossier }, rules, now);
      if (suspects.length === 0) continue;
      const row = dossierRow(code, dossier, rules, now);
      if (row) reading.found.push(...suspects.map((suspect) => ({ code, suspect, row })));
    }
    if (!reading.complete) break;
  }
  reading.looked = seen.size;
  return reading;
}

/** All open dossiers, soonest due first, then those that stand on a day, newest day first. */
async function* candidates(store: WardStore, ward: string, now: number): AsyncGenerator<string[]> {
  for (let offset = 0; ; offset += CODES_AT_ONCE) {
    const range = { from: -Infinity, to: Infinity, offset, limit: CODES_AT_ONCE };
    const codes = await store.readIndex(ward, OPEN_INDEX, range);
    yield codes;
    if (codes.length < CODES_AT_ONCE) break;
  }
  const today = dayOf(now);
  const days = Array.from({ length: DAYS_BACK }, (_, n) => addDays(today, -n));
  for (const codes of await store.readDays(ward, days))
    for (let at = 0; at < codes.length; at += CODES_AT_ONCE) yield codes.slice(at, at + CODES_AT_ONCE);
}
