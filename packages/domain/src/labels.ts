import type { Locale } from "@nhip/contracts";

const FIELDS: Record<string, { vi: string; en: string }> = {
  "chung-thuc": { vi: "Chứng thực", en: "Certification" },
  "ho-tich": { vi: "Hộ tịch", en: "Civil status" },
  "dat-dai": { vi: "Đất đai", en: "Land" },
  "bao-tro-xa-hoi": { vi: "Bảo trợ xã hội", en: "Social protection" },
  "nguoi-co-cong": { vi: "Người có công", en: "People with merit" },
  "dang-ky-kinh-doanh": { vi: "Đăng ký kinh doanh", en: "Business registration" },
  "xay-dung": { vi: "Quy hoạch – xây dựng", en: "Planning and construction" },
  "an-toan-thuc-pham": { vi: "An toàn thực phẩm", en: "Food safety" },
  "cu-tru": { vi: "Cư trú", en: "Residence" },
  "phi-le-phi": { vi: "Phí, lệ phí", en: "Fees" },
  khac: { vi: "Lĩnh vực khác", en: "Other fields" },
};

/** The name of a field of work as the office says it; an unknown code is shown as it came, spaced. */
export function fieldLabel(code: string, locale: Locale): string {
  return FIELDS[code]?.[locale] ?? code.replace(/-/g, " ");
}
