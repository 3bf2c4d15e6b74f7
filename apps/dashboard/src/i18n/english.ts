import { kpiLabel } from "@nhip/domain";

export { en } from "./en.ts";

/** A KPI's English name in the catalogue, which the server's answers have in Vietnamese alone. */
export const kpiName = (id: string): string => kpiLabel(id, "en");
