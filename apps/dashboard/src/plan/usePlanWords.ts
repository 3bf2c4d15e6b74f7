import type { PlanRow } from "@nhip/contracts";
import { formatCount, formatDecimal, formatFigure } from "../format/number.ts";
import type { MessageKey } from "../i18n/text.ts";
import { useText } from "../i18n/useText.ts";
import { needOf, planSay } from "./plan-say.ts";

/** A row of the plan in words: its name, how it stands and what is to be done, and its figures. */
export function usePlanWords(): {
  name: (row: PlanRow) => string;
  figure: (row: PlanRow) => string;
  stand: (row: PlanRow) => string;
  note: (row: PlanRow) => string;
} {
  const { t, kpiName } = useText();
  const inUnit = (row: PlanRow, value: number): string => formatFigure(value, row.unit);

  function name(row: PlanRow): string {
    const label = kpiName(row);
    return row.forUnit === null ? label : t("plan.unit", { label, unit: unitName(row.forUnit) });
  }

  /** `to-7` is how the office writes its seventh group of households. */
  function unitName(code: string): string {
    const group = /^to-(\d+)$/.exec(code)?.[1];
    return group === undefined ? code.replaceAll("-", " ") : t("plan.group", { n: group });
  }

  function why(row: PlanRow): string {
    const reason = row.reasons.value ?? "no-data-yet";
    if (reason === "not-by-unit" || reason === "unknown-kpi")
      return t(`plan.reason.${reason}`, { id: row.id });
    return t(`tile.reason.${reason}`);
  }

  function need(row: PlanRow): string {
    const { neededAWeek, usualAWeek } = row;
    if (neededAWeek === null) return "";
    if (row.unit !== "count" && row.numerator === null)
      return t("plan.say.needPoints", { n: formatDecimal(neededAWeek) });
    const what = needOf(row.id);
    const n = formatDecimal(neededAWeek);
    const amount = what === null ? n : `${n} ${t(`plan.what.${what}`)}`;
    return usualAWeek === null
      ? t("plan.say.need", { amount })
      : t("plan.say.needUsual", { amount, usual: formatDecimal(usualAWeek) });
  }

  function stand(row: PlanRow): string {
    const { stand: how, gap, todo } = planSay(row);
    if (how === "none") return why(row);
    const first = t(standKey(how, row), {
      gap: row.unit === "count" ? formatCount(gap) : formatDecimal(gap),
    });
    const second = todo === null ? "" : todo === "need" ? need(row) : t(`plan.say.${todo}`);
    return second === "" ? first : `${first} ${second}`;
  }

  function note(row: PlanRow): string {
    const target = inUnit(row, row.target);
    const parts = [
      row.source === null ? t("plan.target", { target }) : t("plan.targetOf", { target, source: row.source }),
    ];
    if (row.pace !== null && row.pace !== row.target)
      parts.push(t("plan.pace", { pace: inUnit(row, row.pace) }));
    if (row.forecast) {
      const [value, low, high] = [row.forecast.value, row.forecast.low, row.forecast.high].map((one) =>
        inUnit(row, one),
      );
      parts.push(
        low === high
          ? t("plan.forecastSure", { value: value ?? "" })
          : t("plan.forecast", { value: value ?? "", low: low ?? "", high: high ?? "" }),
      );
    }
    return `${parts.join("; ")}.`;
  }

  return {
    name,
    figure: (row) => (row.value === null ? "—" : inUnit(row, row.value)),
    stand,
    note,
  };
}

/** A gap between rates is told in points. */
function standKey(how: Exclude<ReturnType<typeof planSay>["stand"], "none">, row: PlanRow): MessageKey {
  const points = row.unit === "percent" || row.unit === "points";
  switch (how) {
    case "missed":
    case "over":
    case "passed":
    case "tooFast":
    case "ahead":
    case "behind":
      return points ? `plan.say.${how}Points` : `plan.say.${how}`;
    default:
      return `plan.say.${how}`;
  }
}
