import { DECISION_766, reportedBy, type ServiceComponentRule } from "../component.ts";

const PROCEDURES = { vi: "thủ tục hành chính phải công bố", en: "procedures to be published" };
const SHARED = { group: "transparency", fullAt: 1, zeroRule: "none", legalSource: DECISION_766 } as const;

/** Công khai, minh bạch: 18 points. */
export const TRANSPARENCY: readonly ServiceComponentRule[] = [
  {
    ...SHARED,
    id: "transparency.published",
    label: { vi: "Thủ tục công bố đúng hạn", en: "Procedures published in time" },
    numeratorIs: { vi: "thủ tục công bố đúng hạn", en: "procedures published in time" },
    denominatorIs: PROCEDURES,
    source: { kind: "province" },
    max: 6,
    note: {
      vi: "Việc công bố là của tỉnh, nên xã phường được đủ điểm. Chưa đối chiếu được văn bản hướng dẫn.",
      en: "Publishing is the province's work, so communes have all points. Not confirmed by a guiding text.",
    },
  },
  {
    ...SHARED,
    id: "transparency.updated",
    label: { vi: "Cập nhật, công khai đúng hạn", en: "Updated and disclosed in time" },
    numeratorIs: { vi: "thủ tục cập nhật, công khai đúng hạn", en: "procedures updated in time" },
    denominatorIs: PROCEDURES,
    source: reportedBy("year"),
    max: 4,
  },
  {
    ...SHARED,
    id: "transparency.complete",
    label: { vi: "Nội dung công khai đầy đủ", en: "Disclosed in full" },
    numeratorIs: { vi: "thủ tục công khai đủ nội dung", en: "procedures disclosed in full" },
    denominatorIs: PROCEDURES,
    source: reportedBy("year"),
    max: 2,
  },
  {
    ...SHARED,
    id: "transparency.synced",
    label: {
      vi: "Hồ sơ đồng bộ lên Cổng Dịch vụ công quốc gia",
      en: "Dossiers synchronised with the portal",
    },
    numeratorIs: { vi: "hồ sơ đã đồng bộ", en: "dossiers synchronised" },
    denominatorIs: { vi: "hồ sơ tiếp nhận", en: "dossiers received" },
    source: reportedBy("month"),
    max: 6,
    note: {
      vi: "Số do hệ thống một cửa của tỉnh đếm; mẫu số của Cổng có lúc khác tổng tiếp nhận.",
      en: "Counted by the province's one-stop system; the portal's denominator at times differs from what was received.",
    },
  },
];
