import { errorMessage, type Locale } from "@nhip/contracts";
import type { Fault } from "./fault.ts";

const PLACES: Record<string, { vi: string; en: string }> = {
  id: { vi: "mã sự kiện", en: "event id" },
  type: { vi: "loại sự kiện", en: "event type" },
  ward: { vi: "phường", en: "ward" },
  subject: { vi: "mã hồ sơ", en: "dossier code" },
  source: { vi: "nguồn gửi", en: "source" },
  time: { vi: "thời điểm xảy ra", en: "time of the event" },
  data: { vi: "nội dung", en: "content" },
  "data.procedure": { vi: "mã thủ tục", en: "procedure" },
  "data.field": { vi: "lĩnh vực", en: "field" },
  "data.channel": { vi: "kênh nộp", en: "channel" },
  "data.level": { vi: "mức độ dịch vụ", en: "level of service" },
  "data.unit": { vi: "đơn vị", en: "unit" },
  "data.dueAt": { vi: "hạn trả kết quả", en: "due time" },
  "data.workingDays": { vi: "số ngày làm việc", en: "working days" },
  "data.verdict": { vi: "kết luận đúng hạn", en: "verdict" },
  "data.score": { vi: "điểm đánh giá", en: "score" },
  "data.receivedAt": { vi: "thời điểm tiếp nhận", en: "time of receipt" },
  "data.resolvedAt": { vi: "thời điểm có kết quả", en: "time of the answer" },
  "data.papersDigitized": { vi: "giấy tờ đã số hóa", en: "papers digitised" },
  "data.resultElectronic": { vi: "kết quả điện tử", en: "electronic result" },
  "data.dataReused": { vi: "dùng lại dữ liệu số hóa", en: "digitised data used again" },
  "data.feeDue": { vi: "có phí, lệ phí phải nộp", en: "fee due" },
  "data.paidOnline": { vi: "nộp tiền trực tuyến", en: "paid online" },
  "data.indicator": { vi: "chỉ số", en: "indicator" },
  "data.kpi": { vi: "chỉ tiêu", en: "KPI" },
  "data.period": { vi: "kỳ báo cáo", en: "period" },
  "data.value": { vi: "giá trị", en: "value" },
  reason: { vi: "lý do", en: "reason" },
  "data.where": { vi: "nơi công bố", en: "where it was published" },
};

/** A sentence for whoever has to mend it: which event, which place in it, what is wrong. `index` counts from 0. */
export function refusalMessage(index: number, { path, code }: Fault, locale: Locale): string {
  const why = errorMessage(code, locale);
  const named = placeName(path, locale);
  if (locale === "en") return `Event ${index + 1}${path === "" ? "" : `, ${named}`}: ${why}`;
  return `Sự kiện thứ ${index + 1}${path === "" ? "" : `, mục ${named}`}: ${why}`;
}

/** The same about an event that stands alone. */
export function faultMessage({ path, code }: Pick<Fault, "path" | "code">, locale: Locale): string {
  const why = errorMessage(code, locale);
  if (path === "") return why;
  return `${locale === "en" ? "Field" : "Mục"} ${placeName(path, locale)}: ${why}`;
}

function placeName(path: string, locale: Locale): string {
  const place = PLACES[path]?.[locale];
  return place ? `${path} (${place})` : path;
}
