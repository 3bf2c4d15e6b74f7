import { expect, test } from "vitest";
import { AlertRule, type Kpi } from "@nhip/contracts";
import { judgeAlert } from "./judge.ts";
import { quietUntil } from "./quiet.ts";

const at = (text: string) => Date.parse(`${text}+07:00`);
const kpi = (more: Partial<Kpi>): Kpi => ({
  id: "dossiers.overdue",
  label: "Hồ sơ quá hạn",
  group: "timeliness",
  unit: "count",
  direction: "lower",
  value: 3,
  numerator: null,
  denominator: null,
  target: 0,
  attainment: null,
  status: "bad",
  previous: null,
  pace: null,
  explain: "",
  ...more,
});
const rule = (when: object) => AlertRule.parse({ id: "r", name: "Quy tắc", when });
const above = rule({ kind: "threshold", kpi: "dossiers.overdue", period: "today", op: "above", value: 2 });

test("a threshold holds above it, not at it, and never where the figure is not known", () => {
  const judge = (value: number | null) => judgeAlert(above, { kpis: [kpi({ value })], alarms: [] });
  expect(judge(3)).toMatchObject([{ key: "r", value: 3, limit: 2, kpi: "dossiers.overdue" }]);
  expect(judge(3)[0]?.text.vi).toBe("Hồ sơ quá hạn: 3, cao hơn ngưỡng 2");
  expect(judge(2)).toEqual([]);
  expect(judge(null)).toEqual([]);
  expect(judgeAlert(above, { kpis: [], alarms: [] })).toEqual([]);
});

test("pace: behind where the plan should be today by more than allowed, whichever way is better", () => {
  const behind = rule({ kind: "pace", kpi: "x", period: "year", points: 2 });
  const judge = (value: number, pace: number | null, direction: Kpi["direction"] = "higher") =>
    judgeAlert(behind, {
      kpis: [kpi({ id: "x", label: "Toàn trình", unit: "percent", value, pace, direction })],
      alarms: [],
    });
  expect(judge(80.1, 82.2)[0]?.text.vi).toBe(
    "Toàn trình: 80,1%, chậm hơn nhịp kế hoạch 2,1 (hôm nay phải đạt 82,2%)",
  );
  expect(judge(80.2, 82.2)).toEqual([]);
  expect(judge(80, null)).toEqual([]);
  expect(judge(85, 82, "lower")).toHaveLength(1);
});

test("an alarm of the pipeline: one alert a source", () => {
  const silent = rule({ kind: "alarm", code: "source-silent" });
  const alarm = (source: string) => ({
    code: "source-silent" as const,
    status: "watch" as const,
    since: null,
    source,
  });
  const found = judgeAlert(silent, { kpis: [], alarms: [alarm("Một cửa"), alarm("Đất đai")] });
  expect(found.map(({ key }) => key)).toEqual(["r:Một cửa", "r:Đất đai"]);
});

test.each([
  ["2026-11-24T18:59:59", null],
  ["2026-11-24T19:00:00", "2026-11-25T07:00:00"],
  ["2026-11-25T00:00:00", "2026-11-25T07:00:00"],
  ["2026-11-25T06:59:59", "2026-11-25T07:00:00"],
  ["2026-11-25T07:00:00", null],
])("quiet hours over midnight, in Hanoi: at %s they end %s", (now, end) => {
  expect(quietUntil({ from: "19:00", to: "07:00" }, at(now))).toBe(end === null ? null : at(end));
});

test("quiet hours within a day, none, and equal ones", () => {
  expect(quietUntil({ from: "11:30", to: "13:30" }, at("2026-11-24T12:00:00"))).toBe(
    at("2026-11-24T13:30:00"),
  );
  expect(quietUntil({ from: "11:30", to: "13:30" }, at("2026-11-24T13:30:00"))).toBeNull();
  expect(quietUntil(null, at("2026-11-24T12:00:00"))).toBeNull();
  expect(quietUntil({ from: "07:00", to: "07:00" }, at("2026-11-24T07:00:00"))).toBeNull();
});
