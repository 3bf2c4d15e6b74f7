import type { KpiDefinition, Reporting } from "../definition.ts";
import { reported } from "./reported.ts";

const BY_QUARTER: Reporting = { by: "ward", cadence: "quarter", addsUp: "ratio", measures: "state" };

/** Payment without cash, and electronic invoices. Shown once somebody has reported them. */
export const CASHLESS_KPIS: readonly KpiDefinition[] = [
  reported({
    indicator: "cashless.adults",
    group: "cashless",
    label: { vi: "Người trưởng thành thanh toán không tiền mặt", en: "Adults paying without cash" },
    unit: "percent",
    direction: "higher",
    reporting: BY_QUARTER,
  }),
  reported({
    indicator: "cashless.businesses",
    group: "cashless",
    label: { vi: "Doanh nghiệp nhận thanh toán không tiền mặt", en: "Businesses taking cashless payment" },
    unit: "percent",
    direction: "higher",
    reporting: BY_QUARTER,
  }),
  reported({
    indicator: "cashless.retailHouseholds",
    group: "cashless",
    label: {
      vi: "Hộ bán lẻ nhận thanh toán không tiền mặt",
      en: "Retail households taking cashless payment",
    },
    unit: "percent",
    direction: "higher",
    reporting: BY_QUARTER,
  }),
  reported({
    indicator: "einvoice.households",
    group: "cashless",
    label: { vi: "Hộ kinh doanh dùng hóa đơn điện tử", en: "Business households on e-invoices" },
    unit: "percent",
    direction: "higher",
    reporting: BY_QUARTER,
  }),
];
