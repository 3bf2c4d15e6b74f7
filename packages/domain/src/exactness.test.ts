import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  DOSSIER_EVENT_TYPES,
  WardSettings,
  type DossierEvent,
  type DossierFacts,
  type WardEvent,
} from "@nhip/contracts";
import { dossierEvents, foldBatch } from "./batch.ts";
import { contribution } from "./contribution.ts";
import { addAll, type Counts } from "./counts.ts";
import { fold } from "./dossier.ts";
import { addressOf, entityOf } from "./entity.ts";
import type { History } from "./history.ts";
import { createRules, type Rules } from "./rules.ts";

const RUNS = { numRuns: 1_000 };
const START = Date.parse("2022-11-28T00:00:00+07:00");
const DAYS_20 = 20 * 86_400_000;

const rulesOf = (waitingClock: "pause" | "restart") =>
  createRules(
    WardSettings.parse({ id: "w", name: "w", rules: { waitingClock, procedureDays: { "1.001193": 1 } } })
      .rules,
  );
const someRules = fc.constantFrom(rulesOf("pause"), rulesOf("restart"));

const instant = fc.integer({ min: START, max: START + DAYS_20 });
const facts: fc.Arbitrary<DossierFacts> = fc.record(
  {
    procedure: fc.constantFrom("1.001193", "2.000815"),
    field: fc.constantFrom("ho-tich", "dat-dai"),
    channel: fc.constantFrom("direct", "online", "post"),
    level: fc.constantFrom("none", "partial", "full", "muc-do-3"),
    dueAt: instant,
    receivedAt: instant,
    verdict: fc.constantFrom("early", "on-time", "late"),
    score: fc.integer({ min: 0, max: 5 }),
    papersDigitized: fc.boolean(),
    resultElectronic: fc.boolean(),
    dataReused: fc.boolean(),
    feeDue: fc.boolean(),
    paidOnline: fc.boolean(),
  },
  { requiredKeys: [] },
);
const dossierEvent: fc.Arbitrary<DossierEvent> = fc.record({
  type: fc.constantFrom(...DOSSIER_EVENT_TYPES),
  subject: fc.constantFrom("H64-1", "H64-2", "H64-3"),
  time: instant,
  data: facts,
  id: fc.constant(""),
});
const reported = fc.record({
  indicator: fc.constant("accounts.assisted"),
  period: fc.constantFrom("2022-11", "2022-12"),
  value: fc.nat(99),
});
const reportEvent = fc.record({
  type: fc.constant("indicator.reported" as const),
  time: instant,
  data: reported,
  id: fc.constant(""),
});

/** Distinct events, each with an id of its own; times collide often enough to need the tie-break. */
const someEvents: fc.Arbitrary<WardEvent[]> = fc
  .array(fc.oneof({ weight: 6, arbitrary: dossierEvent }, { weight: 1, arbitrary: reportEvent }), {
    minLength: 1,
    maxLength: 14,
  })
  .map((events) =>
    events.map(
      (event, n) => ({ ...event, time: event.time - (event.time % 3_600_000), id: `e${n}` }) as WardEvent,
    ),
  );

type Store = {
  histories: Map<string, History>;
  counts: Counts;
  indexes: Map<string, number>;
  log: WardEvent[];
};
const emptyStore = (): Store => ({ histories: new Map(), counts: new Map(), indexes: new Map(), log: [] });

/** A worker with the store of a test: folds a batch on what it read and commits all of it. */
function work(
  store: Store,
  batch: readonly WardEvent[],
  rules: Rules,
  read: ReadonlyMap<string, History> = store.histories,
): void {
  const outcome = foldBatch(read, batch, rules);
  for (const { ref, history } of outcome.changed) store.histories.set(addressOf(ref), history);
  addAll(store.counts, outcome.counts, 1);
  for (const { index, member, score } of outcome.moves) {
    if (score === null) store.indexes.delete(`${index} ${member}`);
    else store.indexes.set(`${index} ${member}`, score);
  }
  store.log.push(...outcome.fresh);
}

const sorted = (map: ReadonlyMap<string, unknown>) => [...map].toSorted(([a], [b]) => (a < b ? -1 : 1));
const figures = (store: Store) => ({ counts: sorted(store.counts), histories: sorted(store.histories) });

/** The sum of contributions over all dossiers, counted afresh. */
function recount(store: Store, rules: Rules): Counts {
  const sum: Counts = new Map();
  for (const history of store.histories.values()) {
    const events = dossierEvents(history);
    if (events.length > 0) addAll(sum, contribution(fold(events, rules), rules), 1);
  }
  return sum;
}

/** Cuts a list into consecutive pieces. */
const cut = <T>(list: readonly T[], sizes: readonly number[]): T[][] => {
  const pieces: T[][] = [];
  let at = 0;
  for (let n = 0; at < list.length; n++)
    pieces.push(list.slice(at, (at += Math.max(1, sizes[n % sizes.length] ?? 1))));
  return pieces;
};

describe("the numbers are right whatever happens to the events", () => {
  const arrival = someEvents.chain((events) =>
    fc.record({
      events: fc.constant(events),
      order: fc.shuffledSubarray(events, { minLength: events.length }),
      repeats: fc.array(fc.constantFrom(...events), { maxLength: 10 }),
      sizes: fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 5 }),
      rules: someRules,
    }),
  );

  test("any order, any duplication and any batching give the same counters", () => {
    fc.assert(
      fc.property(arrival, ({ events, order, repeats, sizes, rules }) => {
        const plain = emptyStore();
        work(plain, events, rules);
        const disturbed = emptyStore();
        const stream = order
          .flatMap((event, n) => (repeats[n] ? [event, repeats[n]] : [event]))
          .concat(repeats);
        for (const batch of cut(stream, sizes)) work(disturbed, batch, rules);
        expect(figures(disturbed)).toEqual(figures(plain));
        expect(sorted(disturbed.indexes)).toEqual(sorted(plain.indexes));
        expect(new Set(disturbed.log.map(({ id }) => id))).toEqual(new Set(events.map(({ id }) => id)));
        expect(disturbed.log.length).toBe(events.length);
      }),
      RUNS,
    );
  });

  test("counters equal the sum of contributions, after every batch", () => {
    fc.assert(
      fc.property(arrival, ({ order, sizes, rules }) => {
        const store = emptyStore();
        for (const batch of cut(order, sizes)) {
          work(store, batch, rules);
          expect(sorted(store.counts)).toEqual(sorted(recount(store, rules)));
        }
      }),
      RUNS,
    );
  });

  test("any interleaving of concurrent workers gives the same counters", () => {
    fc.assert(
      fc.property(
        arrival,
        fc.array(fc.nat(), { minLength: 40, maxLength: 40 }),
        ({ events, order, sizes, rules }, picks) => {
          const plain = emptyStore();
          work(plain, events, rules);
          const shared = emptyStore();
          const versions = new Map<string, number>();
          const versionsOf = (batch: readonly WardEvent[]) =>
            batch.map((event) => versions.get(addressOf(entityOf(event))) ?? 0).join();
          // Each worker holds what it read; a pick lets one of them read or commit. Stale reads must be read again.
          const waiting = cut(order, sizes).map((batch) => ({
            batch,
            read: null as null | { at: string; histories: Map<string, History> },
          }));
          for (let n = 0; waiting.length > 0; n++) {
            const worker = waiting[(picks[n % picks.length] ?? 0) % waiting.length];
            if (!worker) break;
            if (!worker.read) {
              worker.read = { at: versionsOf(worker.batch), histories: new Map(shared.histories) };
              continue;
            }
            if (worker.read.at !== versionsOf(worker.batch)) {
              worker.read = null;
              continue;
            }
            work(shared, worker.batch, rules, worker.read.histories);
            for (const event of worker.batch) {
              const address = addressOf(entityOf(event));
              versions.set(address, (versions.get(address) ?? 0) + 1);
            }
            waiting.splice(waiting.indexOf(worker), 1);
          }
          expect(figures(shared)).toEqual(figures(plain));
        },
      ),
      RUNS,
    );
  });

  test("no balance ever goes below zero, and what came in equals what went out and what is open", () => {
    fc.assert(
      fc.property(someEvents, someRules, (events, rules) => {
        const store = emptyStore();
        work(store, events, rules);
        const days = [
          ...new Set(
            [...store.counts.keys()].filter((key) => key[10] === "/").map((key) => key.slice(0, 10)),
          ),
        ].toSorted();
        const running = new Map<string, number>();
        for (const day of days) {
          for (const [key, n] of store.counts) {
            if (!key.startsWith(`${day}/`)) continue;
            const measure = key.slice(11).split("|")[0] ?? "";
            const [state, edge] = measure.split(".");
            if (measure === "received") running.set("open", (running.get("open") ?? 0) + n);
            else if (state === "closed") running.set("open", (running.get("open") ?? 0) - n);
            else if (edge === "in" || edge === "out")
              running.set(state ?? "", (running.get(state ?? "") ?? 0) + (edge === "in" ? n : -n));
          }
          for (const balance of running.values()) expect(balance).toBeGreaterThanOrEqual(0);
        }
        const open = [...store.histories.values()].filter((history) => {
          const own = dossierEvents(history);
          if (own.length === 0) return false;
          const dossier = fold(own, rules);
          return !dossier.voided && dossier.receivedAt !== null && dossier.closedAt === null;
        });
        expect(running.get("open") ?? 0).toBe(open.length);
      }),
      RUNS,
    );
  });
});
