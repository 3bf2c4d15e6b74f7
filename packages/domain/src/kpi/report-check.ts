import type { Check, Locale } from "@nhip/contracts";
import { isRounded } from "../claims/causes.ts";
import type { Catalogue } from "./catalogue.ts";
import { reportingOf } from "./definition.ts";
import type { Report } from "./report.ts";

const RULES = {
  units: {
    vi: "phường = tổng các đơn vị",
    en: "ward = sum of its units",
  },
  report: {
    vi: "số báo cáo = tử số / mẫu số",
    en: "reported value = numerator / denominator",
  },
} as const;

/**
 * Reports held against each other: the ward's own beside those of its units for the same period, which must be their sum
 * (fractions by numerator and denominator), and a value beside its fraction. Only what differs or can be compared is told.
 */
export function reportChecks(
  reports: readonly Report[],
  range: { from: string; to: string },
  catalogue: Catalogue,
  locale: Locale,
): Check[] {
  const within = reports.filter((one) => one.range.from <= range.to && one.range.to >= range.from);
  const label = (indicator: string): string =>
    catalogue.kpis.find(({ formula }) => formula.kind === "report" && formula.indicator === indicator)?.label[
      locale
    ] ?? indicator;
  const addsUp = (indicator: string): boolean => {
    const kpi = catalogue.kpis.find(
      ({ formula }) => formula.kind === "report" && formula.indicator === indicator,
    );
    const how = kpi ? reportingOf(kpi)?.addsUp : "sum";
    return how === "sum" || how === "ratio";
  };
  const sums = within.flatMap((ward) => {
    if (ward.unit !== "" || !addsUp(ward.indicator)) return [];
    const units = within.filter(
      (one) => one.unit !== "" && one.indicator === ward.indicator && one.data.period === ward.data.period,
    );
    if (units.length === 0) return [];
    return (["value", "numerator", "denominator"] as const).flatMap((part): Check[] => {
      const left = ward.data[part];
      const parts = units.map(({ data }) => data[part]);
      // Percentages do not add up; of fractions the parts do.
      if (left === undefined || parts.includes(undefined) || (part === "value" && isPercent(ward, catalogue)))
        return [];
      const right = parts.reduce<number>((sum, one) => sum + (one ?? 0), 0);
      return [
        judged({
          rule: `units:${ward.indicator}:${part}`,
          label: `${label(ward.indicator)}: ${RULES.units[locale]}`,
          left,
          right,
          holds: left === right,
          note: ward.data.period,
          figures: units.map(({ unit, data }) => ({ side: "right", label: unit, value: data[part] ?? 0 })),
        }),
      ];
    });
  });
  const values = within.flatMap(({ indicator, unit, data }): Check[] => {
    const { value, numerator, denominator, period } = data;
    if (value === undefined || numerator === undefined || denominator === undefined || denominator === 0)
      return [];
    const exact = (100 * numerator) / denominator;
    const holds = value === numerator || isRounded(value, exact, String(value).split(".")[1]?.length ?? 0);
    return [
      judged({
        rule: `report:${indicator}:${unit}`,
        label: `${label(indicator)}: ${RULES.report[locale]}`,
        left: value,
        right: Math.round(exact * 10) / 10,
        holds,
        note: unit === "" ? period : `${unit}, ${period}`,
      }),
    ];
  });
  return [...sums, ...values];
}

function judged(check: Check): Check {
  return check.holds ? check : { ...check, severity: "error" };
}

function isPercent({ indicator }: Report, catalogue: Catalogue): boolean {
  return catalogue.kpis.some(
    ({ formula, unit }) => formula.kind === "report" && formula.indicator === indicator && unit === "percent",
  );
}
