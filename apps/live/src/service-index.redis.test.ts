import { afterAll, beforeAll, expect, test } from "vitest";
import type { Explanation, ServiceIndex, WardEvent } from "@nhip/contracts";
import { SERVICE_COMPONENTS, indicatorOf } from "@nhip/domain";
import { QUIET, openLive, valueOf } from "./live.testing.ts";

let live: Awaited<ReturnType<typeof openLive>>;
beforeAll(async () => {
  live = await openLive();
});
afterAll(() => live.close());

const at = (text: string) => Date.parse(`${text}+07:00`);
/** The index once the server has heard of all that is committed. */
async function index(query: string): Promise<ServiceIndex> {
  const rev = await live.store.readRev(QUIET);
  for (;;) {
    const { body } = await live.get<ServiceIndex>(`/api/v1/wards/${QUIET}/service-index?${query}`);
    if (body.rev >= rev) return body;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
const YEAR = "period=2022&asOf=2022-12-31T17:00:00%2B07:00";

/** Four dossiers, of which one is late; three digital, one of the two with a fee paid online, one rated, satisfied. */
const dossiers = [0, 1, 2, 3].flatMap((n): WardEvent[] => {
  const subject = `H64.38.25-221205-000${n}`;
  return [
    {
      id: `r${n}`,
      type: "dossier.received",
      subject,
      time: at("2022-12-05T08:00:00"),
      data: {
        field: "ho-tich",
        channel: n < 2 ? "online" : "direct",
        dueAt: at("2022-12-07T17:00:00"),
        papersDigitized: n < 3,
        dataReused: n === 0,
        feeDue: n < 2,
      },
    },
    {
      id: `f${n}`,
      type: "dossier.resolved",
      subject,
      time: at(n === 3 ? "2022-12-08T08:00:00" : "2022-12-06T08:00:00"),
      data: { resultElectronic: n < 3 },
    },
    {
      id: `d${n}`,
      type: "dossier.delivered",
      subject,
      time: at("2022-12-08T09:00:00"),
      data: n < 2 ? { paidOnline: n === 0 } : {},
    },
    ...(n === 0
      ? [
          {
            id: "t0",
            type: "dossier.rated" as const,
            subject,
            time: at("2022-12-08T10:00:00"),
            data: { score: 5 },
          },
        ]
      : []),
  ];
});
const report = (indicator: string, data: object): WardEvent => ({
  id: indicator,
  type: "indicator.reported",
  time: at("2022-12-20T16:00:00"),
  data: { indicator, period: "2022", ...data },
});
const reports = SERVICE_COMPONENTS.filter(({ source }) => source.kind === "report").map(({ id }) =>
  report(indicatorOf(id), { numerator: 1, denominator: 2 }),
);

test("without reports there is no total, and the answer names what is missing", async () => {
  await live.put(QUIET, dossiers);
  const answer = await index(YEAR);
  expect(answer).toMatchObject({ ward: QUIET, total: null, band: null });
  expect(answer.missing).toHaveLength(reports.length);
  expect(answer.missing[0]).toMatchObject({ component: "transparency.updated", lacks: "not-reported" });
  const counted = answer.groups
    .flatMap(({ components }) => components)
    .filter(({ source }) => source === "dossiers")
    .map(({ id, numerator, denominator, points }) => [id, numerator, denominator, points]);
  expect(counted).toEqual([
    ["progress.inTime", 3, 4, 15],
    ["online.filed", 2, 4, 6],
    ["digitization.results", 3, 4, 4.5],
    ["digitization.papers", 3, 4, 3],
    ["digitization.reuse", 1, 4, 0.63], // 2 × 0.25 / 0.8 = 0.625
    ["satisfaction.service", 1, 1, 6],
    ["payment.dossiers", 1, 2, 3],
  ]);
});

test("with them there is one, the KPIs say the same, and the portal's score stands beside", async () => {
  await live.put(QUIET, [...reports, report("service766.portal", { value: 60 })]);
  const answer = await index(YEAR);
  // transparency 6 + 6; progress 15; online 1.25 + 2 + 6; digitization 4.5 + 3 + 0.625 + 1 + 2 + 1 + 1;
  // satisfaction 6 + 3 + 3; payment 1.25 + 1.25 + 3
  expect(answer.groups.map(({ points }) => points)).toEqual([12, 15, 9.25, 13.13, 12, 5.5]);
  expect(answer).toMatchObject({ total: 66.88, band: { id: "average", label: "Trung bình" }, missing: [] });
  expect(answer.portal.total).toMatchObject({ points: 60, samePeriod: true, difference: 6.88 });
  expect(answer.levers[0]).toMatchObject({ component: "progress.inTime", gain: 5, toFull: 1 });
  const kpis = await live.kpis(QUIET, YEAR);
  expect(valueOf(kpis, "service766.total")).toBe(66.9);
  expect(valueOf(kpis, "service766.portal")).toBe(60);
  const { body } = await live.get<Explanation>(
    `/api/v1/wards/${QUIET}/kpis/service766.payment/explain?${YEAR}`,
  );
  expect(body.operands.reduce((sum, { value }) => sum + (value ?? 0), 0)).toBe(5.5);
});

test("in English when asked, of this year unless a period is given, and a bad period is refused", async () => {
  const english = await live.get<ServiceIndex>(`/api/v1/wards/${QUIET}/service-index`, {
    headers: { "accept-language": "en" },
  });
  expect(english.body.groups[0]?.label).toBe("Openness");
  expect(english.body.period.from).toMatch(/-01-01$/);
  const bad = await live.get(`/api/v1/wards/${QUIET}/service-index?period=2022-13`);
  expect(bad).toMatchObject({ status: 400, body: { code: "unknown-period" } });
});
