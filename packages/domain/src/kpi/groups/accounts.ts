import type { KpiDefinition } from "../definition.ts";
import { reported } from "./reported.ts";

/** Help with an account on the National Public Service Portal. Always shown, also while nobody has reported. */
export const ACCOUNT_KPIS: readonly KpiDefinition[] = [
  reported({
    id: "accounts.assisted.rate",
    indicator: "accounts.assisted",
    group: "accounts",
    label: {
      vi: "Hỗ trợ tạo tài khoản Cổng DVC quốc gia",
      en: "Helped with a National Public Service Portal account",
    },
    unit: "percent",
    direction: "higher",
    reporting: { by: "ward", cadence: "month", addsUp: "ratio" },
  }),
];

/** The same people as a number: plans for them were given as numbers. Shown once somebody has reported them. */
export const ACCOUNT_PEOPLE_KPIS: readonly KpiDefinition[] = [
  reported({
    indicator: "accounts.assisted",
    id: "accounts.assisted.people",
    group: "accounts",
    label: {
      vi: "Người được hỗ trợ tạo tài khoản Cổng DVC quốc gia",
      en: "People helped with a National Public Service Portal account",
    },
    unit: "count",
    direction: "higher",
    reporting: { by: "ward", cadence: "month", addsUp: "sum", measures: "flow" },
  }),
];
