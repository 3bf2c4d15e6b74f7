import { describe, expect, test } from "vitest";
import { issueOf } from "./catalogue-problem.ts";
import { checkCatalogue } from "./check-catalogue.ts";

const INDICATOR = {
  id: "cay-xanh",
  label: "Cây xanh trồng mới",
  unit: "count",
  direction: "higher",
  reporter: "group",
  cadence: "month",
  addsUp: "sum",
};
const RATIO = {
  id: "tre-han",
  label: "Tỷ lệ trễ hạn",
  unit: "percent",
  direction: "lower",
  formula: "100 * dossiers.late / dossiers.resolved",
};
const UNIT = { id: "to-7", name: "Tổ dân phố số 7", kind: "group" };

function problems(raw: unknown) {
  const checked = checkCatalogue(raw);
  return checked.ok ? [] : checked.problems.map((one) => issueOf(one, "en"));
}
const places = (raw: unknown) => problems(raw).map(({ path, code }) => `${path} ${code}`);

test("a good one passes, with what it leaves out as empty", () => {
  const raw = {
    off: ["dossiers.undated", "ratio.tre-han"],
    thresholds: { "indicator.cay-xanh": { watchFrom: 80 }, "dossiers.overdue": { watchAbove: 3 } },
    indicators: [INDICATOR],
    ratios: [
      RATIO,
      { ...RATIO, id: "cay", formula: "indicator.cay-xanh / (1 + ratio.tre-han)", unit: "points" },
    ],
    units: [UNIT, { ...UNIT, id: "to-8", validFrom: "2020-01-01", validTo: "2025-06-30", successor: "to-7" }],
    targets: [{ kpi: "indicator.cay-xanh", period: "2026", value: 120, source: "Kế hoạch 12/KH-UBND" }],
  };
  expect(problems(raw)).toEqual([]);
  expect(checkCatalogue({})).toMatchObject({ ok: true, file: { off: [], targets: [] } });
});

describe("what is refused, and where", () => {
  test("names that are not there, with the one that was meant", () => {
    const raw = {
      off: ["dossiers.undatd"],
      thresholds: { "dossiers.over": {} },
      targets: [{ kpi: "indicator.cay-xnh", period: "2026", value: 1 }],
      indicators: [INDICATOR],
    };
    expect(places(raw)).toEqual([
      "off[0] unknown-kpi",
      "thresholds.dossiers.over unknown-kpi",
      "targets[0].kpi unknown-kpi",
    ]);
    expect(problems(raw).map(({ message }) => message)).toEqual([
      "There is no KPI “dossiers.undatd”. Did you mean “dossiers.undated”?",
      "There is no KPI “dossiers.over”. Did you mean “dossiers.open”?",
      "There is no KPI “indicator.cay-xnh”. Did you mean “indicator.cay-xanh”?",
    ]);
  });

  test("unknown entries, missing ones and wrong kinds, each with its path", () => {
    const { label: _gone, ...nameless } = INDICATOR;
    expect(
      places({
        ratio: [],
        indicators: [{ ...nameless, unit: "kg", sourc: "x" }],
        ratios: [{ ...RATIO, label: "x".repeat(121), formula: 3 }],
        off: "dossiers.late",
        units: [{ ...UNIT, id: "Tổ 7" }],
        thresholds: { "dossiers.late": { watchFrom: 101 } },
      }).toSorted(),
    ).toEqual(
      [
        "ratio invalid-value",
        "indicators[0].label missing",
        "indicators[0].unit invalid-value",
        "indicators[0].sourc invalid-value",
        "ratios[0].label too-long",
        "ratios[0].formula invalid-value",
        "off invalid-value",
        "units[0].id invalid-value",
        "thresholds.dossiers.late.watchFrom invalid-value",
      ].toSorted(),
    );
    expect(problems({ ratio: [] })[0]?.message).toBe("There is no “ratio”. Did you mean “ratios”?");
    expect(problems({ indicators: [{ ...INDICATOR, sourc: "x" }] })[0]?.message).toContain("“source”");
    expect(problems([])[0]).toMatchObject({ path: "", code: "invalid-value" });
    expect(problems(null)[0]).toMatchObject({ path: "" });
  });

  test("ids that are taken, by another entry or by the house", () => {
    expect(
      places({
        indicators: [INDICATOR, { ...INDICATOR, id: "cashless.adults" }, INDICATOR],
        ratios: [RATIO, RATIO],
        units: [UNIT, UNIT],
      }),
    ).toEqual([
      "indicators[2].id invalid-value",
      "indicators[1].id invalid-value",
      "ratios[1].id invalid-value",
      "units[1].id invalid-value",
    ]);
  });

  test("a formula's mistake has its column; a circle is told at every ratio in it", () => {
    const raw = {
      ratios: [
        { ...RATIO, id: "a", formula: "100 * dossiers.lte / 0" },
        { ...RATIO, id: "b", formula: "1 + ratio.c" },
        { ...RATIO, id: "c", formula: "ratio.b" },
      ],
    };
    expect(problems(raw)).toMatchObject([
      { path: "ratios[0].formula", column: 7, length: 12 },
      {
        path: "ratios[1].formula",
        column: 5,
        message: expect.stringContaining("ratio.b → ratio.c → ratio.b"),
      },
      { path: "ratios[2].formula", column: 1 },
    ]);
  });

  test("figures that cannot come out, thresholds that cross, units whose days are turned round", () => {
    expect(
      places({
        indicators: [
          { ...INDICATOR, unit: "percent" },
          { ...INDICATOR, id: "b", addsUp: "ratio" },
        ],
        thresholds: { "dossiers.late": { watchAbove: 1, watchBelow: 2 } },
        units: [
          { ...UNIT, validFrom: "2025-07-01", validTo: "2025-06-30" },
          { ...UNIT, id: "to-8", validFrom: "2025-02-30", successor: "to-9" },
        ],
        targets: [
          { kpi: "dossiers.late", period: "2026-13", value: 0 },
          { kpi: "dossiers.late", period: 2026, value: 0 },
          { kpi: "dossiers.late", period: "2026", value: 1 },
        ],
      }),
    ).toEqual([
      "thresholds.dossiers.late.watchBelow invalid-value",
      "indicators[0].addsUp invalid-value",
      "indicators[1].addsUp invalid-value",
      "units[0].validTo invalid-value",
      "units[1].validFrom invalid-value",
      "units[1].successor invalid-value",
      "targets[2] invalid-value",
      "targets[0].period unknown-period",
    ]);
  });
});
