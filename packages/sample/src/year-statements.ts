import { instantAt } from "./office-time.ts";
import { PUBLISHED, YEAR_FROM, YEAR_TO } from "./published-figures.ts";
import { serviceReports2022 } from "./service-reports.ts";
import { claimed, targeted } from "./statement.ts";
import type { WireStatement } from "./wire-event.ts";
import { yearReports } from "./year-reports.ts";

const KEY = "s22";
const YEAR = "2022";
const PLAN = "Kế hoạch năm 2022 của phường";

/** The plan of 2022. The two online rates follow from what was published; the others are made up. */
const TARGETS: readonly (readonly [string, number])[] = [
  ["online.partial.rate", 75],
  ["online.full.rate", 70],
  ["indicator.party.handbookCells", 22],
  ["party.handbook.rate", 100],
  ["indicator.digital.communityTeams", 15],
  ["indicator.digital.communityTeamMembers", 150],
  ["indicator.digital.wifiHouses", 100],
  ["indicator.idCards.issued", 850],
  ["indicator.eid.accounts", 400],
  ["indicator.cashless.adults", 70],
  ["indicator.cashless.businesses", 100],
  ["indicator.cashless.retailHouseholds", 50],
  ["indicator.einvoice.households", 100],
  ["indicator.criteria.civilised", 80],
  ["indicator.complaints.answered", 100],
  ["indicator.publicity.procedures", 100],
  ["indicator.publicity.onTime", 100],
];
/** As published: 1,873 were 307.5 % of the plan and 123.4 % of the plan that replaced it. */
const ACCOUNTS = "accounts.assisted.people";
const ACCOUNTS_PLAN = { value: 609, source: `${PLAN} (suy từ 307,5% đã đăng)` };
const ACCOUNTS_MORE = { value: 1518, source: "Kế hoạch giao bổ sung 2022 (suy từ 123,4% đã đăng)" };
const MORE_ON = "2022-07-15";

/** Plans, reports and published figures of the sample's year. */
export function yearStatements(): WireStatement[] {
  const plannedAt = instantAt(YEAR_FROM, 8);
  const { where, period, claims } = PUBLISHED;
  const publishedAt = Date.parse(PUBLISHED.at);
  return [
    ...TARGETS.map(([kpi, value]) => targeted(KEY, plannedAt, { kpi, period: YEAR, value, source: PLAN })),
    targeted(KEY, plannedAt, { kpi: ACCOUNTS, period: YEAR, ...ACCOUNTS_PLAN }),
    targeted(`${KEY}b`, instantAt(MORE_ON, 8), { kpi: ACCOUNTS, period: YEAR, ...ACCOUNTS_MORE }),
    ...yearReports(),
    ...serviceReports2022(KEY, instantAt(YEAR_TO, 16)),
    ...claims.map(([kpi, value]) => claimed(KEY, publishedAt, { kpi, period, value, where })),
  ];
}
