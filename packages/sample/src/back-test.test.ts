import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { WardSettings, type WardEvent } from "@nhip/contracts";
import {
  addDays,
  createRules,
  dayFigures,
  endOfDay,
  foldBatch,
  forecastCount,
  forecastRate,
  createCatalogue,
  reportSteps,
  reportsAt,
  toBuckets,
  usualSteps,
  weeklySteps,
  workingDaysOf,
  type Counts,
  type DayFigure,
  type History,
  type Step,
} from "@nhip/domain";
import { asWardEvent } from "../../../tests/as-ward-event.ts";
import { YEAR_TO } from "./published-figures.ts";
import { sampleYear } from "./sample-year.ts";

const { byId: kpiById } = createCatalogue();

const DOCUMENT = readFileSync(new URL("../../../docs/forecast.md", import.meta.url), "utf8");
/** The days of which the sample year has figures; its end is what is forecast. */
const YEAR = { from: "2022-01-01", to: YEAR_TO };
const rules = createRules(WardSettings.parse({ id: "w", name: "w" }).rules);
const { calendar } = rules;
const events: WardEvent[] = sampleYear().map(asWardEvent);
const outcome = foldBatch(new Map<string, History>(), events, rules);
const buckets = toBuckets(outcome.counts);
const NONE: Counts = new Map();
const days: [string, Counts][] = [];
for (let day = YEAR.from; day <= YEAR.to; day = addDays(day, 1))
  days.push([day, buckets.get(`d:${day}`) ?? NONE]);

/** Every Friday from the third week on, as long as a week is left. */
const CUTS: string[] = [];
for (let day = "2022-01-21"; day <= addDays(YEAR.to, -7); day = addDays(day, 7)) CUTS.push(day);

/** A series cut at a day: what is known by then, what there is by then, and the days left. */
type Cut = { steps: Step[]; n: number; of: number; daysLeft: number; elapsed: number };
type Series = { name: string; end: { n: number; of: number }; at: (day: string) => Cut | null };
const totalOf = (parts: readonly { n: number; of: number }[]) => ({
  n: parts.reduce((sum, { n }) => sum + n, 0),
  of: parts.reduce((sum, { of }) => sum + of, 0),
});

function cutOf(parts: readonly { n: number; of: number }[], steps: Step[], lastDay: string): Cut {
  const { total, left } = workingDaysOf(YEAR, endOfDay(lastDay), calendar);
  return {
    ...totalOf(parts),
    steps: usualSteps(steps, calendar),
    daysLeft: left,
    elapsed: (total - left) / total,
  };
}

function ofDays(name: string, figures: readonly DayFigure[]): Series {
  return {
    name,
    end: totalOf(figures),
    at: (day) => {
      const known = figures.filter((one) => one.day <= day);
      return cutOf(known, weeklySteps(known, calendar), day);
    },
  };
}

function ofKpi(name: string, id: string, field = ""): Series {
  const kpi = kpiById(id);
  const own = days.map(
    ([day, counts]) => [day, new Map([...counts].filter(([key]) => key.includes(field)))] as const,
  );
  return ofDays(name, (kpi && dayFigures(kpi.formula, own)) ?? []);
}

/** Monthly reports: known when they were sent, and of the time up to the last of them. */
function ofReports(name: string, indicator: string): Series {
  const own = outcome.changed.filter(({ ref }) => ref.kind === "report").map(({ history }) => history);
  const reports = (day: string) => reportsAt(own, endOfDay(day)).filter((one) => one.indicator === indicator);
  return {
    name,
    end: totalOf(reportSteps(reports(YEAR.to), calendar)),
    at: (day) => {
      const steps = reportSteps(reports(day), calendar);
      const last = steps.at(-1);
      return last ? cutOf(steps, steps, last.to) : null;
    },
  };
}

type Score = { name: string; cuts: number; ours: number; line: number; held: number };
const mean = (list: readonly number[]): number => list.reduce((sum, one) => sum + one, 0) / list.length;

/** How far forecasts lie from what came, ours and the straight line from the year's start, at every cut that has both. */
function score(series: Series, what: "count" | "rate"): Score {
  const { end } = series;
  const tries = CUTS.flatMap((day) => {
    const cut = series.at(day);
    if (!cut) return [];
    const ours = what === "count" ? forecastCount(cut.steps, cut) : forecastRate(cut.steps, cut);
    if (!ours) return [];
    const line = what === "count" ? cut.n / cut.elapsed : (100 * cut.n) / cut.of;
    const truth = what === "count" ? end.n : (100 * end.n) / end.of;
    const scale = what === "count" ? 100 / truth : 1;
    return [
      {
        ours: Math.abs(ours.value - truth) * scale,
        line: Math.abs(line - truth) * scale,
        held: ours.low <= truth && truth <= ours.high ? 100 : 0,
      },
    ];
  });
  return {
    name: series.name,
    cuts: tries.length,
    ours: mean(tries.map((one) => one.ours)),
    line: mean(tries.map((one) => one.line)),
    held: mean(tries.map((one) => one.held)),
  };
}

/** Prints the table, and holds the one in the docs to it. */
function print(title: string, scores: readonly Score[], unit: string): void {
  const lines = scores.map(
    ({ name, cuts, ours, line, held }) =>
      `| ${name} | ${cuts} | ${ours.toFixed(1)} ${unit} | ${line.toFixed(1)} ${unit} | ${held.toFixed(0)} % |`,
  );
  const head = ["| figure | cuts | our error | straight line | range holds |", "|---|---|---|---|---|"];
  console.log([title, ...head, ...lines].join("\n"));
  for (const line of lines) expect(DOCUMENT).toContain(line);
}
const overall = (scores: readonly Score[]): Score => ({
  name: "**mean**",
  cuts: scores.reduce((sum, { cuts }) => sum + cuts, 0),
  ours: mean(scores.map(({ ours }) => ours)),
  line: mean(scores.map(({ line }) => line)),
  held: mean(scores.map(({ held }) => held)),
});

describe("C6: forecasts on the sample year", () => {
  it("of counts err less than the straight line from the year's start, and the range holds what it says", () => {
    const scores = [
      ofKpi("dossiers received", "dossiers.received"),
      ofKpi("dossiers resolved", "dossiers.resolved"),
      ofKpi("filed online, level 3", "online.partial.rate"),
      ofKpi("filed online, level 4", "online.full.rate"),
      ofKpi("received, certification", "dossiers.received", "|chung-thuc|"),
      ofKpi("received, civil status", "dossiers.received", "|ho-tich|"),
      ofKpi("received, land", "dossiers.received", "|dat-dai|"),
      ofKpi("received, social protection", "dossiers.received", "|bao-tro-xa-hoi|"),
      ofReports("accounts assisted (monthly)", "accounts.assisted"),
    ].map((series) => score(series, "count"));
    const all = overall(scores);
    print("Counts: mean error in percent of the year's total", [...scores, all], "%");
    expect(all.ours).toBeLessThan(0.8 * all.line);
    expect(scores.filter(({ ours, line }) => ours > line).map(({ name }) => name)).toEqual([]);
    expect(all.held).toBeGreaterThan(70);
    expect(all.held).toBeLessThan(95);
  });

  it("of rates err no more than the rate so far", () => {
    const scores = [
      score(ofKpi("online, level 3", "online.partial.rate"), "rate"),
      score(ofKpi("online, level 4", "online.full.rate"), "rate"),
      score(ofKpi("on-time rate", "dossiers.onTimeRate"), "rate"),
      score(ofReports("accounts assisted (monthly)", "accounts.assisted"), "rate"),
    ];
    const all = overall(scores);
    print("Rates: mean error in points", [...scores, all], "pt");
    expect(all.ours).toBeLessThan(all.line + 0.05);
  });
});
