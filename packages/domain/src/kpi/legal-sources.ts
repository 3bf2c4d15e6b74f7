import type { Words } from "./definition.ts";

export const ONE_STOP: Words = {
  vi: "Nghị định 118/2025/NĐ-CP (thay Nghị định 61/2018/NĐ-CP) về cơ chế một cửa",
  en: "Decree 118/2025/NĐ-CP (replacing Decree 61/2018/NĐ-CP) on the one-stop mechanism",
};
export const REPORT_FORM: Words = {
  vi: "Biểu II.06a, Thông tư 01/2020/TT-VPCP",
  en: "Form II.06a, Circular 01/2020/TT-VPCP",
};
export const HOUSE: Words = {
  vi: "Quy ước của bảng điều hành, không có trong văn bản",
  en: "A convention of this dashboard; no legal text defines it",
};
