import type { DutyState, UnitIndicator } from "@nhip/contracts";
import type { Doubt } from "@nhip/domain";
import { formatCount, formatDecimal } from "../format/number.ts";
import { useText } from "../i18n/useText.ts";

type Figure = { value?: number | null; numerator?: number | null; denominator?: number | null };

/** The words of the secretary's page and of the list of who reports. */
export function useDutyWords() {
  const { t } = useText();

  /** `2026-10` -> `tháng 10/2026`, `2026-Q3` -> `quý 3/2026`, `2026` -> `năm 2026`. */
  function periodText(period: string): string {
    const [year = "", part] = period.split("-");
    if (part === undefined) return t("cell.year", { year });
    return part.startsWith("Q")
      ? t("cell.quarter", { n: part.slice(1), year })
      : t("cell.month", { n: String(Number(part)), year });
  }

  /** A figure as it was reported: `41`, `78,3%`, `45/60`, `đạt`. */
  function figureText({ unit, entry }: Pick<UnitIndicator, "unit" | "entry">, figure: Figure): string {
    const { value, numerator, denominator } = figure;
    if (typeof numerator === "number" && typeof denominator === "number")
      return `${formatDecimal(numerator)}/${formatDecimal(denominator)}`;
    if (typeof value !== "number") return "—";
    if (entry === "met") return t(value >= 1 ? "cell.met" : "cell.notMet");
    return unit === "count" ? formatCount(value) : `${formatDecimal(value)}${unit === "percent" ? "%" : ""}`;
  }

  /** What is odd about a figure, as a question. */
  function doubtText(doubt: Doubt): string {
    switch (doubt.code) {
      case "magnitude":
      case "farAbove":
      case "farBelow":
      case "wentDown":
        return t(`cell.doubt.${doubt.code}`, {
          period: periodText(doubt.period),
          last: formatDecimal(doubt.last),
          value: formatDecimal(doubt.value),
        });
      case "overHundred":
        return t("cell.doubt.overHundred", { value: formatDecimal(doubt.value) });
      case "partOverWhole":
        return t("cell.doubt.partOverWhole", {
          numerator: formatDecimal(doubt.numerator),
          denominator: formatDecimal(doubt.denominator),
        });
      case "nothingToDivideBy":
        return t("cell.doubt.nothingToDivideBy");
    }
  }

  return {
    periodText,
    figureText,
    doubtText,
    stateText: (state: DutyState): string => t(`cell.state.${state}`),
  };
}
