import type { KpiReading } from "@nhip/contracts";
import { figure, readKpis } from "../tests/talk.ts";
import { pause } from "../tests/until.ts";
import type { KnownWard } from "./compare-store.ts";
import { looked, note, type Findings } from "./findings.ts";
import { openOracleModel } from "./oracle-model.ts";
import { plainBalances, plainCounts } from "./plain-count.ts";
import type { PlainFigure } from "./statements.ts";

const OTHER_PERIODS = ["today", "week", "month", "quarter", "year"];
const PLAIN_KPIS = {
  received: ["received"],
  resolved: ["closed.early", "closed.onTime", "closed.late", "closed.undated"],
  early: ["closed.early"],
  onTime: ["closed.onTime"],
  late: ["closed.late"],
  undated: ["closed.undated"],
};

/** Of the days, a brief comparison takes every tenth. */
const BRIEF_DAYS = 10;
const MAX_TRIES = 10;
const AGAIN_MS = 500;

/**
 * Every KPI of every day, month and year that has figures, as a live server answers it, against the KPIs that follow from
 * the undisturbed counters, and the plain ones against the plain count.
 */
export async function compareFigures(
  liveUrl: string,
  known: KnownWard & {
    buckets: ReadonlyMap<string, ReadonlyMap<string, number>>;
    figures: readonly PlainFigure[];
  },
  findings: Findings,
  brief: boolean,
): Promise<void> {
  const { ward, buckets } = known;
  const oracle = await openOracleModel({ ward, buckets, events: known.events });
  const plain = plainCounts(known.dossiers);
  const named = [...buckets.keys()].filter(
    (name, n) => !name.startsWith("c:") && !(brief && name.startsWith("d:") && n % BRIEF_DAYS > 0),
  );
  for (const period of [...OTHER_PERIODS, ...named.map((name) => name.slice(2))]) {
    const reading = await readWhenAnswered(liveUrl, ward, period);
    const wanted = await oracle.read(period, Date.parse(reading.computedAt));
    const faults = readingDifferences(wanted, reading);
    const fields = plain.get(named.find((name) => name.slice(2) === period) ?? "");
    const plainFaults = [
      ...(fields || named.some((name) => name.slice(2) === period)
        ? countFaults(reading, fields ?? new Map())
        : []),
      ...(period === "today" ? balanceFaults(reading, known) : []),
      ...statementFaults(reading, period, ward, known.figures),
    ];
    looked(findings, "figures", wanted.kpis.length);
    note(
      findings,
      "differences",
      [...faults, ...plainFaults].map((fault) => `${ward} ${period} at ${liveUrl}: ${fault}`),
    );
  }
}

/** A server that has no answer for a moment is asked again: here figures are in question, not whether there are any. */
async function readWhenAnswered(liveUrl: string, ward: string, period: string): Promise<KpiReading> {
  for (let tries = 1; ; tries++) {
    try {
      return await readKpis({ liveUrl }, ward, period);
    } catch (error) {
      if (tries === MAX_TRIES) throw error;
      await pause(AGAIN_MS);
    }
  }
}

function readingDifferences(should: KpiReading, is: KpiReading): string[] {
  const faults = should.kpis.flatMap((kpi, n) => {
    const found = is.kpis[n];
    return JSON.stringify(found) === JSON.stringify(kpi)
      ? []
      : [`${kpi.id} ${found?.value} (before: ${found?.previous}) instead of ${kpi.value} (${kpi.previous})`];
  });
  if (should.kpis.length !== is.kpis.length)
    faults.push(`${is.kpis.length} KPIs instead of ${should.kpis.length}`);
  if (checksText(should) !== checksText(is))
    faults.push(`checks ${checksText(is)} instead of ${checksText(should)}`);
  return faults;
}

/** The checks in an order of their own: published figures come in that of a hash. */
function checksText({ checks }: KpiReading): string {
  return checks
    .map((check) => JSON.stringify(check))
    .toSorted()
    .join();
}

function countFaults(reading: KpiReading, fields: ReadonlyMap<string, number>): string[] {
  return Object.entries(PLAIN_KPIS).flatMap(([id, measures]) => {
    let should = 0;
    for (const [field, n] of fields) if (measures.includes(field.split("|")[0] ?? "")) should += n;
    const is = figure(reading, `dossiers.${id}`);
    return is === should ? [] : [`dossiers.${id} ${is} instead of ${should} (plain)`];
  });
}

function balanceFaults(reading: KpiReading, { dossiers }: KnownWard): string[] {
  return Object.entries(plainBalances(dossiers, Date.parse(reading.asOf))).flatMap(([id, should]) => {
    const is = figure(reading, `dossiers.${id}`);
    return is === should ? [] : [`dossiers.${id} ${is} instead of ${should} (plain)`];
  });
}

/** A month shows the newest report of the newest month up to it in its year, and its own newest target. */
function statementFaults(
  reading: KpiReading,
  period: string,
  ward: string,
  figures: readonly PlainFigure[],
): string[] {
  if (!/^\d{4}-\d\d$/.test(period)) return [];
  const faults: string[] = [];
  const own = figures.filter((one) => one.ward === ward);
  for (const about of new Set(own.map((one) => one.about))) {
    const [kind, kpi] = about.split(" ");
    const of = own.filter((one) => one.about === about);
    if (kind === "target") {
      const should = of.find(({ month }) => month === period)?.value;
      const is = reading.kpis.find(({ id }) => id === kpi)?.target;
      if (should !== undefined && is !== should)
        faults.push(`target of ${kpi} ${is} instead of ${should} (plain)`);
      continue;
    }
    const upTo = of.filter(({ month }) => month <= period && month.slice(0, 4) === period.slice(0, 4));
    const should = upTo.toSorted((a, b) => (a.month < b.month ? -1 : 1)).at(-1)?.value;
    const is = figure(reading, `indicator.${about}`);
    if (should !== undefined && is !== should)
      faults.push(`indicator.${about} ${is} instead of ${should} (plain)`);
  }
  return faults;
}
