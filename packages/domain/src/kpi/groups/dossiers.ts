import { RESOLVED, inState, open, plus } from "../formula.ts";
import type { KpiDefinition } from "../definition.ts";
import { ONE_STOP, REPORT_FORM } from "../legal-sources.ts";

/** What came in, what was answered, what is open. */
export const DOSSIER_KPIS: readonly KpiDefinition[] = [
  {
    id: "dossiers.received",
    group: "dossiers",
    label: { vi: "Hồ sơ tiếp nhận", en: "Dossiers received" },
    unit: "count",
    direction: "neutral",
    formula: { kind: "count", of: [plus("received", "period")] },
    rule: {
      vi: "Đếm hồ sơ theo ngày tiếp nhận (mã trạng thái 2). Hồ sơ bị từ chối khi nộp hoặc nhập nhầm không tính.",
      en: "Dossiers by their day of receipt (status code 2). Those refused at intake or entered by mistake do not count.",
    },
    ruleVersion: 1,
    legalSource: REPORT_FORM,
  },
  {
    id: "dossiers.resolved",
    group: "dossiers",
    label: { vi: "Hồ sơ đã giải quyết", en: "Dossiers resolved" },
    unit: "count",
    direction: "neutral",
    formula: { kind: "count", of: RESOLVED },
    rule: {
      vi: "Đếm hồ sơ theo ngày xử lý xong (mã trạng thái 9): trước hạn, đúng hạn, quá hạn và chưa xác định hạn. Hồ sơ rút hoặc bị từ chối giải quyết không tính.",
      en: "Dossiers by the day they were answered (status code 9): early, on time, late and undated. Withdrawn and rejected ones do not count.",
    },
    ruleVersion: 1,
    legalSource: REPORT_FORM,
  },
  {
    id: "dossiers.open",
    group: "dossiers",
    label: { vi: "Đang giải quyết", en: "Open" },
    unit: "count",
    direction: "neutral",
    formula: { kind: "count", of: open("until") },
    rule: {
      vi: "Đã tiếp nhận và chưa kết thúc tại thời điểm xem, gồm cả hồ sơ đang chờ.",
      en: "Received and not closed at the moment looked at, waiting ones included.",
    },
    ruleVersion: 1,
    legalSource: REPORT_FORM,
  },
  {
    id: "dossiers.waiting",
    group: "dossiers",
    label: { vi: "Chờ bổ sung, chờ nộp tiền", en: "Waiting for citizens" },
    unit: "count",
    direction: "neutral",
    formula: { kind: "count", of: inState("waiting") },
    rule: {
      vi: "Đang chờ công dân bổ sung giấy tờ (mã 5) hoặc thực hiện nghĩa vụ tài chính (mã 6); đồng hồ dừng.",
      en: "Waiting for a supplement (code 5) or a payment (code 6); the clock stands still.",
    },
    ruleVersion: 1,
    legalSource: ONE_STOP,
  },
];
