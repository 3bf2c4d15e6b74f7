import { describe, expect, test } from "vitest";
import type { WardEvent } from "@nhip/contracts";
import { createCatalogue, kpiLabel, STANDING_KPIS } from "./catalogue.ts";
import { evaluate, medianHours, type Facts } from "./evaluate.ts";
import type { Ledger } from "./ledger.ts";
import { reportsAt } from "./report.ts";
import { targetsAt } from "./target.ts";

const { byId: kpiById, shown: kpisOf } = createCatalogue();
const RANGE = { from: "2022-01-01", to: "2022-12-12" };
const at = (text: string) => Date.parse(`${text}+07:00`);
const ledger = (
  period: Record<string, number>,
  until = period,
  before: Record<string, number> = {},
): Ledger => ({
  period: new Map(Object.entries(period)),
  until: new Map(Object.entries(until)),
  before: new Map(Object.entries(before)),
});
const facts = (sums: Ledger, events: WardEvent[] = []): Facts => ({
  ledger: sums,
  reports: reportsAt(
    events.map((event) => [event]),
    at("2022-12-12T07:39:06"),
  ),
  targets: targetsAt(
    events.map((event) => [event]),
    at("2022-12-12T07:39:06"),
  ),
  range: RANGE,
});
const value = (id: string, given: Facts) => {
  const kpi = kpiById(id);
  if (!kpi) throw new Error(`no KPI ${id}`);
  return evaluate(kpi, given);
};
const target = (kpi: string, period: string, n: number): WardEvent => ({
  id: `t${kpi}${period}`,
  type: "target.set",
  time: at("2022-01-05T08:00:00"),
  data: { kpi, period, value: n },
});
const report = (period: string, data: object, time = "2022-12-01T08:00:00", id = period): WardEvent => ({
  id,
  type: "indicator.reported",
  time: at(time),
  data: { indicator: "accounts.assisted", period, ...data },
});

describe("rates", () => {
  test("attainment comes from the exact value, not from the rounded one", () => {
    const sums = ledger({
      "received|x|online|muc-do-4": 60,
      "received|x|online|full": 9,
      "received|x|direct|muc-do-4": 10,
    });
    expect(value("online.full.rate", facts(sums, [target("online.full.rate", "2022", 70)]))).toMatchObject({
      value: 87.3,
      numerator: 69,
      denominator: 79,
      attainment: 124.8,
      status: "good",
    });
  });

  test("nothing to divide by is null with a reason, never 0", () => {
    expect(value("dossiers.onTimeRate", facts(ledger({})))).toMatchObject({
      value: null,
      reason: "nothing-to-divide-by",
      status: "none",
      attainment: null,
    });
  });

  test("undated answers stand in the denominator only", () => {
    const sums = ledger({
      "closed.early|x|direct|none": 2,
      "closed.onTime|x|direct|none": 1,
      "closed.undated|x|direct|none": 1,
    });
    expect(value("dossiers.onTimeRate", facts(sums))).toMatchObject({
      value: 75,
      numerator: 3,
      denominator: 4,
    });
  });

  test("766: early, on time and open within time, of all received and carried over", () => {
    const before = { "received|x|direct|none": 10, "closed.early|x|direct|none": 6 };
    const period = {
      "received|x|direct|none": 6,
      "closed.early|x|direct|none": 3,
      "closed.onTime|x|direct|none": 1,
      "closed.late|x|direct|none": 1,
    };
    const until = {
      "received|x|direct|none": 16,
      "closed.early|x|direct|none": 9,
      "closed.onTime|x|direct|none": 1,
      "closed.late|x|direct|none": 1,
      "overdue.in|x|direct|none": 3,
      "overdue.out|x|direct|none": 1,
    };
    // Open 16 - 11 = 5, of which 2 overdue: (3 + 1 + 3) / (6 + 4).
    expect(value("dossiers.progressRate", facts(ledger(period, until, before)))).toMatchObject({
      value: 70,
      numerator: 7,
      denominator: 10,
    });
  });
});

describe("status", () => {
  test.each([
    [75, "good"],
    [68, "watch"],
    [60, "bad"],
  ])("%i%% against a target of 75", (n, status) => {
    const sums = ledger({ "received|x|online|partial": n, "received|x|direct|partial": 100 - n });
    expect(
      value("online.partial.rate", facts(sums, [target("online.partial.rate", "2022", 75)])).status,
    ).toBe(status);
  });

  test("overdue is bad from the first, due soon asks for attention, a plain count is not judged", () => {
    const sums = ledger({
      "overdue.in|x|direct|none": 1,
      "dueSoon.in|x|direct|none": 1,
      "received|x|direct|none": 1,
    });
    expect(
      ["dossiers.overdue", "dossiers.dueSoon", "dossiers.received"].map(
        (id) => value(id, facts(sums)).status,
      ),
    ).toEqual(["bad", "watch", "none"]);
  });
});

describe("targets", () => {
  test("of those that contain the period, the one set for the shortest; none that only touches it", () => {
    const targets = [
      target("online.full.rate", "2022", 70),
      target("online.full.rate", "2022-01-01..2022-12-20", 71),
      target("online.full.rate", "2022-12", 99),
    ];
    expect(value("online.full.rate", facts(ledger({}), targets)).target).toBe(71);
  });
});

describe("reports", () => {
  test("fractions are summed before dividing, the newest of each period counting", () => {
    const reports = reportsAt(
      [
        [
          report("2022-11", { numerator: 9, denominator: 10 }),
          report("2022-11", { numerator: 1, denominator: 10 }, "2022-12-05T08:00:00", "b"),
        ],
        [report("2022-12", { numerator: 29, denominator: 30 })],
      ],
      at("2022-12-12T00:00:00"),
    );
    expect(value("accounts.assisted.rate", { ...facts(ledger({})), reports })).toMatchObject({
      value: 75,
      numerator: 30,
      denominator: 40,
    });
  });

  test("a yearly report does not count beside its months, and nothing reported is null", () => {
    const events = [
      report("2022", { numerator: 1, denominator: 100 }),
      report("2022-12", { numerator: 3, denominator: 4 }),
    ];
    expect(value("accounts.assisted.rate", facts(ledger({}), events)).value).toBe(75);
    expect(value("accounts.assisted.rate", facts(ledger({})))).toMatchObject({
      value: null,
      reason: "not-reported",
    });
  });

  test("where the whole ward has reported, its units' fractions are not added to it", () => {
    const of = (unit: string | undefined, numerator: number, denominator: number) =>
      report(
        "2022-12",
        { ...(unit ? { unit } : {}), numerator, denominator },
        "2022-12-01T08:00:00",
        `u${unit ?? ""}`,
      );
    const events = [of(undefined, 500, 1000), of("to-7", 250, 400), of("to-8", 250, 600)];
    expect(value("accounts.assisted.rate", facts(ledger({}), events))).toMatchObject({
      numerator: 500,
      denominator: 1000,
    });
  });

  test("bare counts add up over units, bare percentages do not", () => {
    const unit = (indicator: string, name: string, n: number): WardEvent => ({
      id: indicator + name,
      type: "indicator.reported",
      time: at("2022-12-01T08:00:00"),
      data: { indicator, unit: name, period: "2022", value: n },
    });
    const events = [
      unit("eid.accounts", "to-7", 417),
      unit("eid.accounts", "to-8", 83),
      unit("cashless.adults", "to-7", 75),
      unit("cashless.adults", "to-8", 50),
    ];
    expect(value("indicator.eid.accounts", facts(ledger({}), events)).value).toBe(500);
    expect(value("indicator.cashless.adults", facts(ledger({}), events)).value).toBeNull();
  });
});

test("the median of working hours, of an even and an odd number of answers", () => {
  expect(
    medianHours(
      new Map([
        ["took.2|||", 2],
        ["took.10|||", 2],
      ]),
    ),
  ).toBe(6);
  expect(
    medianHours(
      new Map([
        ["took.2|||", 1],
        ["took.10|||", 1],
        ["took.40|||", 1],
        ["received|x|direct|none", 9],
      ]),
    ),
  ).toBe(10);
  expect(medianHours(new Map())).toBeNull();
});

test("every KPI of the catalogue has its words, a rule and a legal source in both languages, and an id of its own", () => {
  const all = kpisOf(["criteria.civilised", "something.new"]);
  expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
  expect(all.map(({ id }) => id)).toEqual(
    expect.arrayContaining([...STANDING_KPIS.map(({ id }) => id), "indicator.something.new"]),
  );
  for (const { label, rule, legalSource } of all)
    for (const words of [label, rule, legalSource]) expect(Object.values(words)).not.toContain("");
  expect(kpiLabel("dossiers.received", "vi")).toBe("Hồ sơ tiếp nhận");
  expect(kpiById("nonsense")).toBeUndefined();
});
