import type { KpiDefinition } from "../definition.ts";
import { reported } from "./reported.ts";

/** Citizen id cards and electronic id accounts. Shown once somebody has reported them. */
export const IDENTITY_KPIS: readonly KpiDefinition[] = [
  reported({
    indicator: "idCards.issued",
    group: "identity",
    label: { vi: "Căn cước công dân đã cấp", en: "Citizen id cards issued" },
    unit: "count",
    direction: "higher",
    reporting: { by: "group", cadence: "month", addsUp: "sum" },
  }),
  reported({
    indicator: "eid.accounts",
    group: "identity",
    label: { vi: "Tài khoản định danh điện tử", en: "Electronic id accounts" },
    unit: "count",
    direction: "higher",
    reporting: { by: "group", cadence: "month", addsUp: "sum" },
  }),
];
