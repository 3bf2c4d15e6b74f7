import type { KpiDefinition, Reporting } from "../definition.ts";
import { reported } from "./reported.ts";

const BY_CELLS: Reporting = { by: "cell", cadence: "month", addsUp: "share" };

/** Party cells on the electronic handbook of party members. Shown once somebody has reported them. */
export const PARTY_KPIS: readonly KpiDefinition[] = [
  reported({
    indicator: "party.handbookCells",
    group: "party",
    label: { vi: "Chi bộ dùng Sổ tay đảng viên điện tử", en: "Party cells on the electronic handbook" },
    unit: "count",
    direction: "higher",
    reporting: BY_CELLS,
  }),
  reported({
    indicator: "party.handbookCells",
    id: "party.handbook.rate",
    group: "party",
    label: {
      vi: "Tỷ lệ chi bộ dùng Sổ tay đảng viên điện tử",
      en: "Share of party cells on the electronic handbook",
    },
    unit: "percent",
    direction: "higher",
    reporting: BY_CELLS,
  }),
];
