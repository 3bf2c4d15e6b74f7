import type { DossierEventType, DossierFacts, DossierStatus, WardRules } from "@nhip/contracts";
import type { VerdictClass } from "../verdict.ts";

/** `2026-10-05 09:00`, with seconds and thousandths where they matter, on the office's wall clock. */
export type Local = string;

/** What happened: the type without `dossier.`, when, and what the event said. In the order of arrival. */
export type Told = readonly [type: string, at: Local, facts?: DossierFacts];

/**
 * One due time worked by hand from the rule and a paper calendar, never by running the code. Words are Vietnamese: the
 * table is printed for officials in `docs/due-times.md`.
 */
export type DueCase = {
  id: string;
  story: string;
  rule: string;
  /** How the expected time comes about, step by step. */
  working: string;
  source: string;
  /** Where the ward differs from the defaults (07:30–11:30, 13:30–17:00, `pause`, `instant`). */
  rules?: Partial<WardRules>;
  events: readonly Told[];
  due: Local | null;
  /** How the dossier stands at a moment, by what has happened until then; `null` where it is not counted. */
  states?: readonly (readonly [at: Local, status: DossierStatus | null])[];
  /** How its answer counts; left out while it is open. */
  verdict?: VerdictClass | "withdrawn" | "rejected";
  /** The day on which the answer counts, where it is not the day of the last answer told. */
  countedOn?: string;
  extensions?: number;
};

/** Milliseconds since the epoch of a time on the office's wall clock. */
export function local(at: Local): number {
  return Date.parse(`${at.replace(" ", "T")}+07:00`);
}

/** A told event's full type. */
export function typeOf([type]: Told): DossierEventType {
  return `dossier.${type}` as DossierEventType;
}

/** The rules behind the cases, in the words in which officials cite them. */
export const SOURCES = {
  firstDay: "BLDS 91/2015/QH13 Đ.147.2; TT 03/2025/TT-VPCP mẫu 01",
  officeHours: "Giờ làm việc của phường (cài đặt); phần mềm một cửa: sau giờ đóng cửa tính ngày sau",
  afterThree: "NĐ 61/2018 Đ.18 (NĐ 118/2025 thay NĐ 61/2018)",
  processSheet: "Quy trình nội bộ một cửa: phần lẻ của ngày tính bằng giờ làm việc",
  holidays: "BLLĐ 45/2019/QH14 Đ.112",
  madeUp: "BLLĐ 45/2019/QH14 Đ.111.3, Đ.112",
  swaps2026: "TB 9441/TB-BNV ngày 16/10/2025; CV 12729/VPCP-KGVX",
  notice2026: "BLLĐ 45/2019/QH14 Đ.112; TB 9441/TB-BNV ngày 16/10/2025",
  cultureDay: "NQ 28/2026/QH16 (hiệu lực 1/7/2026)",
  tet2023: "BLLĐ 45/2019/QH14 Đ.112; TB 5034/TB-LĐTBXH",
  tet2024: "BLLĐ 45/2019/QH14 Đ.112; TB 5015/TB-LĐTBXH ngày 22/11/2023",
  swap2024: "CV 2450/VPCP-KGVX ngày 12/4/2024",
  days2025: "BLLĐ 45/2019/QH14 Đ.112; TB 6150/TB-BLĐTBXH ngày 03/12/2024",
  restart: "NĐ 61/2018 Đ.19.4, giữ ở NĐ 118/2025",
  pause: "Phần mềm một cửa đang dùng: tạm dừng tính giờ khi chờ bổ sung (mã 5)",
  payment: "Mã trạng thái 6 của Cổng DVCQG: chờ nghĩa vụ tài chính, tạm dừng",
  stopped: "Mã trạng thái 8 của Cổng DVCQG: dừng xử lý",
  sourceDue: "API đồng bộ quốc gia: NgayHenTra, NgayHenTraMoi của hệ thống nguồn",
  extension: "NĐ 61/2018 Đ.19, giữ ở NĐ 118/2025: xin lỗi, hẹn lại không quá một lần",
  report: "TT 01/2020/TT-VPCP biểu II.06a",
  index766: "QĐ 766/QĐ-TTg năm 2022",
  procedures: "Danh mục TTHC của phường (số ngày theo thủ tục)",
  codes: "Mã trạng thái 1–10 của Cổng DVCQG",
  sameDay: "NĐ 61/2018 Đ.17.4: trả ngay không cần giấy hẹn nhưng vẫn ghi sổ",
} as const;
