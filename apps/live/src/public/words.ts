import type { Locale, NoValueReason } from "@nhip/contracts";
import type { Heading } from "./figures.ts";

type Words = {
  title: string;
  lead: string;
  sample: string;
  headings: Record<Heading, string>;
  figure: string;
  month: (month: string) => string;
  year: (year: string) => string;
  yearToDate: (day: string) => string;
  months: string;
  monthHead: string;
  fields: (year: string, to: string) => string;
  fieldHead: string;
  fieldNote: string;
  noFields: string;
  few: string;
  hidden: string;
  balance: string;
  source: string;
  hours: string;
  asOf: (clock: string, day: string) => string;
  lastEvent: (clock: string, day: string) => string;
  refresh: string;
  running: string;
  otherPeriods: string;
  thisMonth: string;
  wholeYear: (year: string) => string;
  pickMonth: string;
  show: string;
  complain: string;
  complaints: string;
  reuse: string;
  json: string;
  embed: string;
  embedHow: string;
  language: string;
  skip: string;
  details: string;
  sent: Record<"unknown" | "off" | "period" | "busy" | "away", { title: string; text: string }>;
  reasons: Record<NoValueReason, string>;
};

const VI: Words = {
  title: "Kết quả giải quyết thủ tục hành chính",
  lead: "Bộ phận một cửa của phường công khai số liệu tổng hợp; không có dữ liệu cá nhân.",
  sample: "Đây là phường mẫu, số liệu không có thật.",
  headings: {
    received: "Tiếp nhận",
    resolved: "Đã giải quyết",
    rates: "Tỷ lệ và thời gian",
    open: "Đang giải quyết",
  },
  figure: "Chỉ tiêu",
  month: (month) => `Tháng ${month}`,
  year: (year) => `Năm ${year}`,
  yearToDate: (day) => `Từ đầu năm đến ${day}`,
  months: "Theo tháng",
  monthHead: "Tháng",
  fields: (year, to) => `Theo lĩnh vực, năm ${year} đến hết ${to}`,
  fieldHead: "Lĩnh vực",
  fieldNote:
    "Chỉ tính các tháng đã kết thúc. Ô có từ 1 đến 4 hồ sơ ghi “<5”; ô ghi “…” để trống vì từ đó tính ra được một ô “<5”.",
  noFields: "Chưa có tháng nào kết thúc nên chưa phân theo lĩnh vực.",
  few: "ít hơn 5",
  hidden: "không công bố",
  balance: "tại thời điểm của số liệu",
  source: "Căn cứ",
  hours: "giờ làm việc",
  asOf: (clock, day) => `Số liệu lúc ${clock} ngày ${day}`,
  lastEvent: (clock, day) => `hồ sơ gần nhất cập nhật lúc ${clock} ngày ${day}`,
  refresh: "Trang được tính lại mỗi phút.",
  running: "Kỳ này chưa kết thúc, số liệu còn thay đổi.",
  otherPeriods: "Xem kỳ khác",
  thisMonth: "Tháng này",
  wholeYear: (year) => `Cả năm ${year}`,
  pickMonth: "Chọn tháng",
  show: "Xem",
  complain: "Phản ánh, kiến nghị",
  complaints:
    "Nếu hồ sơ của ông, bà bị chậm, hoặc thấy số liệu trên trang này chưa đúng, xin nói với cán bộ tại Bộ phận một cửa của phường, hoặc gửi phản ánh, kiến nghị trên Cổng Dịch vụ công quốc gia (dichvucong.gov.vn). Người gửi không phải nộp phí và được trả lời.",
  reuse: "Dùng lại số liệu",
  json: "Số liệu của trang này ở dạng JSON",
  embed: "Đặt bảng nhỏ lên trang khác",
  embedHow:
    "Chép đoạn sau vào trang của quý vị. Thêm ?theme=dark hoặc ?theme=light để chọn nền, &lang=en cho tiếng Anh.",
  language: "English",
  skip: "Đến bảng số liệu",
  details: "Xem đầy đủ",
  sent: {
    unknown: {
      title: "Không có phường này",
      text: "Địa chỉ có thể bị gõ sai. Xin xem lại đường dẫn, hoặc hỏi Bộ phận một cửa của phường.",
    },
    off: {
      title: "Phường chưa mở trang công khai",
      text: "Phường hiện không công bố số liệu tại địa chỉ này. Xin hỏi trực tiếp Bộ phận một cửa của phường.",
    },
    period: {
      title: "Không có kỳ này",
      text: "Trang có số liệu theo tháng (ví dụ 2026-11) và theo năm (ví dụ 2026), không có kỳ trong tương lai.",
    },
    busy: { title: "Quá nhiều lượt xem", text: "Xin chờ một phút rồi mở lại trang." },
    away: {
      title: "Tạm thời chưa đọc được số liệu",
      text: "Hệ thống đang tự nối lại. Xin thử lại sau ít phút.",
    },
  },
  reasons: {
    "nothing-to-divide-by": "kỳ này chưa có hồ sơ nào để tính",
    "not-reported": "kỳ này chưa có báo cáo",
    "no-data-yet": "chưa có số liệu gửi về",
    "parts-missing": "còn thiếu thành phần",
    "bad-formula": "công thức chưa đúng",
    "nothing-due": "chưa có báo cáo đến hạn",
  },
};

const EN: Words = {
  title: "How administrative dossiers were handled",
  lead: "Totals published by the ward's one-stop office. No personal data.",
  sample: "This is a sample ward; its figures are made up.",
  headings: { received: "Received", resolved: "Resolved", rates: "Rates and time", open: "In hand" },
  figure: "Figure",
  month: (month) => month,
  year: (year) => year,
  yearToDate: (day) => `Year up to ${day}`,
  months: "By month",
  monthHead: "Month",
  fields: (year, to) => `By field, ${year} up to the end of ${to}`,
  fieldHead: "Field",
  fieldNote:
    "Whole months alone. A cell of 1 to 4 dossiers reads “<5”; “…” is left out because a “<5” could be worked out from it.",
  noFields: "No month of this year is over yet, so nothing is broken down by field.",
  few: "fewer than 5",
  hidden: "not published",
  balance: "at the time of the figures",
  source: "Source",
  hours: "working hours",
  asOf: (clock, day) => `Figures as of ${clock} on ${day}`,
  lastEvent: (clock, day) => `last dossier updated at ${clock} on ${day}`,
  refresh: "Worked out anew each minute.",
  running: "This period is not over; its figures will change.",
  otherPeriods: "Other periods",
  thisMonth: "This month",
  wholeYear: (year) => `All of ${year}`,
  pickMonth: "Choose a month",
  show: "Show",
  complain: "Complaints and suggestions",
  complaints:
    "If your dossier is late, or a figure on this page looks wrong, tell the staff at the ward's one-stop office, or write on the National Public Service Portal (dichvucong.gov.vn). It costs nothing and you will be answered.",
  reuse: "Use these figures",
  json: "The figures of this page as JSON",
  embed: "Put a small card on another page",
  embedHow:
    "Copy this into your page. Add ?theme=dark or ?theme=light to choose the background, &lang=vi for Vietnamese.",
  language: "Tiếng Việt",
  skip: "Skip to the figures",
  details: "All figures",
  sent: {
    unknown: {
      title: "There is no such ward",
      text: "The address may be mistyped. Check the link, or ask the ward's one-stop office.",
    },
    off: {
      title: "This ward has no public page",
      text: "The ward publishes no figures at this address at present. Ask its one-stop office.",
    },
    period: {
      title: "There is no such period",
      text: "There are figures by month (such as 2026-11) and by year (such as 2026), and none of the future.",
    },
    busy: { title: "Too many visits", text: "Wait a minute and open the page again." },
    away: {
      title: "The figures cannot be read just now",
      text: "The system is reconnecting. Try again in a few minutes.",
    },
  },
  reasons: {
    "nothing-to-divide-by": "no dossier in this period to count",
    "not-reported": "nobody has reported for this period",
    "no-data-yet": "no data yet",
    "parts-missing": "parts are missing",
    "bad-formula": "its formula is not right",
    "nothing-due": "no report is due yet",
  },
};

const WORDS: Record<Locale, Words> = { vi: VI, en: EN };

/** What the public pages say, in a language. */
export function wordsIn(locale: Locale): Words {
  return WORDS[locale];
}
export type Sent = keyof Words["sent"];
