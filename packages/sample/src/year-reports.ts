import type { IndicatorReport } from "@nhip/contracts";
import { criteriaReports } from "./criteria.ts";
import { YEAR_TO } from "./published-figures.ts";
import { endOfMonthReport, lastMonthOf, monthOf } from "./report-day.ts";
import { CELLS, GROUPS_2022, WITH_CULTURE_HOUSE, withoutHouse } from "./sample-units.ts";
import { reported } from "./statement.ts";
import type { WireStatement } from "./wire-event.ts";

const KEY = "s22";
const YEAR = "2022";
type Values = readonly number[];
type Fractions = readonly (readonly [number, number])[];

/**
 * From January: people helped to open an account on the national portal, of those who came with a dossier
 * and had none. The months are made up, their sums, 1,873 of 2,321, are the published ones.
 */
const ACCOUNTS_ASSISTED: Fractions = [
  [104, 168],
  [86, 132],
  [143, 205],
  [138, 187],
  [144, 186],
  [173, 214],
  [184, 221],
  [199, 232],
  [170, 196],
  [180, 203],
  [206, 221],
  [146, 156],
];
/** Of group 7, the only one published; how it came there is made up. Accounts began in July. */
const ID_CARDS: Values = [512, 548, 587, 622, 655, 691, 722, 751, 779, 806, 831, 852];
const EID_ACCOUNTS: Values = [64, 121, 188, 262, 341, 417];
const EID_FROM = 7;

/** By quarter; the last are the published ones, percentages without numbers behind them. */
const CASHLESS: Record<string, Values> = {
  "cashless.adults": [62, 67, 71, 75],
  "cashless.businesses": [96, 98, 100, 100],
  "cashless.retailHouseholds": [38.5, 43.2, 47.9, 51.8],
  "einvoice.households": [88, 94, 98, 100],
};
const PROCEDURES_POSTED: Fractions = [
  [121, 128],
  [126, 128],
  [130, 130],
  [131, 131],
];
const POSTED_ON_TIME: Fractions = [
  [8, 8],
  [5, 5],
  [6, 6],
  [4, 4],
];
/** 150 in 15 teams; how they are spread is made up. Teams came in the third quarter. */
const TEAM_MEMBERS: Values = [10, 11, 9, 10, 12, 8, 10, 10, 9, 11, 10, 10, 9, 11, 10];
const TEAMS_IN_QUARTER: Values = [0, 0, 9, 15];
const WIFI_IN_QUARTER: Values = [5, 8, 11, 13];

/** Complaints and petitions by month, all answered; none escalated, prolonged or brought by a crowd, as published. */
const COMPLAINTS: Values = [3, 2, 4, 2, 3, 5, 3, 2, 4, 3, 2, 1];
const NO_COMPLAINTS = ["complaints.escalated", "complaints.prolonged", "complaints.crowds"];
/** The handbook began in June, five cells more each month; all 22 from October. */
const HANDBOOK_FROM = 6;
const CELLS_A_MONTH = 5;

function monthly(month: number): Omit<IndicatorReport, "period">[] {
  const [numerator, denominator] = ACCOUNTS_ASSISTED[month - 1] ?? [0, 0];
  const complaints = COMPLAINTS[month - 1] ?? 0;
  const eid = EID_ACCOUNTS[month - EID_FROM];
  const started = (month - HANDBOOK_FROM + 1) * CELLS_A_MONTH;
  return [
    { indicator: "accounts.assisted", numerator, denominator },
    { indicator: "idCards.issued", unit: "to-7", value: ID_CARDS[month - 1] ?? 0 },
    ...(eid === undefined ? [] : [{ indicator: "eid.accounts", unit: "to-7", value: eid }]),
    { indicator: "complaints.received", value: complaints },
    { indicator: "complaints.answered", numerator: complaints, denominator: complaints },
    ...NO_COMPLAINTS.map((indicator) => ({ indicator, value: 0 })),
    ...(month < HANDBOOK_FROM
      ? []
      : CELLS.map((unit, index) => ({
          indicator: "party.handbookCells",
          unit,
          value: index < started ? 1 : 0,
        }))),
  ];
}

function quarterly(quarter: number): Omit<IndicatorReport, "period">[] {
  const place = quarter - 1;
  const fraction = (indicator: string, list: Fractions) => {
    const [numerator, denominator] = list[place] ?? [0, 0];
    return { indicator, numerator, denominator };
  };
  const teams = GROUPS_2022.slice(0, TEAMS_IN_QUARTER[place]);
  return [
    ...Object.entries(CASHLESS).map(([indicator, values]) => ({ indicator, value: values[place] ?? 0 })),
    fraction("publicity.procedures", PROCEDURES_POSTED),
    fraction("publicity.onTime", POSTED_ON_TIME),
    ...teams.flatMap((unit, index) => [
      { indicator: "digital.communityTeams", unit, value: 1 },
      { indicator: "digital.communityTeamMembers", unit, value: TEAM_MEMBERS[index] ?? 0 },
    ]),
    ...WITH_CULTURE_HOUSE.map((unit, index) => ({
      indicator: "digital.wifiHouses",
      unit,
      numerator: index < (WIFI_IN_QUARTER[place] ?? 0) ? 1 : 0,
      denominator: 1,
    })),
    ...GROUPS_2022.filter((unit) => !WITH_CULTURE_HOUSE.includes(unit)).map(withoutHouse),
  ];
}

/** What was reported in the sample's year: month by month, by quarter, and the criteria at its end. */
export function yearReports(): WireStatement[] {
  const months = Array.from({ length: 12 }, (_, index) => index + 1);
  const at = (month: string) => endOfMonthReport(month, YEAR_TO);
  return [
    ...months.flatMap((month) => {
      const period = monthOf(YEAR, month);
      return monthly(month).map((report) => reported(KEY, at(period), { ...report, period }));
    }),
    ...[1, 2, 3, 4].flatMap((quarter) =>
      quarterly(quarter).map((report) =>
        reported(KEY, at(lastMonthOf(YEAR, quarter)), { ...report, period: `${YEAR}-Q${quarter}` }),
      ),
    ),
    ...criteriaReports(YEAR, false).map((report) => reported(KEY, at(monthOf(YEAR, 12)), report)),
  ];
}
