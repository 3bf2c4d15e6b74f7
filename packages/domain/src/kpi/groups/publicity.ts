import type { KpiDefinition } from "../definition.ts";
import { reported } from "./reported.ts";

const LAW = {
  vi: "Nghị định 63/2010/NĐ-CP (công bố, công khai thủ tục hành chính) và các nghị định sửa đổi; số do phường báo cáo",
  en: "Decree 63/2010/NĐ-CP (publication of administrative procedures) and its amendments; reported by the ward",
};

/** Administrative procedures posted in public. Shown once somebody has reported them. */
export const PUBLICITY_KPIS: readonly KpiDefinition[] = [
  reported({
    indicator: "publicity.procedures",
    group: "publicity",
    label: { vi: "Thủ tục hành chính được công khai", en: "Procedures posted in public" },
    unit: "percent",
    direction: "higher",
    reporting: { by: "ward", cadence: "quarter", addsUp: "ratio", measures: "state" },
    legalSource: LAW,
  }),
  reported({
    indicator: "publicity.onTime",
    group: "publicity",
    label: { vi: "Thủ tục thay đổi được công khai đúng hạn", en: "Changed procedures posted on time" },
    unit: "percent",
    direction: "higher",
    reporting: { by: "ward", cadence: "quarter", addsUp: "ratio", measures: "flow" },
    legalSource: LAW,
  }),
];
