import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { KpiItems, KpiReading, Series } from "@nhip/contracts";
import { sampleWard, sampleYear } from "@nhip/sample";
import { asWardEvent } from "../../../tests/as-ward-event.ts";
import { openLive } from "./live.testing.ts";

/** The moment the figures were published, and the period they speak of. */
const QUERY = "period=2022-01-01..2022-12-12&asOf=2022-12-12T07:39:06%2B07:00";
const WARD = `/api/v1/wards/${sampleWard.id}`;
let live: Awaited<ReturnType<typeof openLive>>;
let reading: KpiReading;
beforeAll(async () => {
  live = await openLive(sampleWard);
  const statements = [...sampleYear()].filter(({ type }) => !type.startsWith("dossier."));
  await live.put(sampleWard.id, statements.map(asWardEvent));
  reading = await live.kpis(sampleWard.id, QUERY);
});
afterAll(() => live.close());

const byUnit = async (kpi: string, period = "2022-01-01..2022-12-12") =>
  (await live.get<Series>(`${WARD}/series?kpi=${kpi}&period=${period}&by=unit`)).body;

/** Figures of the article that are counted from dossiers are in `read.redis.test.ts`. */
describe("the article's reported figures", () => {
  test.each([
    ["indicator.party.handbookCells", { value: 22, target: 22, status: "good" }],
    ["party.handbook.rate", { value: 100, numerator: 22, denominator: 22 }],
    ["indicator.digital.communityTeams", { value: 15, target: 15 }],
    ["indicator.digital.communityTeamMembers", { value: 150, target: 150 }],
    ["indicator.digital.wifiHouses", { value: 100, numerator: 13, denominator: 13 }],
    ["indicator.idCards.issued", { value: 852 }],
    ["indicator.eid.accounts", { value: 417 }],
    ["indicator.cashless.adults", { value: 75, numerator: null, denominator: null }],
    ["indicator.cashless.businesses", { value: 100 }],
    ["indicator.cashless.retailHouseholds", { value: 51.8, numerator: null }],
    ["indicator.einvoice.households", { value: 100 }],
    ["indicator.criteria.civilised", { value: 88, numerator: 22, denominator: 25 }],
    ["indicator.complaints.escalated", { value: 0, status: "good" }],
    ["indicator.complaints.prolonged", { value: 0, status: "good" }],
    ["indicator.complaints.crowds", { value: 0, status: "good" }],
    ["accounts.assisted.rate", { value: 80.7, numerator: 1873, denominator: 2321 }],
    ["accounts.assisted.people", { value: 1873, target: 1518, attainment: 123.4 }],
  ])("%s is %o", (id, figure) => {
    expect(reading.kpis.find((kpi) => kpi.id === id)).toMatchObject(figure);
  });

  test("nothing beside what the catalogue names: no tile a criterion", () => {
    expect(reading.kpis.filter(({ group }) => group === "own")).toEqual([]);
  });

  test("the plan that the supplementary one replaced: 307.5 % of it", async () => {
    const before = await live.kpis(sampleWard.id, "period=2022&asOf=2022-07-01T08:00:00%2B07:00");
    const { target } = before.kpis.find(({ id }) => id === "accounts.assisted.people") ?? {};
    expect(target).toBe(609);
    expect((100 * 1873) / 609).toBeCloseTo(307.5, 0);
  });
});

describe("who reported what", () => {
  test("group 7 alone has told of cards and accounts, and the others are named as silent", async () => {
    const { points, reporting } = await byUnit("indicator.eid.accounts");
    expect(reporting).toEqual({ by: "group", cadence: "month", addsUp: "sum" });
    expect(points).toHaveLength(15);
    expect(points.find(({ key }) => key === "to-7")).toMatchObject({
      label: "Tổ dân phố số 7",
      value: 417,
      report: { period: "2022-12", at: "2022-12-09T16:00:00+07:00", met: null },
    });
    expect(points.filter(({ value, report }) => value === null && report === null)).toHaveLength(14);
  });

  test("22 cells, each for itself, and thirteen groups with wifi; two without a house are not silent", async () => {
    const cells = await byUnit("party.handbook.rate");
    expect(cells.points.filter(({ value, report }) => value === 1 && report?.met === true)).toHaveLength(22);
    expect(cells.points).toHaveLength(22);
    const wifi = await byUnit("indicator.digital.wifiHouses");
    expect(wifi.points.filter(({ report }) => report?.met)).toHaveLength(13);
    expect(wifi.points.at(-1)).toMatchObject({ key: "to-15", value: null, report: { met: null } });
  });

  test("what the ward reports itself stands under its own name", async () => {
    const { points } = await byUnit("indicator.cashless.adults");
    expect(points).toMatchObject([{ key: sampleWard.id, label: sampleWard.name, value: 75 }]);
  });

  test("the merged groups have no place in a year after them, and a line over the merger is broken", async () => {
    const keys = (await byUnit("indicator.eid.accounts", "2026")).points.map(({ key }) => key);
    expect(keys).toContain("to-16");
    expect(keys).not.toContain("to-15");
    const path = `${WARD}/series?kpi=indicator.eid.accounts&period=2025&by=month`;
    const { points } = (await live.get<Series>(path)).body;
    expect(points.filter((one) => one.break).map(({ key }) => key)).toEqual(["2025-07"]);
  });
});

test("25 criteria: 22 met, each with its evidence and who assessed it; other KPIs have none", async () => {
  const of = async (kpi: string) => (await live.get<KpiItems>(`${WARD}/kpis/${kpi}/items?${QUERY}`)).body;
  const { items } = await of("indicator.criteria.civilised");
  expect(items).toHaveLength(25);
  expect(items.filter(({ met }) => met)).toHaveLength(22);
  expect(items.every(({ evidence, assessor, at }) => evidence && assessor && at)).toBe(true);
  expect(items.find(({ id }) => id === "criterion.thoat-nuoc")).toMatchObject({
    met: false,
    assessor: "Địa chính – Xây dựng",
  });
  expect((await of("dossiers.received")).items).toEqual([]);
  expect(await live.get(`${WARD}/kpis/nope/items`)).toMatchObject({ status: 404 });
});
