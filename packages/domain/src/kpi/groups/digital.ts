import type { KpiDefinition, Reporting } from "../definition.ts";
import { reported } from "./reported.ts";

const SUM: Reporting = { by: "group", cadence: "quarter", addsUp: "sum" };

/** Community digital teams and wifi in culture houses. Shown once somebody has reported them. */
export const DIGITAL_KPIS: readonly KpiDefinition[] = [
  reported({
    indicator: "digital.communityTeams",
    group: "digital",
    label: { vi: "Tổ chuyển đổi số cộng đồng", en: "Community digital teams" },
    unit: "count",
    direction: "higher",
    reporting: SUM,
  }),
  reported({
    indicator: "digital.communityTeamMembers",
    group: "digital",
    label: { vi: "Thành viên tổ chuyển đổi số cộng đồng", en: "Members of community digital teams" },
    unit: "count",
    direction: "higher",
    reporting: SUM,
  }),
  reported({
    indicator: "digital.wifiHouses",
    group: "digital",
    label: { vi: "Nhà văn hóa có wifi", en: "Culture houses with wifi" },
    unit: "percent",
    direction: "higher",
    reporting: { by: "group", cadence: "quarter", addsUp: "ratio", measures: "state" },
  }),
];
