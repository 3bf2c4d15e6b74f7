import type { IndicatorReport } from "@nhip/contracts";
import { addDays } from "@nhip/domain";
import { criteriaReports } from "./criteria.ts";
import { instantAt, workingDayFrom } from "./office-time.ts";
import { createRandom } from "./random.ts";
import { endOfMonthReport, lastMonthOf, monthOf } from "./report-day.ts";
import { sampleWard } from "./sample-ward.ts";
import { CELLS, GROUPS_NOW, WITH_CULTURE_HOUSE, withoutHouse } from "./sample-units.ts";
import { reported } from "./statement.ts";
import type { WireStatement } from "./wire-event.ts";

type Unperioded = Omit<IndicatorReport, "period">;
const KEY = "r";
/** Units that send their reports near the end of the next month, so that somebody is always late. */
const SLOW = new Set(["to-5", "chi-bo-9", "chi-bo-17"]);
/** A group that has never sent one about accounts. */
const SILENT_ON_EID = "to-11";
const CRITERIA_MONTH = 6;

/** Who had been helped to open an account in a month, reported on its last working day. */
function accountsAssisted(month: string): Unperioded {
  const random = createRandom(`${sampleWard.id} accounts ${month}`);
  const denominator = random.whole(420, 640);
  const numerator = Math.round(denominator * random.between(0.84, 0.95));
  return { indicator: "accounts.assisted", numerator, denominator };
}

/** Cards and accounts of a residential group: a level of its own that grows month by month. */
function identity(year: string, month: number, unit: string): Unperioded[] {
  const random = createRandom(`${sampleWard.id} identity ${year} ${unit}`);
  const cards = random.whole(880, 1240) + month * random.whole(3, 9);
  const accounts = Math.round(cards * (random.between(0.7, 0.86) + 0.008 * month));
  const reports: Unperioded[] = [{ indicator: "idCards.issued", unit, value: cards }];
  return unit === SILENT_ON_EID
    ? reports
    : [...reports, { indicator: "eid.accounts", unit, value: accounts }];
}

function complaints(month: string): Unperioded[] {
  const random = createRandom(`${sampleWard.id} complaints ${month}`);
  const came = random.whole(2, 7);
  const answered = came - (random.chance(0.25) ? 1 : 0);
  return [
    { indicator: "complaints.received", value: came },
    { indicator: "complaints.answered", numerator: answered, denominator: came },
    { indicator: "complaints.escalated", value: 0 },
    { indicator: "complaints.prolonged", value: 0 },
    { indicator: "complaints.crowds", value: 0 },
  ];
}

function monthly(year: string, month: number): Unperioded[] {
  const period = monthOf(year, month);
  const handbook = CELLS.map((unit, index) => ({
    indicator: "party.handbookCells",
    unit,
    value: index === 20 && month < 5 ? 0 : 1,
  }));
  return [
    accountsAssisted(period),
    ...GROUPS_NOW.flatMap((unit) => identity(year, month, unit)),
    ...complaints(period),
    ...handbook,
  ];
}

function quarterly(quarter: number): Unperioded[] {
  const share = (indicator: string, denominator: number, numerator: number): Unperioded => ({
    indicator,
    numerator,
    denominator,
  });
  const teams = GROUPS_NOW.flatMap((unit, index): Unperioded[] => [
    { indicator: "digital.communityTeams", unit, value: 1 },
    { indicator: "digital.communityTeamMembers", unit, value: 9 + ((index + quarter) % 4) },
  ]);
  const wifi = WITH_CULTURE_HOUSE.map((unit) => ({
    indicator: "digital.wifiHouses",
    unit,
    numerator: unit === "to-9" && quarter === 2 ? 0 : 1,
    denominator: 1,
  }));
  return [
    share("cashless.adults", 9_640, 7_790 + 120 * quarter),
    share("cashless.businesses", 312, 308 + quarter),
    share("cashless.retailHouseholds", 684, 392 + 14 * quarter),
    share("einvoice.households", 684, 680 + quarter),
    share("publicity.procedures", 196, 193 + Math.min(3, quarter)),
    share("publicity.onTime", 9, quarter === 2 ? 8 : 9),
    ...teams,
    ...wifi,
    ...GROUPS_NOW.filter((unit) => !WITH_CULTURE_HOUSE.includes(unit)).map(withoutHouse),
  ];
}

/** What units of the ward have reported in the year of `day`, for the months before its month. */
export function recentReports(day: string): WireStatement[] {
  const year = day.slice(0, 4);
  const monthsPast = Number(day.slice(5, 7)) - 1;
  const months = Array.from({ length: monthsPast }, (_, index) => index + 1);
  const tell = (month: string, period: string) => (report: Unperioded) =>
    reported(KEY, sentAt(month, report.unit), { ...report, period });
  return [
    ...months.flatMap((n) => monthly(year, n).map(tell(monthOf(year, n), monthOf(year, n)))),
    ...[1, 2, 3, 4]
      .filter((quarter) => quarter * 3 <= monthsPast)
      .flatMap((quarter) => quarterly(quarter).map(tell(lastMonthOf(year, quarter), `${year}-Q${quarter}`))),
    ...(monthsPast < CRITERIA_MONTH
      ? []
      : criteriaReports(year, true).map((report) =>
          reported(KEY, sentAt(monthOf(year, CRITERIA_MONTH), report.unit), report),
        )),
  ];
}

function sentAt(month: string, unit: string | undefined): number {
  if (unit === undefined || !SLOW.has(unit)) return endOfMonthReport(month);
  const next = addDays(`${month}-28`, 4).slice(0, 7);
  return instantAt(workingDayFrom(`${next}-28`, -1), 10);
}
