import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { indicatorOf } from "./component.ts";
import { SERVICE_COMPONENTS, SERVICE_INDEX_GROUPS } from "./decision-766.ts";
import { ALL_FULL, factsOf } from "./facts.testing.ts";
import { gainsOf, gapsOf } from "./gains.ts";
import { serviceIndexAt } from "./reading.ts";
import { serviceScore } from "./score.ts";

const gains = (counts: Record<string, number>) =>
  Object.fromEntries(
    gainsOf(serviceScore(factsOf(counts))).map(({ score, ...gain }) => [score.rule.id, gain]),
  );

describe("what would raise it most", () => {
  test("one more dossier is worth the exact difference of two evaluations", () => {
    const counts = {
      "received|online": 40,
      "received|direct": 60,
      "closed.early": 80,
      "closed.late": 10,
      "result.electronic": 45,
      "papers.digital": 50,
      reused: 30,
      "fee.due": 25,
      "fee.online": 10,
      rated: 20,
      "rated.satisfied": 15,
    };
    const of = gains(counts);
    // 90 in time of 100: one more is 20 / 100
    expect(of["progress.inTime"]?.gain).toBeCloseTo(0.2, 9);
    expect(of["progress.inTime"]).toMatchObject({ toFull: 10 });
    expect(of["progress.inTime"]?.gap).toBeCloseTo(2, 9);
    // 6 / (0.5 × 100); ten more fill it
    expect(of["online.filed"]?.gain).toBeCloseTo(0.12, 9);
    expect(of["online.filed"]?.toFull).toBe(10);
    // 6 / 90 resolved
    expect(of["digitization.results"]?.gain).toBeCloseTo(6 / 90, 9);
    expect(of["digitization.papers"]?.gain).toBeCloseTo(0.04, 9);
    // 2 / (0.8 × 100); 50 more
    expect(of["digitization.reuse"]?.gain).toBeCloseTo(0.025, 9);
    expect(of["digitization.reuse"]?.toFull).toBe(50);
    expect(of["payment.dossiers"]?.gain).toBeCloseTo(0.24, 9);
    // 6 / 0.9 × (16/21 − 15/20); (15 + k) / (20 + k) reaches 0.9 with k = 30
    expect(of["satisfaction.service"]?.gain).toBeCloseTo((6 / 0.9) * (16 / 21 - 15 / 20), 9);
    expect(of["satisfaction.service"]?.toFull).toBe(30);
    // The most first
    expect(gainsOf(serviceScore(factsOf(counts))).map(({ score }) => score.rule.id)[0]).toBe(
      "payment.dossiers",
    );
    const more = gains({ ...counts, "received|online": 41, "received|direct": 59 });
    expect((more["online.filed"]?.gap ?? 0) - (of["online.filed"]?.gap ?? 0)).toBeCloseTo(-0.12, 9);
  });

  test("the first satisfied rating brings all 6 points; a full component brings nothing more", () => {
    expect(gains({})["satisfaction.service"]).toEqual({ gain: 6, toFull: 1, gap: 6 });
    const full = gains(ALL_FULL.counts);
    for (const id of Object.keys(full)) expect(full[id]).toEqual({ gain: 0, toFull: 0, gap: 0 });
  });

  test("what is not known has no gain and no gap", () => {
    expect(Object.keys(gains({ received: 5 }))).not.toContain("digitization.papers");
    const gaps = gapsOf(serviceScore(factsOf({ received: 5 }))).map(({ score }) => score.rule.id);
    expect(gaps).not.toContain("digitization.papers");
    expect(gaps[0]).toBe("online.filed");
  });

  const n = fc.nat(500);
  const part = (whole: fc.Arbitrary<number>) => whole.chain((all) => fc.tuple(fc.nat(all), fc.constant(all)));
  test("no group has more than its points or fewer than none, and no gain is negative or larger than its gap", () => {
    const ward = fc.record({
      received: part(n),
      closed: part(n),
      papers: part(n),
      fees: part(n),
      rated: part(n),
      reports: fc.array(part(n), {
        minLength: SERVICE_COMPONENTS.length,
        maxLength: SERVICE_COMPONENTS.length,
      }),
    });
    fc.assert(
      fc.property(ward, ({ received, closed, papers, fees, rated, reports }) => {
        const facts = factsOf(
          {
            "received|online": received[0],
            "received|direct": received[1] - received[0] + closed[1] + papers[1],
            "closed.early": closed[0],
            "closed.late": closed[1] - closed[0],
            "result.electronic": closed[0],
            "papers.digital": papers[0],
            reused: papers[0],
            "fee.due": fees[1],
            "fee.online": fees[0],
            "fee.online.no": fees[1] - fees[0],
            rated: rated[1],
            "rated.satisfied": rated[0],
          },
          Object.fromEntries(
            SERVICE_COMPONENTS.map(({ id }, place) => [
              indicatorOf(id),
              { numerator: reports[place]?.[0] ?? 0, denominator: reports[place]?.[1] ?? 0 },
            ]),
          ),
        );
        const score = serviceScore(facts);
        for (const { id, points } of score.groups) {
          const max = SERVICE_INDEX_GROUPS.find((group) => group.id === id)?.max ?? 0;
          if (points === null) continue;
          expect(points).toBeGreaterThanOrEqual(0);
          expect(points).toBeLessThanOrEqual(max + 1e-9);
        }
        for (const { gain, gap, toFull } of gainsOf(score)) {
          expect(gain).toBeGreaterThanOrEqual(-1e-12);
          expect(gain).toBeLessThanOrEqual(gap + 1e-9);
          expect(toFull === 0).toBe(gap < 1e-9);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe("the answer", () => {
  const told = {
    ward: "w",
    rev: 7,
    asOf: "2026-11-25T00:00:00+07:00",
    computedAt: "2026-11-25T00:00:00+07:00",
  };
  const portal = {
    "service766.portal": { value: 95.59, period: "2026-01-01..2026-10-31" },
    "service766.portal.payment": { value: 9.5, period: "2026" },
  };

  test("the portal's score stands beside ours, with its period, and changes nothing of it", () => {
    const plain = serviceIndexAt(factsOf(ALL_FULL.counts, ALL_FULL.reports), told, "vi");
    const beside = serviceIndexAt(factsOf(ALL_FULL.counts, { ...ALL_FULL.reports, ...portal }), told, "vi");
    expect({ ...beside, portal: null }).toEqual({ ...plain, portal: null });
    expect(plain.portal.total).toBeNull();
    expect(beside.portal.total).toEqual({
      points: 95.59,
      period: "2026-01-01..2026-10-31",
      at: "2026-11-20T08:00:00+07:00",
      samePeriod: false,
      difference: 4.41,
    });
    expect(beside.portal.groups.find(({ id }) => id === "payment")?.score).toMatchObject({
      points: 9.5,
      samePeriod: true,
      difference: 0.5,
    });
  });

  test("of several scores the one of the latest days counts; without a total of ours there is no difference", () => {
    const facts = factsOf({}, { "service766.portal": { value: 80, period: "2026-10" } });
    const later = factsOf({}, { "service766.portal": { value: 90, period: "2026-11" } });
    const score = serviceIndexAt(
      { ...facts, reports: [...facts.reports, ...later.reports] },
      told,
      "vi",
    ).portal;
    expect(score.total).toMatchObject({ points: 90, period: "2026-11", difference: null });
    const before = serviceIndexAt({ ...facts, range: { from: "2022-01-01", to: "2022-12-31" } }, told, "vi");
    expect(before.portal.total).toBeNull();
  });

  test("says what is missing and why, and has a band only with a total", () => {
    const none = serviceIndexAt(factsOf({}), told, "vi");
    expect(none).toMatchObject({ total: null, band: null });
    expect(none.missing.find(({ component }) => component === "payment.services")).toEqual({
      component: "payment.services",
      group: "payment",
      label: "Dịch vụ có phát sinh thanh toán trực tuyến",
      lacks: "not-reported",
    });
    const full = serviceIndexAt(factsOf(ALL_FULL.counts, ALL_FULL.reports), told, "en");
    expect(full).toMatchObject({ total: 100, band: { id: "excellent", label: "Excellent" }, missing: [] });
    const component = full.groups[5]?.components[2];
    expect(component).toMatchObject({ formula: "6 × r", rate: 100, points: 6, source: "dossiers" });
  });

  test("points have two decimals, gains six, and both are rounded last", () => {
    const index = serviceIndexAt(factsOf({ received: 3, "papers.digital": 1 }), told, "vi");
    const papers = index.groups[3]?.components.find(({ id }) => id === "digitization.papers");
    expect(papers).toMatchObject({ points: 1.33, rate: 33.3 });
    expect(index.levers.find(({ component }) => component === "digitization.papers")).toMatchObject({
      gain: 1.333333,
      toFull: 2,
      gap: 2.67,
    });
  });
});
