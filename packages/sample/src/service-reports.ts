import { addDays } from "@nhip/domain";
import { instantAt, workingDayFrom } from "./office-time.ts";
import { createRandom } from "./random.ts";
import { sampleWard } from "./sample-ward.ts";
import { reported } from "./statement.ts";
import type { WireStatement } from "./wire-event.ts";

type Share = readonly [numerator: number, denominator: number];

/** Of the year so far, told anew each month: numerators in January and in December, and the denominator. */
const OF_THE_YEAR: Readonly<Record<string, readonly [from: number, to: number, of: number]>> = {
  "transparency.updated": [160, 174, 180],
  "transparency.complete": [176, 180, 180],
  "online.offered": [138, 147, 180],
  "online.used": [46, 112, 147],
  "digitization.populationProcedures": [38, 50, 56],
  "payment.procedures": [44, 55, 62],
  "payment.services": [12, 44, 55],
};

/** Of one month: shares in January and in December, and how many there are about. */
const OF_A_MONTH: Readonly<Record<string, readonly [from: number, to: number, about: number]>> = {
  "transparency.synced": [0.93, 0.99, 2400],
  "digitization.copies": [0.16, 0.44, 620],
  "digitization.personalStore": [0.55, 0.84, 2100],
  "digitization.populationDossiers": [0.52, 0.78, 1250],
  "satisfaction.petitionsOnTime": [0.9, 1, 14],
  "satisfaction.petitionsSatisfied": [0.82, 0.97, 11],
};

/** What the portal shows at a year's end, and in its first month so much less. */
const PORTAL: Readonly<Record<string, readonly [points: number, less: number]>> = {
  "": [88.6, 7.4],
  ".transparency": [17.2, 0.6],
  ".progress": [19.1, 0.7],
  ".online": [11, 0.9],
  ".digitization": [16.4, 3.6],
  ".satisfaction": [17.1, 0.8],
  ".payment": [7.8, 0.8],
};

/** Nobody reported on the portal's personal store, so 2022 has no total. */
const YEAR_2022: Readonly<Record<string, Share>> = {
  "transparency.updated": [148, 164],
  "transparency.complete": [151, 164],
  "transparency.synced": [4612, 5188],
  "online.offered": [74, 164],
  "online.used": [31, 74],
  "digitization.copies": [52, 2820],
  "digitization.populationDossiers": [214, 1032],
  "digitization.populationProcedures": [6, 44],
  "satisfaction.petitionsOnTime": [0, 0],
  "satisfaction.petitionsSatisfied": [0, 0],
  "payment.procedures": [9, 46],
  "payment.services": [4, 20],
};

/** The reports of 2022 for the index of Decision 766, all but one. */
export function serviceReports2022(key: string, atMs: number): WireStatement[] {
  return Object.entries(YEAR_2022).map(([component, [numerator, denominator]]) =>
    reported(key, atMs, {
      indicator: `service766.${component}`,
      period: "2022",
      numerator,
      denominator,
    }),
  );
}

/** The reports of a past month `2026-10` for the index, made on its last working day, with the portal's scores. */
export function serviceReports(month: string): WireStatement[] {
  const firstOfNext = `${addDays(`${month}-28`, 4).slice(0, 7)}-01`;
  const random = createRandom(`${sampleWard.id} 766 ${month}`);
  const year = month.slice(0, 4);
  const grown = (Number(month.slice(5)) - 1) / 11;
  const atMs = instantAt(workingDayFrom(firstOfNext, -1), 16);
  // One id each month: what is told of the year is told anew.
  const key = `r${month.slice(5)}`;
  const between = (from: number, to: number) => from + (to - from) * grown;
  const report = (indicator: string, period: string, data: object) =>
    reported(key, atMs, { indicator: `service766.${indicator}`, period, ...data });
  return [
    ...Object.entries(OF_THE_YEAR).map(([component, [from, to, denominator]]) =>
      report(component, year, { numerator: Math.round(between(from, to)), denominator }),
    ),
    ...Object.entries(OF_A_MONTH).map(([component, [from, to, about]]) => {
      const denominator = Math.round(about * random.between(0.9, 1.1));
      return report(component, month, {
        numerator: Math.round(denominator * between(from, to)),
        denominator,
      });
    }),
    ...Object.entries(PORTAL).map(([group, [points, less]]) =>
      report(`portal${group}`, `${year}-01-01..${addDays(firstOfNext, -1)}`, {
        value: Math.round(100 * (points - less * (1 - grown))) / 100,
      }),
    ),
  ];
}
