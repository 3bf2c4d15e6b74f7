import type { Kpi } from "@nhip/contracts";
import { kpiLabel } from "@nhip/domain";
import { useText } from "../i18n/useText.ts";

/** A KPI's name in full, as the catalogue has it: `Trực tuyến một phần (mức độ 3)`, where a tile elsewhere is shorter. */
export function useFullName(): (kpi: Pick<Kpi, "id" | "label">) => string {
  const { locale } = useText();
  return ({ id, label }) => {
    const named = kpiLabel(id, locale.value);
    return named === id ? label : named;
  };
}
