import type { WardEvent } from "@nhip/contracts";
import { addressOf, currentWait, dossierEvents, entityOf, fold, merge } from "@nhip/domain";
import type { WireEvent } from "@nhip/sample";
import { expect } from "vitest";
import { asWardEvent } from "./as-ward-event.ts";
import { RULES, loggedEvents, storedBuckets, undisturbed, type Plain } from "./counted.ts";
import type { Stack } from "./stack.ts";
import { figure, readKpis } from "./talk.ts";

/** Each event counted exactly once: every counter in Redis, every figure of GET, and the log. */
export async function expectExact(stack: Stack, ward: string, wire: readonly WireEvent[]): Promise<void> {
  const events = wire.map(asWardEvent);
  const unique = new Set(events.map(({ id }) => id));
  const logged = await loggedEvents(stack, ward);
  expect([logged.length, new Set(logged.map(({ id }) => id)).size]).toEqual([unique.size, unique.size]);
  const expected = undisturbed(events);
  expect(await storedBuckets(stack, ward)).toEqual(expected);
  await expectFigures(stack, ward, events, expected);
}

/**
 * For traffic that was cut: what was answered 202 is in the log, nothing is in it twice or that nobody sent, and the
 * counters are those of an undisturbed run of the log.
 */
export async function expectSound(
  stack: Stack,
  ward: string,
  sent: readonly WireEvent[],
  accepted: readonly WireEvent[],
): Promise<void> {
  const logged = await loggedEvents(stack, ward);
  const ids = new Set(logged.map(({ id }) => id));
  expect(logged.length).toBe(ids.size);
  expect(accepted.filter(({ id }) => !ids.has(id)).map(({ id }) => id)).toEqual([]);
  const known = new Set(sent.map(({ id }) => id));
  expect([...ids].filter((id) => !known.has(id))).toEqual([]);
  const expected = undisturbed(logged);
  expect(await storedBuckets(stack, ward)).toEqual(expected);
  await expectFigures(stack, ward, logged, expected);
}

/** GET of each day, month and year against sums of its own bucket; balances against each dossier's own fold. */
async function expectFigures(
  stack: Stack,
  ward: string,
  events: readonly WardEvent[],
  expected: Plain,
): Promise<void> {
  for (const [name, fields] of Object.entries(expected)) {
    if (name.startsWith("c:")) continue;
    const sum = (measure: string): number =>
      Object.entries(fields).reduce(
        (total, [field, n]) => total + (field.startsWith(`${measure}|`) ? n : 0),
        0,
      );
    const reading = await readKpis(stack, ward, name.slice(2));
    const early = sum("closed.early");
    const onTime = sum("closed.onTime");
    const late = sum("closed.late");
    const undated = sum("closed.undated");
    const shown = (id: string): unknown => figure(reading, `dossiers.${id}`);
    expect({
      name,
      received: shown("received"),
      resolved: shown("resolved"),
      early: shown("early"),
      onTime: shown("onTime"),
      late: shown("late"),
      undated: shown("undated"),
    }).toEqual({
      name,
      received: sum("received"),
      resolved: early + onTime + late + undated,
      early,
      onTime,
      late,
      undated,
    });
  }
  const reading = await readKpis(stack, ward, "today");
  const shown = (id: string): unknown => figure(reading, `dossiers.${id}`);
  expect({ open: shown("open"), waiting: shown("waiting"), overdue: shown("overdue") }).toEqual(
    balances(events, Date.parse(reading.asOf)),
  );
}

/** Open, waiting and overdue by looking at one dossier after the other. */
function balances(events: readonly WardEvent[], asOf: number) {
  const byDossier = new Map<string, WardEvent[]>();
  for (const event of events) {
    const address = addressOf(entityOf(event));
    byDossier.set(address, [...(byDossier.get(address) ?? []), event]);
  }
  const open = [...byDossier.values()]
    .map((own) => fold(dossierEvents(merge([], own).history), RULES))
    .filter((dossier) => !dossier.voided && dossier.receivedAt !== null && dossier.closedAt === null);
  const waiting = open.filter((dossier) => currentWait(dossier)?.kind === "supplement").length;
  const overdue = open.filter(
    (dossier) => !currentWait(dossier) && (dossier.dueAt ?? Infinity) < asOf,
  ).length;
  return { open: open.length, waiting, overdue };
}
