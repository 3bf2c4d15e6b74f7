import { SUSPECT_KINDS, WardSettings, type DossierEvent } from "@nhip/contracts";
import { createRules, fold, suspectsOf } from "@nhip/domain";
import { expect, test } from "vitest";
import { recentDays } from "./recent-days.ts";
import { isDossierEvent } from "./recount.ts";
import { sampleWard } from "./sample-ward.ts";
import type { WireDossierEvent } from "./wire-event.ts";

function asTold({ id, type, subject, time, data }: WireDossierEvent): DossierEvent {
  const { dueAt, receivedAt: _received, resolvedAt: _resolved, ...facts } = data;
  const due = dueAt === undefined ? {} : { dueAt: Date.parse(dueAt) };
  return { id, type, subject, time: Date.parse(time), data: { ...facts, ...due } };
}

test.each([
  ["2026-11-18", "10:00"],
  ["2026-11-26", "15:00"],
])("on %s at %s each kind of question has a few dossiers", (day, clock) => {
  const now = Date.parse(`${day}T${clock}:00+07:00`);
  const rules = createRules(WardSettings.parse(sampleWard).rules);
  const histories = new Map<string, DossierEvent[]>();
  for (const event of recentDays(day, now).filter(isDossierEvent).map(asTold))
    histories.set(event.subject, [...(histories.get(event.subject) ?? []), event]);
  const kinds = [...histories.values()].flatMap((history) =>
    suspectsOf({ history, dossier: fold(history, rules) }, rules, now).map(({ kind }) => kind),
  );
  const counts = SUSPECT_KINDS.map((kind) => ({ kind, n: kinds.filter((one) => one === kind).length }));
  expect(counts.filter(({ n }) => n < 1 || n > 12)).toEqual([]);
});
