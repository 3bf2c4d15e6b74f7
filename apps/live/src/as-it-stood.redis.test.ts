import { afterAll, beforeAll, expect, test } from "vitest";
import {
  CHANGE_AGAINST,
  WardSettings,
  type DossierEvent,
  type DossierRow,
  type ExplainedDossiers,
  type ExplainedPart,
  type Explanation,
  type KpiChange,
  type KpiReading,
  type KpiValue,
  type Replay,
  type WardEvent,
} from "@nhip/contracts";
import { createCatalogue, createRules, dayOf, formatInstant } from "@nhip/domain";
import { createRandom, sampleWard, sampleYear } from "@nhip/sample";
import { recount, verdictOf } from "../../../packages/sample/src/recount.ts";
import { asWardEvent } from "../../../tests/as-ward-event.ts";
import { handCount, ofReports } from "./as-it-stood.testing.ts";
import { openLive, valueOf } from "./live.testing.ts";

const seed = process.env["ASOF_SEED"] ?? String(Date.now());
const random = createRandom(seed);
const FROM = Date.parse("2022-01-03T07:30:00+07:00");
const TO = Date.parse("2022-12-31T17:00:00+07:00");
const moment = () => Math.floor(random.between(FROM, TO));
const settings = WardSettings.parse(sampleWard);
const catalogue = createCatalogue(settings.catalogue);
const year = sampleYear();
const events = year.map(asWardEvent);

let live: Awaited<ReturnType<typeof openLive>>;
beforeAll(async () => {
  live = await openLive(sampleWard);
  await live.put(sampleWard.id, events);
});
afterAll(() => live.close());

/** Another test of the same Redis may make it pause. */
async function kpis(ward: string, query: string): Promise<KpiReading> {
  for (;;) {
    const { status, body } = await live.get<KpiReading>(`/api/v1/wards/${ward}/kpis?${query}`);
    if (status !== 503) return body;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}
const asOf = (at: number) => `asOf=${encodeURIComponent(formatInstant(at))}`;

/** Every figure at some moments, for the year and the day or month: as told, and as counted by hand. */
async function toldAndCounted(
  all: readonly WardEvent[],
  moments: readonly number[],
): Promise<{ told: object[]; counted: object[] }> {
  const hand = handCount(all, settings);
  const both: { told: object[]; counted: object[] } = { told: [], counted: [] };
  for (const [n, at] of moments.toSorted((a, b) => a - b).entries()) {
    for (const period of ["2022", dayOf(at).slice(0, n % 3 === 0 ? 7 : 10)]) {
      const where = `${formatInstant(at)} ${period}, seed ${seed}`;
      const counted = hand.at(at, period);
      const reading = await kpis(sampleWard.id, `period=${period}&${asOf(at)}`);
      both.told.push({ where, enough: reading.kpis.length > 15 });
      both.counted.push({ where, enough: true });
      for (const kpi of reading.kpis) {
        both.told.push({ where, ...figures(kpi) });
        both.counted.push({ where, ...figures(counted.get(kpi.id)) });
      }
    }
  }
  return both;
}
const figures = (kpi: KpiValue | undefined) => ({
  id: kpi?.id,
  value: kpi?.value,
  numerator: kpi?.numerator,
  denominator: kpi?.denominator,
  target: kpi?.target,
  status: kpi?.status,
});

/** An event long after the sample's year, or one of the year that comes only now. */
function late(
  n: number,
  event: Partial<DossierEvent> & Pick<DossierEvent, "type" | "subject" | "time">,
): WardEvent {
  return { id: `late-${n}`, data: {}, ...event };
}

test(`C3: asOf at 50 random moments, and around single events, equals a recount of the events up to then (seed ${seed})`, async () => {
  const some = Array.from({ length: 50 }, moment);
  const single = Array.from({ length: 4 }, () => random.pick([...events.keys()] as [number, ...number[]]));
  const around = single.flatMap((n) => [-1, 0, 1].map((off) => (events[n]?.time ?? FROM) + off));
  const { told, counted } = await toldAndCounted(events, [...some, ...around]);
  expect(told).toEqual(counted);
});

test("C3: what came late counts from the moment of which it speaks, and changes no moment before it", async () => {
  const dossiers = [...new Set(events.flatMap((event) => ("subject" in event ? [event.subject] : [])))];
  const receipts = new Map(
    events.flatMap((event) => (event.type === "dossier.received" ? [[event.subject, event.time]] : [])),
  );
  const lateOnes = Array.from({ length: 120 }, (_, n): WardEvent => {
    const subject = dossiers[Math.floor(random.between(0, dossiers.length))] ?? "";
    const received = receipts.get(subject) ?? FROM;
    const time = n % 2 === 0 ? moment() : Date.parse("2025-03-03T09:00:00+07:00") + n;
    switch (n % 5) {
      case 0:
        return late(n, { type: "dossier.voided", subject, time });
      case 1:
        return late(n, {
          type: "dossier.extended",
          subject,
          time,
          data: { dueAt: received + 40 * 86_400_000 },
        });
      case 2:
        return late(n, { type: "dossier.resumed", subject, time });
      case 3:
        return late(n, {
          type: "dossier.corrected",
          subject,
          time,
          data: { resolvedAt: Math.min(received + 90 * 86_400_000, time) },
        });
      default:
        return late(n, {
          type: "dossier.corrected",
          subject,
          time,
          data: { field: "dat-dai", receivedAt: received - 3_600_000 },
        });
    }
  });
  const target: WardEvent = {
    id: "late-target",
    type: "target.set",
    time: TO,
    data: { kpi: "dossiers.onTimeRate", period: "2022", value: 99 },
  };
  const moments = Array.from({ length: 12 }, moment);
  const before = await toldAndCounted(events, moments.slice(0, 4));
  expect(before.told).toEqual(before.counted);
  await live.put(sampleWard.id, [...lateOnes, target]);
  const after = await toldAndCounted([...events, ...lateOnes, target], [...moments, TO - 1, TO]);
  expect(after.told).toEqual(after.counted);
});

test("a plain reading of the events, without the rules, comes to the same", async () => {
  await live.put("phuong-yen", events);
  for (const at of Array.from({ length: 8 }, moment)) {
    const dossiers = recount(year.filter(({ time }) => Date.parse(time) <= at));
    const received = dossiers.filter(({ receivedAt }) => receivedAt !== undefined);
    const resolved = received.filter(({ resolvedAt }) => resolvedAt !== undefined);
    const reading = await kpis("phuong-yen", `period=2022&${asOf(at)}`);
    const of = (id: string) => [id, valueOf(reading, id)];
    expect([
      of("dossiers.received"),
      of("dossiers.resolved"),
      of("dossiers.early"),
      of("dossiers.open"),
    ]).toEqual([
      ["dossiers.received", received.length],
      ["dossiers.resolved", resolved.length],
      ["dossiers.early", resolved.filter((one) => verdictOf(one) === "early").length],
      ["dossiers.open", received.length - resolved.length],
    ]);
  }
});

test("a replayed day shows at each of its moments what asOf shows there", async () => {
  const { body } = await live.get<Replay>(`/api/v1/wards/phuong-yen/replay?day=2022-12-05&step=45`);
  expect(body.moments.map((at) => at.slice(11, 16))).toEqual(
    "07:30 08:15 09:00 09:45 10:30 11:15 12:00 12:45 13:30 14:15 15:00 15:45 16:30 17:00".split(" "),
  );
  for (const [name, period] of [
    ["day", "2022-12-05"],
    ["year", "2022"],
  ] as const) {
    const { kpis: first, changes } = body.periods[name];
    const shown = new Map(first.map(({ id, value }) => [id, value]));
    for (const [n, at] of body.moments.entries()) {
      for (const { id, value } of changes[n] ?? []) shown.set(id, value);
      const reading = await kpis("phuong-yen", `period=${period}&${asOf(Date.parse(at))}`);
      expect([at, Object.fromEntries(shown)]).toEqual([
        at,
        Object.fromEntries(reading.kpis.map(({ id, value }) => [id, value])),
      ]);
    }
    expect(changes.flat().length).toBeGreaterThan(5);
  }
});

/** All dossiers behind one side of a figure, page by page, each once. */
async function behind(id: string, query: string, part: ExplainedPart): Promise<DossierRow[]> {
  const rows: DossierRow[] = [];
  for (let cursor: string | null = ""; cursor !== null;) {
    const more: string = cursor === "" ? "" : `&cursor=${encodeURIComponent(cursor)}`;
    const path = `/api/v1/wards/${sampleWard.id}/kpis/${id}/explain/dossiers`;
    const { body } = await live.get<ExplainedDossiers>(`${path}?${query}&part=${part}&limit=500${more}`);
    rows.push(...body.dossiers);
    ({ cursor } = body);
    if (cursor === null) expect([id, part, rows.length]).toEqual([id, part, body.total]);
  }
  expect([id, new Set(rows.map(({ code }) => code)).size]).toEqual([id, rows.length]);
  return rows;
}

/** A figure made of nothing but what its explanation lists. */
async function recomputed(id: string, query: string, body: Explanation): Promise<number | null> {
  const formula = catalogue.byId(id)?.formula;
  const kind = formula?.kind;
  const tenth = (value: number) => Math.round(value * 10) / 10;
  if (formula?.kind === "report") return ofReports(formula, body, settings.units);
  if (kind === "index766")
    return body.value === null
      ? null
      : tenth(body.operands.reduce((sum, { sign, value }) => sum + sign * (value ?? 0), 0));
  if (kind === "duties") {
    const side = (of: "numerator" | "denominator") =>
      body.operands.reduce((sum, { part, value }) => sum + (part === of ? (value ?? 0) : 0), 0);
    if (formula?.kind === "duties" && formula.part === "missing")
      return body.value === null ? null : side("numerator");
    return side("denominator") === 0 ? null : tenth((100 * side("numerator")) / side("denominator"));
  }
  const rows = await behind(id, query, "numerator");
  if (kind === "count") return rows.length;
  if (kind === "ratio") {
    const others = await behind(id, query, "denominator");
    return others.length === 0 ? null : tenth((100 * rows.length) / others.length);
  }
  const { calendar } = createRules(settings.rules);
  const hours = rows.map(({ receivedAt, closedAt }) => {
    const took = calendar.workingMsBetween(Date.parse(receivedAt), Date.parse(closedAt ?? "")) / 3_600_000;
    return Math.round(took) <= 200 ? Math.round(took) : Math.round(Math.round(took) / 8) * 8;
  });
  const sorted = hours.toSorted((a, b) => a - b);
  const at = (place: number) => sorted[place] ?? 0;
  const middle = (sorted.length - 1) / 2;
  return sorted.length === 0 ? null : (at(Math.floor(middle)) + at(Math.ceil(middle))) / 2;
}

test.each([`period=2022-12&${asOf(Date.parse("2022-12-12T07:39:06+07:00"))}`, "period=2022-11"])(
  "C2: every KPI is made anew of the dossiers and reports it lists, and its changes add up: %s",
  async (query) => {
    for (const { id } of catalogue.kpis) {
      const path = `/api/v1/wards/${sampleWard.id}/kpis/${id}/explain?${query}`;
      const { body } = await live.get<Explanation>(path);
      expect([id, await recomputed(id, query, body)]).toEqual([id, body.value]);
      expect([id, body.changes.map(({ against }) => against)]).toEqual([id, [...CHANGE_AGAINST]]);
      expect([id, body.changes.flatMap(troubleOf)]).toEqual([id, []]);
    }
  },
);

/** Where a change does not add up. */
function troubleOf({ against, from, to, change, parts, reason }: KpiChange): string[] {
  const tenths = (value: number | null) => Math.round((value ?? 0) * 10);
  if (change === null) return reason?.startsWith("no-figure") ? [] : [`${against}: no change and no reason`];
  const troubles: string[] = [];
  if (tenths(from) + tenths(change) !== tenths(to)) troubles.push(`${against}: ${from} + ${change} = ${to}`);
  for (const by of new Set(parts.map((part) => part.by))) {
    const sum = parts.filter((part) => part.by === by).reduce((n, part) => n + tenths(part.contribution), 0);
    if (sum !== tenths(change)) troubles.push(`${against}: by ${by} ${sum}, not ${tenths(change)} tenths`);
  }
  if (change !== 0 && parts.length === 0 && reason === undefined) troubles.push(`${against}: nobody made it`);
  return troubles;
}

test("moments that are none are refused in words", async () => {
  const ward = `/api/v1/wards/${sampleWard.id}`;
  const future = encodeURIComponent(formatInstant(live.now() + 60_000));
  for (const [path = "", code] of [
    [`${ward}/kpis?asOf=${future}`, "time-in-future"],
    [`${ward}/kpis/dossiers.open/explain?asOf=${future}`, "time-in-future"],
    [`${ward}/kpis?asOf=1999-12-31T23:00:00%2B07:00`, "time-out-of-range"],
    [`${ward}/kpis?compare=never`, "invalid-value"],
    [`${ward}/replay?day=2090-01-01`, "time-in-future"],
    [`${ward}/replay?day=hom-qua`, "invalid-value"],
    [`${ward}/replay?day=2022-12-05&step=0`, "invalid-value"],
    [`${ward}/replay?day=2022-12-05&step=1`, "invalid-value"],
  ])
    expect(await live.get(path)).toMatchObject({ status: 400, body: { code } });
});
