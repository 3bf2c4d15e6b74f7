import { plus } from "../../kpi/formula.ts";
import { DECISION_766, reportedBy, type ServiceComponentRule } from "../component.ts";

const SHARED = { group: "payment", zeroRule: "none", legalSource: DECISION_766 } as const;
const UNSURE = {
  vi: "Hệ số được suy ra từ số liệu đã công bố; thứ tự ba thành phần chưa đối chiếu được văn bản.",
  en: "The factor is derived from published figures; the order of the three is not confirmed by the text.",
};

/** Thanh toán trực tuyến: 10 points. */
export const PAYMENT: readonly ServiceComponentRule[] = [
  {
    ...SHARED,
    id: "payment.procedures",
    label: { vi: "Thủ tục có thanh toán trực tuyến", en: "Procedures payable online" },
    numeratorIs: {
      vi: "thủ tục có phí cho thanh toán trực tuyến",
      en: "procedures with a fee, payable online",
    },
    denominatorIs: { vi: "thủ tục có phí, lệ phí", en: "procedures with a fee" },
    source: reportedBy("year"),
    max: 2,
    fullAt: 0.8,
    note: UNSURE,
  },
  {
    ...SHARED,
    id: "payment.services",
    label: { vi: "Dịch vụ có phát sinh thanh toán trực tuyến", en: "Services that were paid for online" },
    numeratorIs: { vi: "dịch vụ có giao dịch thanh toán trực tuyến", en: "services with an online payment" },
    denominatorIs: { vi: "dịch vụ công có phí có hồ sơ", en: "services with a fee and dossiers" },
    source: reportedBy("year"),
    max: 2,
    fullAt: 0.8,
    note: UNSURE,
  },
  {
    ...SHARED,
    id: "payment.dossiers",
    label: { vi: "Hồ sơ thanh toán trực tuyến", en: "Dossiers paid online" },
    numeratorIs: { vi: "hồ sơ nộp tiền trực tuyến", en: "dossiers paid online" },
    denominatorIs: { vi: "hồ sơ có phí, lệ phí phải nộp", en: "dossiers with a fee due" },
    source: {
      kind: "dossiers",
      numerator: [plus("fee.online", "period")],
      denominator: [plus("fee.due", "period")],
      told: [plus("fee.online", "period"), plus("fee.online.no", "period")],
    },
    max: 6,
    fullAt: 1,
    lever: { label: { vi: "Nộp tiền trực tuyến", en: "Paid online" }, adds: "numerator" },
  },
];
