import * as fc from "fast-check";
import { expect, test } from "vitest";
import { DOSSIER_EVENT_TYPES, WardSettings, type DossierEvent } from "@nhip/contracts";
import { endOfDay, dayOf } from "./civil-day.ts";
import { contribution } from "./contribution.ts";
import { fold } from "./dossier.ts";
import { byTimeThenId } from "./history.ts";
import { ledgerOf } from "./kpi/explain.ts";
import type { Ledger } from "./kpi/ledger.ts";
import { takenBack } from "./past.ts";
import { createRules } from "./rules.ts";

const rules = createRules(
  WardSettings.parse({ id: "w", name: "w", rules: { procedureDays: { p: 1 } } }).rules,
);
const START = Date.parse("2022-11-28T00:00:00+07:00");
const instant = fc.integer({ min: 0, max: 12 * 24 * 4 }).map((n) => START + n * 900_000);
const event: fc.Arbitrary<Omit<DossierEvent, "id">> = fc.record({
  type: fc.oneof(
    { weight: 1, arbitrary: fc.constantFrom(...DOSSIER_EVENT_TYPES) },
    { weight: 1, arbitrary: fc.constantFrom("dossier.received", "dossier.resolved", "dossier.voided") },
  ),
  subject: fc.constant("H64-1"),
  time: instant,
  data: fc.record(
    {
      field: fc.constantFrom("ho-tich", "dat-dai"),
      procedure: fc.constant("p"),
      dueAt: instant,
      receivedAt: instant,
      resolvedAt: instant,
    },
    { requiredKeys: [] },
  ),
});
const history = fc
  .array(event, { minLength: 1, maxLength: 9 })
  .map((events) => events.map((one, n): DossierEvent => ({ ...one, id: `e${n}` })).toSorted(byTimeThenId));

const sum = (a: Ledger, b: Ledger) => {
  const all: Record<string, number> = {};
  for (const span of ["period", "until", "before"] as const)
    for (const counts of [a[span], b[span]])
      for (const [field, n] of counts) all[`${span} ${field}`] = (all[`${span} ${field}`] ?? 0) + n;
  return Object.fromEntries(Object.entries(all).filter(([, n]) => n !== 0));
};
const NONE: Ledger = { period: new Map(), until: new Map(), before: new Map() };

test("with what is taken back, a dossier stands in the counters as its events up to then put it", () => {
  fc.assert(
    fc.property(history, instant, fc.integer({ min: -1, max: 1 }), fc.nat(11), (events, at, off, day) => {
      const knownAt = at + off;
      const from = dayOf(START + day * 86_400_000);
      const range = { from, to: dayOf(START + (day + 2) * 86_400_000) };
      const now = contribution(fold(events, rules), rules);
      const known = events.filter((one) => one.time <= knownAt);
      const then = known.length === 0 ? new Map() : contribution(fold(known, rules), rules);
      const correction = takenBack(events, knownAt, rules);
      for (const asOf of [knownAt, endOfDay(dayOf(knownAt - 2 * 86_400_000))]) {
        const wanted = sum(ledgerOf(then, range, asOf), NONE);
        expect(sum(ledgerOf(now, range, asOf), ledgerOf(correction, range, asOf))).toEqual(wanted);
      }
    }),
    { numRuns: 3_000 },
  );
});

test("what nobody has touched since is not taken back", () => {
  const received: DossierEvent = {
    id: "1",
    type: "dossier.received",
    subject: "H64-1",
    time: START,
    data: {},
  };
  expect(takenBack([received], START, rules).size).toBe(0);
  expect(takenBack([received], START - 1, rules).size).toBe(0);
  const later = { ...received, time: START + 1 };
  expect(takenBack([later], START, rules).size).toBe(1);
});
