import { IN_TIME, minus, open, plus } from "../../kpi/formula.ts";
import { DECISION_766, type ServiceComponentRule } from "../component.ts";

/** Tiến độ giải quyết: 20 points. */
export const PROGRESS: readonly ServiceComponentRule[] = [
  {
    id: "progress.inTime",
    group: "progress",
    label: { vi: "Tiến độ giải quyết hồ sơ", en: "Dossiers in time" },
    numeratorIs: {
      vi: "giải quyết trước hạn, đúng hạn và đang giải quyết trong hạn",
      en: "answered early or on time, or open within time",
    },
    denominatorIs: { vi: "tiếp nhận trong kỳ và kỳ trước chuyển sang", en: "received and carried over" },
    source: {
      kind: "dossiers",
      numerator: [...IN_TIME, ...open("until"), minus("overdue.in", "until"), plus("overdue.out", "until")],
      denominator: [plus("received", "period"), ...open("before")],
    },
    max: 20,
    fullAt: 1,
    zeroRule: "none",
    legalSource: DECISION_766,
    note: {
      vi: "Cổng nhận kết luận hạn của tỉnh; ở đây hạn được tính lại từ từng hồ sơ, nên hai số có thể khác.",
      en: "The portal takes the province's verdicts; here they are worked out from the dossiers, so the two may differ.",
    },
    lever: {
      label: { vi: "Giải quyết đúng hạn thay vì quá hạn", en: "Answered in time instead of late" },
      adds: "numerator",
    },
  },
];
