import { describe, expect, test } from "vitest";
import { evaluate } from "../kpi/evaluate.ts";
import { createCatalogue } from "../kpi/catalogue.ts";
import { operandsOf } from "../kpi/explain.ts";
import { indicatorOf } from "./component.ts";
import { SERVICE_COMPONENTS, SERVICE_INDEX_GROUPS, bandOf } from "./decision-766.ts";
import { ALL_FULL, factsOf, type Told } from "./facts.testing.ts";
import { serviceScore, type IndexFacts } from "./score.ts";

const componentOf = (facts: IndexFacts, id: string) =>
  serviceScore(facts)
    .groups.flatMap(({ components }) => components)
    .find(({ rule }) => rule.id === id);
const reportOf = (id: string, told: Told) => factsOf({}, { [indicatorOf(id)]: told });

describe("the rules", () => {
  test("six groups of 18, 20, 12, 22, 18 and 10 points make 100", () => {
    expect(SERVICE_INDEX_GROUPS.map(({ id, max }) => [id, max])).toEqual([
      ["transparency", 18],
      ["progress", 20],
      ["online", 12],
      ["digitization", 22],
      ["satisfaction", 18],
      ["payment", 10],
    ]);
    expect(new Set(SERVICE_COMPONENTS.map(({ id }) => id)).size).toBe(21);
    expect(SERVICE_COMPONENTS.every(({ id, group }) => id.startsWith(`${group}.`))).toBe(true);
  });

  // Each worked by hand: points = min(max, max × numerator / denominator / fullAt).
  test.each([
    ["transparency.updated", 171, 180, 3.8], // 4 × 0.95
    ["transparency.complete", 90, 180, 1], // 2 × 0.5
    ["transparency.synced", 475_053, 597_918, 4.767072], // 6 × 0.794512
    ["online.offered", 60, 100, 1.5], // 2 × 0.6 / 0.8
    ["online.offered", 80, 100, 2],
    ["online.offered", 99, 100, 2], // no more than the maximum
    ["online.used", 30, 120, 1], // 4 × 0.25
    ["digitization.copies", 12, 48, 0.5], // 2 × 0.25
    ["digitization.personalStore", 3, 4, 3], // 4 × 0.75
    ["digitization.populationDossiers", 1, 3, 0.666667], // 2 / 3
    ["digitization.populationProcedures", 9, 10, 1.8],
    ["satisfaction.petitionsOnTime", 17, 20, 5.1], // 6 × 0.85
    ["satisfaction.petitionsSatisfied", 0, 4, 0],
    ["payment.procedures", 8, 20, 1], // 2.5 × 0.4
    ["payment.services", 9, 10, 2], // 2.5 × 0.9 = 2.25, at most 2
  ])("%s with %d of %d: %d points", (id, numerator, denominator, points) => {
    const score = componentOf(reportOf(id, { numerator, denominator }), id);
    expect(score).toMatchObject({ numerator, denominator, lacks: null });
    expect(score?.points).toBeCloseTo(points, 6);
  });

  test.each([
    // 90 in time and 5 open, of them 2 overdue, of 100 received and 3 carried over: 20 × 93 / 103
    [
      "progress.inTime",
      { received: 100, "closed.early": 60, "closed.onTime": 30, "closed.late": 8, "overdue.in": 2 },
      93,
      103,
      18.058252,
    ],
    ["online.filed", { "received|online": 30, "received|direct": 60, "received|post": 10 }, 30, 100, 3.6],
    ["online.filed", { "received|online": 50, "received|direct": 50 }, 50, 100, 6],
    ["online.filed", { "received|online": 85, "received|direct": 15 }, 85, 100, 6],
    // Of 50 resolved 40 have an electronic result: 6 × 0.8
    [
      "digitization.results",
      {
        "closed.early": 20,
        "closed.onTime": 20,
        "closed.late": 5,
        "closed.undated": 5,
        "result.electronic": 40,
      },
      40,
      50,
      4.8,
    ],
    ["digitization.papers", { received: 200, "papers.digital": 150 }, 150, 200, 3],
    // Nobody's papers, and somebody says so: 0 and not unknown
    ["digitization.papers", { received: 200, "papers.digital.no": 1 }, 0, 200, 0],
    ["digitization.reuse", { received: 100, reused: 40 }, 40, 100, 1], // 2 × 0.4 / 0.8
    ["digitization.reuse", { received: 100, reused: 90 }, 90, 100, 2],
    ["satisfaction.service", { rated: 40, "rated.satisfied": 27 }, 27, 40, 4.5], // 6 × 0.675 / 0.9
    ["satisfaction.service", { rated: 40, "rated.satisfied": 38 }, 38, 40, 6],
    ["payment.dossiers", { "fee.due": 60, "fee.online": 45 }, 45, 60, 4.5], // 6 × 0.75
  ])("%s out of counters", (id, counts, numerator, denominator, points) => {
    const carried: Record<string, number> = id === "progress.inTime" ? { received: 3 } : {};
    const score = componentOf(factsOf(counts, {}, carried), id);
    expect(score).toMatchObject({ numerator, denominator, lacks: null });
    expect(score?.points).toBeCloseTo(points, 6);
  });
});

describe("nothing to divide by, and nothing told", () => {
  test.each([
    ["satisfaction.service", 0, null], // no rating: 0 points
    ["progress.inTime", null, "nothing-to-divide-by"],
    ["online.filed", null, "nothing-to-divide-by"],
    ["digitization.papers", null, "nothing-to-divide-by"],
    ["payment.dossiers", null, "nothing-to-divide-by"],
    ["transparency.published", 6, null], // the province's work
    ["transparency.synced", null, "not-reported"],
    ["satisfaction.petitionsOnTime", null, "not-reported"], // not reported is not "none came"
  ])("a ward without any figure: %s has %s points", (id, points, lacks) => {
    expect(componentOf(factsOf({}), id)).toMatchObject({ points, lacks });
  });

  test.each([
    ["satisfaction.petitionsOnTime", 6, null],
    ["satisfaction.petitionsSatisfied", 6, null],
    ["transparency.synced", null, "nothing-to-divide-by"],
    ["payment.procedures", null, "nothing-to-divide-by"],
  ])("%s reported as 0 of 0: %s points", (id, points, lacks) => {
    expect(componentOf(reportOf(id, { numerator: 0, denominator: 0 }), id)).toMatchObject({ points, lacks });
  });

  test("a source that never says so or otherwise gives no points, not 0", () => {
    const facts = factsOf({ received: 10, "closed.early": 10, "fee.due": 4 });
    for (const id of [
      "digitization.papers",
      "digitization.results",
      "digitization.reuse",
      "payment.dossiers",
    ])
      expect(componentOf(facts, id)).toMatchObject({ points: null, lacks: "not-told", numerator: null });
  });

  test("a bare percentage and an impossible share give no points", () => {
    const id = "online.used";
    expect(componentOf(reportOf(id, { value: 80 }), id)).toMatchObject({
      points: null,
      lacks: "no-fraction",
    });
    for (const numerator of [13, -1])
      expect(componentOf(reportOf(id, { numerator, denominator: 12 }), id)).toMatchObject({
        points: null,
        lacks: "not-a-share",
      });
  });
});

describe("the total", () => {
  test("of a ward that has all is 100", () => {
    const { total, groups } = serviceScore(factsOf(ALL_FULL.counts, ALL_FULL.reports));
    expect(groups.map(({ points }) => points)).toEqual([18, 20, 12, 22, 18, 10]);
    expect(total).toBe(100);
  });

  test("there is none while one component is missing, and its group has none", () => {
    const { [indicatorOf("digitization.copies")]: _left, ...reports } = ALL_FULL.reports;
    const { total, groups } = serviceScore(factsOf(ALL_FULL.counts, reports));
    expect(total).toBeNull();
    expect(groups.map(({ points }) => points)).toEqual([18, 20, 12, null, 18, 10]);
  });

  test("the KPIs show the same, with a reason where there is none, and the parts behind it", () => {
    const { byId } = createCatalogue();
    const kpi = (id: string, facts: IndexFacts) => {
      const found = byId(id);
      if (!found) throw new Error(id);
      return evaluate(found, { ...facts, targets: [] });
    };
    const full = factsOf(ALL_FULL.counts, ALL_FULL.reports);
    expect(kpi("service766.total", full)).toMatchObject({ value: 100, numerator: null });
    expect(kpi("service766.digitization", full)).toMatchObject({ value: 22 });
    expect(kpi("service766.total", factsOf({}))).toMatchObject({ value: null, reason: "parts-missing" });
    const formula = byId("service766.payment")?.formula;
    if (!formula) throw new Error("no formula");
    expect(
      operandsOf(formula, { ...full, targets: [] }, "vi").map(({ measure, value }) => [measure, value]),
    ).toEqual([
      ["payment.procedures", 2],
      ["payment.services", 2],
      ["payment.dossiers", 6],
    ]);
  });

  test.each([
    [100, "excellent"],
    [90, "excellent"],
    [89.99, "good"],
    [80, "good"],
    [79.99, "fair"],
    [70, "fair"],
    [69.99, "average"],
    [50, "average"],
    [49.99, "weak"],
    [0, "weak"],
  ])("%d points are %s", (total, band) => {
    expect(bandOf(total)?.id).toBe(band);
  });
});
