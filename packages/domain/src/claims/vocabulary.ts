import type { Locale } from "@nhip/contracts";
import { kpiLabel } from "../kpi/catalogue.ts";
import type { Words } from "../kpi/definition.ts";
import { comparable, wordPattern } from "./vietnamese-text.ts";

/** Words that name an indicator. */
export type Phrase = {
  /** A KPI's id, or a name of {@link OWN_CONCEPTS}. */
  concept: string;
  /** Of two phrases beside a number the weightier names it: "đã giải quyết trước hạn 5.126" speaks of what was early. */
  weight: number;
  pattern: RegExp;
  /** Words that have to stand in the same sentence: "100% doanh nghiệp" alone says nothing. */
  needs?: RegExp;
  /** What else the same words claim. */
  also?: string;
};

/** What is claimed and has no KPI of its own. */
const OWN_CONCEPTS: Record<string, Words> = {
  "dossiers.carriedOver": { vi: "Kỳ trước chuyển sang", en: "Carried over" },
  "dossiers.returned": { vi: "Rút, trả lại, từ chối", en: "Withdrawn, returned, rejected" },
  "dossiers.inTime": { vi: "Trước hạn và đúng hạn", en: "Early and on time" },
  "dossiers.openInTime": { vi: "Đang giải quyết, trong hạn", en: "Open, in time" },
  "received.online": { vi: "Tiếp nhận trực tuyến", en: "Received online" },
  "received.counter": {
    vi: "Tiếp nhận trực tiếp, qua bưu chính",
    en: "Received at the counter or by post",
  },
  "kind.rate": { vi: "tỷ lệ", en: "rate" },
  "kind.attainment": { vi: "mức đạt kế hoạch", en: "attainment of the plan" },
};

/** The name of what a figure is about. */
export function conceptLabel(concept: string, locale: Locale): string {
  return OWN_CONCEPTS[concept]?.[locale] ?? kpiLabel(concept, locale);
}

const NO_CASH = "không (?:dùng |sử dụng )?tiền mặt";

type Row = readonly [
  concept: string,
  weight: number,
  words: string,
  more?: { needs?: string; also?: string },
];

/** The table of words. A new way of saying something is a row here, or a word in a row. */
const ROWS: readonly Row[] = [
  ["accounts.assisted.rate", 4, "tài khoản[^;\\d]{0,40}?(?:cổng dịch vụ công|cổng dvc|dvc quốc gia|dvcqg)"],
  [
    "accounts.assisted.rate",
    4,
    "(?:hỗ trợ|hướng dẫn)[^;\\d]{0,30}?(?:tạo|đăng ký|mở)[^;\\d]{0,12}?tài khoản",
  ],
  ["indicator.eid.accounts", 3, "tài khoản[^;\\d]{0,24}?định danh(?: điện tử)?|định danh điện tử|vneid"],
  ["indicator.idCards.issued", 3, "(?:thẻ )?căn cước(?: công dân)?|cccd"],
  ["online.partial.rate", 3, "mức(?: độ)? 3|một phần"],
  ["online.full.rate", 3, "mức(?: độ)? 4|toàn trình"],
  ["indicator.criteria.civilised", 3, "tiêu chí", { needs: "văn minh đô thị|đô thị văn minh" }],
  ["indicator.digital.communityTeams", 3, "tổ (?:chuyển đổi số|công nghệ số) cộng đồng|tổ (?:cnscđ|cđscđ)"],
  ["indicator.digital.communityTeamMembers", 3, "thành viên", { needs: "số cộng đồng|cnscđ|cđscđ" }],
  ["indicator.digital.wifiHouses", 3, "nhà văn hóa", { needs: "wi-?fi" }],
  ["indicator.party.handbookCells", 3, "chi bộ", { needs: "sổ tay đảng viên" }],
  ["indicator.cashless.adults", 3, "người (?:dân )?trưởng thành", { needs: NO_CASH }],
  ["indicator.cashless.businesses", 3, "doanh nghiệp", { needs: NO_CASH }],
  ["indicator.cashless.retailHouseholds", 3, "hộ (?:kinh doanh )?bán lẻ", { needs: NO_CASH }],
  ["indicator.einvoice.households", 3, "hộ kinh doanh", { needs: "hóa đơn điện tử" }],
  [
    "indicator.complaints.escalated",
    3,
    "đơn thư[^;.\\d]{0,30}?(?:vượt cấp|phức tạp|kéo dài)|(?:khiếu nại|tố cáo) (?:vượt cấp|phức tạp|kéo dài)",
  ],
  ["dossiers.overdue", 3, "(?:đang|chưa|còn) [^;.,\\d]{0,30}?(?:quá|trễ|chậm) hạn"],
  ["dossiers.overdue", 3, "(?:quá|trễ|chậm) hạn (?:đang|chưa) (?:giải quyết|xử lý)"],
  [
    "dossiers.openInTime",
    3,
    "(?:đang|chưa) [^;.,\\d]{0,30}?(?:trong hạn|chưa đến hạn)|trong hạn|chưa đến hạn",
  ],
  [
    "dossiers.inTime",
    3,
    "(?:trước|sớm)(?: hạn)?(?: và|, | hoặc|/) ?đúng hạn|đúng(?: hạn)?(?: và|,| hoặc) ?(?:trước|sớm) hạn",
  ],
  ["dossiers.early", 2, "(?:trước|sớm)(?: thời)? hạn"],
  ["dossiers.onTime", 2, "đúng(?: thời)? (?:hạn|hẹn)"],
  ["dossiers.late", 2, "(?:quá|trễ|chậm)(?: thời)? (?:hạn|hẹn)"],
  ["dossiers.returned", 2, "xin rút|rút(?: hồ sơ)?(?! ngắn)|trả lại|từ chối"],
  ["dossiers.waiting", 2, "(?:chờ|yêu cầu) bổ sung|chờ nộp(?: tiền)?|nghĩa vụ tài chính|tạm dừng"],
  [
    "dossiers.carriedOver",
    2,
    "(?:từ )?(?:kỳ|tháng|quý|năm) trước(?: chuyển (?:sang|qua))?|tồn(?: đọng)? (?:kỳ trước|đầu kỳ)",
  ],
  ["received.counter", 2, "trực tiếp[^;.\\d]{0,24}?bưu chính(?: công ích)?|trực tiếp|bưu chính|bcci"],
  [
    "received.online",
    2,
    "(?:qua mạng|(?<!dịch vụ công |dịch vụ hành chính công |dvc )trực tuyến)(?! (?:một phần|toàn trình|mức))",
  ],
  [
    "dossiers.received",
    1,
    "tiếp nhận(?: và|, | /|/) ?(?:đã )?(?:giải quyết|xử lý)",
    { also: "dossiers.resolved" },
  ],
  ["dossiers.received", 1, "(?:đã )?tiếp nhận|nhận được"],
  [
    "dossiers.open",
    1,
    "(?:đang|còn|chưa)(?: trong)?(?: quá trình| thời gian)?(?: được)? (?:giải quyết|xử lý|thụ lý|tồn)|còn lại|tồn đọng",
  ],
  ["dossiers.resolved", 1, "(?:đã )?(?:được )?(?:giải quyết|xử lý)(?: xong| dứt điểm)?|(?:đã )?trả kết quả"],
];

/** The phrases of the house. */
export const PHRASES: readonly Phrase[] = ROWS.map(([concept, weight, words, more]) => ({
  concept,
  weight,
  pattern: wordPattern(words),
  ...(more?.needs === undefined ? {} : { needs: wordPattern(more.needs) }),
  ...(more?.also === undefined ? {} : { also: more.also }),
}));

/** A phrase that names a ward's own indicator by its label. */
export function ownPhrase(kpi: string, label: string): Phrase {
  const words = comparable(label)
    .trim()
    .replace(/[.*+?^${}()|[\]\\]/g, "\\$&")
    .replace(/\s+/g, " ");
  return { concept: kpi, weight: 5, pattern: wordPattern(words) };
}

/** The words beside a percentage that make it one of a plan. */
export const PLAN_WORDS = wordPattern("kế hoạch|chỉ tiêu(?: được)? giao|chỉ tiêu kh|dự toán|nghị quyết");
export const ADDED_PLAN_WORDS = wordPattern("bổ sung|điều chỉnh");
/** The words that make it a change against another time. */
export const CHANGE_WORDS = wordPattern("tăng|giảm|cùng kỳ|điểm phần trăm|so với (?:tháng|quý|năm|kỳ) trước");
/** The same, before the percentage: "vượt 15,2% so với kế hoạch" is no 15,2% of the plan. */
export const MOVE_WORDS = wordPattern("tăng|giảm|vượt|hụt|cao hơn|thấp hơn");
/** Said of nothing: "không có hồ sơ quá hạn" claims a zero of these. */
export const NONE_WORDS = wordPattern("không (?:có|còn|để|phát sinh)");
export const CLAIMED_AS_NONE: ReadonlySet<string> = new Set([
  "dossiers.late",
  "dossiers.overdue",
  "indicator.complaints.escalated",
]);
/** What is a part of how many: the number alone says little. */
export const OF_HOW_MANY: ReadonlySet<string> = new Set([
  "indicator.party.handbookCells",
  "indicator.idCards.issued",
  "indicator.eid.accounts",
]);
