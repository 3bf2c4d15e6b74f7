import type { KpiDefinition, Reporting } from "../definition.ts";
import { reported } from "./reported.ts";

const FLOW: Reporting = { by: "ward", cadence: "month", addsUp: "sum", measures: "flow" };
const LAW = {
  vi: "Luật Khiếu nại 2011, Luật Tố cáo 2018, Luật Tiếp công dân 2013; số do phường báo cáo",
  en: "Laws on complaints (2011), denunciations (2018) and the reception of citizens (2013); reported by the ward",
};

/** Complaints, denunciations and petitions. Shown once somebody has reported them. */
export const COMPLAINT_KPIS: readonly KpiDefinition[] = [
  reported({
    indicator: "complaints.escalated",
    group: "complaints",
    label: { vi: "Đơn thư vượt cấp, phức tạp", en: "Escalated or complex complaints" },
    unit: "count",
    direction: "lower",
    reporting: FLOW,
    legalSource: LAW,
    target: 0,
  }),
  reported({
    indicator: "complaints.prolonged",
    group: "complaints",
    label: { vi: "Đơn thư kéo dài", en: "Prolonged complaints" },
    unit: "count",
    direction: "lower",
    reporting: { by: "ward", cadence: "month", addsUp: "sum", measures: "state" },
    legalSource: LAW,
    target: 0,
  }),
  reported({
    indicator: "complaints.crowds",
    group: "complaints",
    label: { vi: "Vụ khiếu kiện tập trung đông người", en: "Complaints brought by crowds" },
    unit: "count",
    direction: "lower",
    reporting: FLOW,
    legalSource: LAW,
    target: 0,
  }),
  reported({
    indicator: "complaints.received",
    group: "complaints",
    label: { vi: "Đơn thư tiếp nhận", en: "Complaints and petitions received" },
    unit: "count",
    direction: "neutral",
    reporting: FLOW,
    legalSource: LAW,
  }),
  reported({
    indicator: "complaints.answered",
    group: "complaints",
    label: { vi: "Đơn thư đã giải quyết", en: "Complaints and petitions answered" },
    unit: "percent",
    direction: "higher",
    reporting: { by: "ward", cadence: "month", addsUp: "ratio", measures: "flow" },
    rule: {
      vi: "Đơn thư đã giải quyết / đơn thư phải giải quyết trong kỳ; cộng tử số, cộng mẫu số các tháng rồi mới chia.",
      en: "Answered / to be answered in the period; numerators and denominators of the months are summed before dividing.",
    },
    legalSource: LAW,
  }),
];
