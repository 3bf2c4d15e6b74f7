import type { KpiDefinition } from "../definition.ts";
import { HOUSE } from "../legal-sources.ts";

/** How the ward's units keep their duty to report. */
export const REPORTING_KPIS: readonly KpiDefinition[] = [
  {
    id: "reports.onTimeRate",
    group: "reports",
    label: { vi: "Báo cáo của đơn vị gửi đúng hạn", en: "Reports of units that came in time" },
    unit: "percent",
    direction: "higher",
    formula: { kind: "duties", part: "onTimeRate" },
    rule: {
      vi: "Báo cáo gửi đúng hạn / báo cáo đến hạn trong kỳ. Tính theo lần gửi đầu tiên: đính chính sau đó không làm trễ hạn. Đơn vị nợ báo cáo của kỳ nào nếu còn hoạt động vào ngày cuối kỳ đó.",
      en: "Reports in time / reports due in the period, by the first report: a correction later on makes none late. A unit owes the periods on whose last day it lived.",
    },
    ruleVersion: 1,
    legalSource: HOUSE,
  },
  {
    id: "reports.missing",
    group: "reports",
    label: { vi: "Báo cáo còn thiếu", en: "Reports not there yet" },
    unit: "count",
    direction: "lower",
    formula: { kind: "duties", part: "missing" },
    rule: {
      vi: "Báo cáo đã quá hạn mà chưa có, tại thời điểm xem, của các kỳ trong 12 tháng trước đó.",
      en: "Reports past their due day and not there at the moment, of the periods of the 12 months before.",
    },
    ruleVersion: 1,
    legalSource: HOUSE,
    target: 0,
  },
];
