import { RESOLVED, plus } from "../../kpi/formula.ts";
import { DECISION_766, reportedBy, type ServiceComponentRule } from "../component.ts";

const SHARED = { group: "digitization", fullAt: 1, zeroRule: "none", legalSource: DECISION_766 } as const;
const RECEIVED = [plus("received", "period")];
const RECEIVED_IS = { vi: "hồ sơ tiếp nhận", en: "dossiers received" };

/** Số hóa hồ sơ: 22 points. */
export const DIGITIZATION: readonly ServiceComponentRule[] = [
  {
    ...SHARED,
    id: "digitization.results",
    label: { vi: "Cấp kết quả điện tử", en: "Electronic results" },
    numeratorIs: { vi: "hồ sơ có kết quả điện tử", en: "dossiers with an electronic result" },
    denominatorIs: { vi: "hồ sơ đã giải quyết", en: "dossiers resolved" },
    source: {
      kind: "dossiers",
      numerator: [plus("result.electronic", "period")],
      denominator: RESOLVED,
      told: [plus("result.electronic", "period"), plus("result.electronic.no", "period")],
    },
    max: 6,
    lever: {
      label: { vi: "Cấp kết quả điện tử", en: "Given an electronic result" },
      adds: "numerator",
    },
  },
  {
    ...SHARED,
    id: "digitization.papers",
    label: { vi: "Số hóa giấy tờ", en: "Papers digitised" },
    numeratorIs: { vi: "hồ sơ đã số hóa giấy tờ", en: "dossiers with papers digitised" },
    denominatorIs: RECEIVED_IS,
    source: {
      kind: "dossiers",
      numerator: [plus("papers.digital", "period")],
      denominator: RECEIVED,
      told: [plus("papers.digital", "period"), plus("papers.digital.no", "period")],
    },
    max: 4,
    lever: { label: { vi: "Số hóa giấy tờ", en: "Papers digitised" }, adds: "numerator" },
  },
  {
    ...SHARED,
    id: "digitization.copies",
    label: { vi: "Bản sao chứng thực điện tử", en: "Electronic certified copies" },
    numeratorIs: { vi: "bản sao chứng thực điện tử", en: "electronic certified copies" },
    denominatorIs: { vi: "yêu cầu chứng thực bản sao", en: "requests for certified copies" },
    source: reportedBy("month"),
    max: 2,
    note: {
      vi: "Chưa đối chiếu được mẫu số trong văn bản.",
      en: "The denominator is not confirmed by the text.",
    },
  },
  {
    ...SHARED,
    id: "digitization.reuse",
    label: { vi: "Tái sử dụng dữ liệu số hóa", en: "Digitised data used again" },
    numeratorIs: { vi: "hồ sơ dùng lại dữ liệu số hóa", en: "dossiers using digitised data again" },
    denominatorIs: RECEIVED_IS,
    source: {
      kind: "dossiers",
      numerator: [plus("reused", "period")],
      denominator: RECEIVED,
      told: [plus("reused", "period"), plus("reused.no", "period")],
    },
    max: 2,
    fullAt: 0.8,
    lever: { label: { vi: "Dùng lại dữ liệu số hóa", en: "Digitised data used again" }, adds: "numerator" },
    note: {
      vi: "Chưa đối chiếu được mẫu số trong văn bản.",
      en: "The denominator is not confirmed by the text.",
    },
  },
  {
    ...SHARED,
    id: "digitization.personalStore",
    label: {
      vi: "Đồng bộ kho dữ liệu cá nhân trên Cổng",
      en: "Synchronised with the portal's personal store",
    },
    numeratorIs: { vi: "kết quả đã đồng bộ kho cá nhân", en: "results in the personal store" },
    denominatorIs: { vi: "kết quả điện tử", en: "electronic results" },
    source: reportedBy("month"),
    max: 4,
  },
  {
    ...SHARED,
    id: "digitization.populationDossiers",
    label: { vi: "Hồ sơ khai thác CSDL dân cư", en: "Dossiers using the population database" },
    numeratorIs: { vi: "hồ sơ khai thác dữ liệu dân cư", en: "dossiers using population data" },
    denominatorIs: { vi: "hồ sơ của thủ tục cần dữ liệu dân cư", en: "dossiers that need population data" },
    source: reportedBy("month"),
    max: 2,
  },
  {
    ...SHARED,
    id: "digitization.populationProcedures",
    label: { vi: "Thủ tục khai thác CSDL dân cư", en: "Procedures using the population database" },
    numeratorIs: { vi: "thủ tục đã khai thác dữ liệu dân cư", en: "procedures using population data" },
    denominatorIs: { vi: "thủ tục cần dữ liệu dân cư", en: "procedures that need population data" },
    source: reportedBy("year"),
    max: 2,
  },
];
