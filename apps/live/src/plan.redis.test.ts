import { afterAll, beforeAll, expect, test } from "vitest";
import type { Plan, WardEvent } from "@nhip/contracts";
import { addDays, startOfDay, weekday, type Day } from "@nhip/domain";
import { QUIET, next, openLive, watch } from "./live.testing.ts";

const HOUR_MS = 3_600_000;
let live: Awaited<ReturnType<typeof openLive>>;
beforeAll(async () => {
  live = await openLive();
  await live.put(QUIET, [...dossiers("2023-09-11", "2023-11-24"), ...STATEMENTS]);
});
afterAll(() => live.close());

const at = (text: string): number => Date.parse(`${text}:00+07:00`);
const target = (kpi: string, value: number, more: object = {}): WardEvent => ({
  id: `t-${kpi}-${JSON.stringify(more)}`,
  type: "target.set",
  time: at("2023-01-03T08:00"),
  data: { kpi, period: "2023", value, source: "KH 12/KH-UBND", ...more },
});
const report = (unit: string, value: number): WardEvent => ({
  id: `r-${unit}`,
  type: "indicator.reported",
  time: at("2023-10-31T16:00"),
  data: { indicator: "eid.accounts", unit, period: "2023-10", value },
});
const STATEMENTS = [
  target("dossiers.received", 300),
  target("online.full.rate", 70),
  target("indicator.eid.accounts", 500, { unit: "to-7" }),
  target("dossiers.resolved", 40, { unit: "to-7" }),
  target("dossiers.recieved", 10),
  report("to-7", 417),
  report("to-8", 120),
];

/** Two dossiers of every weekday, the first one filed online; both can be. */
function dossiers(from: Day, to: Day): WardEvent[] {
  const events: WardEvent[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) {
    if (weekday(day) > 5) continue;
    for (const channel of ["online", "direct"] as const) {
      events.push({
        id: `${day}-${channel}`,
        type: "dossier.received",
        subject: `D-${day}-${channel}`,
        time: startOfDay(day) + 9 * HOUR_MS,
        data: { channel, level: "full" },
      });
    }
  }
  return events;
}
const plan = async (query: string) => (await live.get<Plan>(`/api/v1/wards/${QUIET}/plan?${query}`)).body;
const rowOf = ({ rows }: Plan, id: string, unit: string | null = null) =>
  rows.find((row) => row.id === id && row.forUnit === unit);

test("C6: a row for each target, with pace, forecast and what is needed a week", async () => {
  const year = await plan("period=2023&asOf=2023-11-25T09:00:00%2B07:00");
  // Five weeks without a day off are left of the 249 working days of 2023; 300 × 224 / 249 = 269.9.
  expect(year.workingDays).toEqual({ total: 249, done: 224, left: 25 });
  expect(rowOf(year, "dossiers.received")).toMatchObject({
    value: 110,
    target: 300,
    source: "KH 12/KH-UBND",
    pace: 270,
    ahead: -160,
    status: "bad",
    forecast: { value: 160 },
    neededAWeek: 38,
    usualAWeek: 10,
  });
  expect(rowOf(year, "online.full.rate")).toMatchObject({
    value: 50,
    pace: 70,
    ahead: -20,
    forecast: { value: 50 },
    neededAWeek: null,
    reasons: { neededAWeek: "out-of-reach" },
  });
});

test("a unit's target is held against the unit's own reports; what nobody counts by unit, or a slip, says so", async () => {
  const year = await plan("period=2023&asOf=2023-11-25T09:00:00%2B07:00");
  expect(rowOf(year, "indicator.eid.accounts", "to-7")).toMatchObject({
    value: 417,
    target: 500,
    attainment: 83.4,
    reasons: { forecast: "level" },
  });
  expect(rowOf(year, "dossiers.resolved", "to-7")).toMatchObject({
    value: null,
    reasons: { value: "not-by-unit" },
  });
  expect(rowOf(year, "dossiers.recieved")).toMatchObject({ value: null, reasons: { value: "unknown-kpi" } });
  expect(year.rows).toHaveLength(5);
  const kpi = (await live.kpis(QUIET, "period=2023")).kpis.find(({ id }) => id === "indicator.eid.accounts");
  expect(kpi).toMatchObject({ value: 537, target: null, pace: null });
});

test("what a year's plan wants of a month is not made up; its rates hold in the month too", async () => {
  const month = await plan("period=2023-11");
  expect(rowOf(month, "dossiers.received")).toBeUndefined();
  expect(rowOf(month, "online.full.rate")).toMatchObject({ value: 50, target: 70, forecast: null });
  expect(await live.get(`/api/v1/wards/${QUIET}/plan?period=soon`)).toMatchObject({ status: 400 });
});

test("screens get the pace with the snapshot, and a new one when a plan is set", async () => {
  const screen = live.client();
  const answer = await watch(screen, QUIET, "year");
  const of = (kpis: { id: string; pace: number | null }[]) =>
    kpis.find(({ id }) => id === "dossiers.onTimeRate")?.pace;
  expect(answer.ok && of(answer.snapshot.kpis)).toBeNull();
  const told = next(screen, "kpi:snapshot");
  const period = new Date(live.now() + 7 * HOUR_MS).toISOString().slice(0, 4);
  await live.put(QUIET, [target("dossiers.onTimeRate", 98, { period })]);
  expect(of((await told).kpis)).toBe(98);
});
