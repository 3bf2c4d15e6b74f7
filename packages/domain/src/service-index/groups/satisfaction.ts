import { SATISFIED_FROM } from "../../contribution.ts";
import { plus } from "../../kpi/formula.ts";
import { DECISION_766, reportedBy, type ServiceComponentRule } from "../component.ts";

const SHARED = { group: "satisfaction", legalSource: DECISION_766 } as const;

/** Mức độ hài lòng: 18 points. */
export const SATISFACTION: readonly ServiceComponentRule[] = [
  {
    ...SHARED,
    id: "satisfaction.service",
    label: { vi: "Hài lòng khi tiếp nhận, giải quyết", en: "Satisfied with the service" },
    numeratorIs: {
      vi: `đánh giá từ ${SATISFIED_FROM} điểm trở lên trên thang 5`,
      en: `ratings of ${SATISFIED_FROM} and more out of 5`,
    },
    denominatorIs: { vi: "hồ sơ được đánh giá", en: "dossiers rated" },
    source: {
      kind: "dossiers",
      numerator: [plus("rated.satisfied", "period")],
      denominator: [plus("rated", "period")],
    },
    max: 6,
    fullAt: 0.9,
    zeroRule: "zero",
    note: {
      vi: `Không có đánh giá nào thì 0 điểm. Mức «hài lòng» từ ${SATISFIED_FROM} trên 5 là quy ước của bảng điều hành.`,
      en: `No rating gives 0 points. That ${SATISFIED_FROM} of 5 is satisfied is a convention of this dashboard.`,
    },
    lever: {
      label: { vi: "Thêm một đánh giá hài lòng", en: "One more satisfied rating" },
      adds: "rated",
    },
  },
  {
    ...SHARED,
    id: "satisfaction.petitionsOnTime",
    label: { vi: "Phản ánh, kiến nghị xử lý đúng hạn", en: "Petitions handled on time" },
    numeratorIs: { vi: "phản ánh, kiến nghị xử lý đúng hạn", en: "petitions handled on time" },
    denominatorIs: { vi: "phản ánh, kiến nghị tiếp nhận", en: "petitions received" },
    source: reportedBy("month"),
    max: 6,
    fullAt: 1,
    zeroRule: "full",
    note: {
      vi: "Không có phản ánh, kiến nghị nào thì đủ 6 điểm; phải báo cáo là 0 trên 0.",
      en: "No petitions give all 6 points; they have to be reported as 0 of 0.",
    },
  },
  {
    ...SHARED,
    id: "satisfaction.petitionsSatisfied",
    label: { vi: "Hài lòng về xử lý phản ánh, kiến nghị", en: "Satisfied with petitions' handling" },
    numeratorIs: { vi: "phản ánh, kiến nghị được đánh giá hài lòng", en: "petitions rated satisfied" },
    denominatorIs: { vi: "phản ánh, kiến nghị được đánh giá", en: "petitions rated" },
    source: reportedBy("month"),
    max: 6,
    fullAt: 1,
    zeroRule: "full",
    note: {
      vi: "Không có phản ánh, kiến nghị nào thì đủ 6 điểm; phải báo cáo là 0 trên 0.",
      en: "No petitions give all 6 points; they have to be reported as 0 of 0.",
    },
  },
];
