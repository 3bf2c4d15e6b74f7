import type { Locale } from "@nhip/contracts";
import type { Words } from "../kpi/definition.ts";
import type { PlanKind } from "./pace.ts";

const BY_WEEK: Words = {
  vi: "Lấy số bình quân một ngày làm việc của nửa năm gần nhất, không kể các tuần sát Tết, cho những ngày làm việc còn lại; khoảng dự báo theo mức chênh giữa các tuần, 5 lần thì đúng khoảng 4.",
  en: "Each working day left brings what one has brought on average in the last half year, the weeks around Tết left out; the range comes from how weeks differ and holds about 4 times out of 5.",
};
const BY_REPORT: Words = {
  vi: "Lấy số bình quân một ngày làm việc của các báo cáo trong nửa năm gần nhất cho những ngày làm việc chưa có báo cáo; khoảng dự báo theo mức chênh giữa các báo cáo, 5 lần thì đúng khoảng 4.",
  en: "Each working day not reported yet brings what one has brought on average in the reports of the last half year; the range comes from how reports differ and holds about 4 times out of 5.",
};
const LEVEL: Words = {
  vi: "Chỉ tiêu này lấy báo cáo mới nhất nên không dự báo; nhịp tăng đều theo ngày làm việc từ số đầu kỳ đến mục tiêu.",
  en: "The newest report counts, so nothing is forecast; the pace rises evenly by working days from the first figure to the target.",
};
const BALANCE: Words = {
  vi: "Số tại một thời điểm nên không dự báo; lúc nào cũng cần ở mức mục tiêu.",
  en: "A figure of one moment, so nothing is forecast; it is to be at its target at any time.",
};

/** How a figure of this kind is forecast, in words for people. */
export function methodText(kind: PlanKind, isReported: boolean, locale: Locale): string {
  if (kind === "level") return LEVEL[locale];
  if (kind === "balance") return BALANCE[locale];
  return (isReported ? BY_REPORT : BY_WEEK)[locale];
}
