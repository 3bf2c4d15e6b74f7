import { instantAt, workingDayFrom } from "./office-time.ts";
import { recentReports } from "./recent-reports.ts";
import { serviceReports } from "./service-reports.ts";
import { targeted } from "./statement.ts";
import type { WireStatement } from "./wire-event.ts";

const TARGETS: readonly (readonly [string, number])[] = [
  ["online.partial.rate", 80],
  ["online.full.rate", 70],
  ["dossiers.onTimeRate", 98],
  ["accounts.assisted.rate", 85],
  ["indicator.party.handbookCells", 22],
  ["party.handbook.rate", 100],
  ["indicator.digital.communityTeams", 14],
  ["indicator.digital.communityTeamMembers", 140],
  ["indicator.digital.wifiHouses", 100],
  ["indicator.idCards.issued", 14_500],
  ["indicator.eid.accounts", 12_500],
  ["indicator.cashless.adults", 84],
  ["indicator.cashless.businesses", 99],
  ["indicator.cashless.retailHouseholds", 65],
  ["indicator.einvoice.households", 99],
  ["indicator.criteria.civilised", 96],
  ["indicator.complaints.answered", 95],
  ["indicator.publicity.procedures", 100],
  ["indicator.publicity.onTime", 95],
];

/** The plan of a year, set on the last working day before it. */
function plan(year: string): WireStatement[] {
  const setAt = instantAt(workingDayFrom(`${year}-01-01`, -1), 16);
  const source = `Kế hoạch năm ${year} của phường`;
  return TARGETS.map(([kpi, value]) => targeted("r", setAt, { kpi, period: year, value, source }));
}

/** This year's plan, and what was reported for each of its months before the month of `day`. */
export function recentStatements(day: string): WireStatement[] {
  const year = day.slice(0, 4);
  const months = Array.from(
    { length: Number(day.slice(5, 7)) - 1 },
    (_, index) => `${year}-${String(index + 1).padStart(2, "0")}`,
  );
  return [...plan(year), ...recentReports(day), ...months.flatMap(serviceReports)];
}
