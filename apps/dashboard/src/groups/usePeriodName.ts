import { useText } from "../i18n/useText.ts";

/** A reported period in words: `tháng 10/2026`, `quý 3/2026`, `năm 2026`. */
export function usePeriodName(): (period: string) => string {
  const { t } = useText();
  return (period) => {
    const [year = "", part] = period.split("-");
    if (part === undefined) return t("groups.units.yearOf", { n: year });
    if (part.startsWith("Q")) return t("groups.units.quarterOf", { n: `${part.slice(1)}/${year}` });
    return t("groups.units.monthOf", { n: `${part}/${year}` });
  };
}
