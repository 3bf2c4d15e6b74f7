import type { Place } from "@nhip/contracts";
import { wordPattern } from "./vietnamese-text.ts";

/** A number of a text, before anyone knows what it is about. Places are those of its digits with the percent sign. */
export type FoundNumber = Place & {
  shape: "number" | "percent" | "fraction";
  value: number;
  denominator?: number;
  decimals: number;
};

const NUMBER = String.raw`\d{1,3}(?:[.\u00a0\u202f]\d{3})+(?:,\d+)?(?![\d])|\d{1,3}(?:,\d{3}){2,}(?!\d)|\d{1,12}(?:[.,]\d{1,6})?`;
const PERCENT = String.raw`\s*(?:%|phần\s+trăm)`;
/** "477/609", "477 hồ sơ/609 hồ sơ", "477 trên tổng số 609", "477 trong tổng số 609". */
const OVER = String.raw`(?:\s+(?:hồ\s+sơ|người|hộ|tiêu\s+chí|thủ\s+tục|chi\s+bộ|tổ|nhà))?(?:\s*/\s*(?:tổng\s+(?:số\s+)?)?|\s+trên(?:\s+tổng(?:\s+số)?)?\s+|\s+trong\s+tổng\s+số\s+)`;
const FOUND = new RegExp(
  String.raw`(?<![\p{L}\d])(?:(?<numerator>${NUMBER})${OVER}(?<denominator>${NUMBER})(?!${PERCENT})|(?<number>${NUMBER})(?<percent>${PERCENT})?)`,
  "gu",
);

const UNIT_WORDS = "hồ sơ|tiêu chí|nhà|chi bộ|tổ|hộ|người|thủ tục|chỉ tiêu|thành viên|doanh nghiệp";
const UNITS = UNIT_WORDS.replaceAll(" ", String.raw`\s+`);
/** What looks like a figure and is none: dates, years, codes, documents, ordinals, spans of time, sums of money. */
const NOT_FIGURES: readonly RegExp[] = [
  /\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}(?!\d)/gu,
  /(?<!\d)\d{4}-\d\d-\d\d(?!\d)/gu,
  /(?:tháng|quý|kỳ)\s+(?:\d{1,2}|[ivx]+)\s*[/.-]\s*\d{4}(?!\d)/gu,
  new RegExp(
    String.raw`(?:ngày|từ|đến|hết|trước|sau|lúc)\s+(?:0?[1-9]|[12]\d|3[01])\s*/\s*(?:0?[1-9]|1[0-2])(?![\d/])(?!\s*(?:${UNITS}))`,
    "gu",
  ),
  /(?<!\d)\d{1,6}(?:\/\d{4})?\/(?:nđ|qđ|nq|tt|ct|kh|bc|cv|tb|hd|ubnd|vpcp|hđnd|đu|tu)(?:-[a-zđ0-9]+)*(?![\p{L}])/gu,
  /(?<![\p{L}\d])h\d{2}(?:\.\d{2,3})*-\d{6}-\d{4,}/gu,
  /(?<!\d)\d\.\d{6}(?!\d)/gu,
  /(?<!\d)\d{9,}(?!\d)/gu,
  /(?<!\d)\d{1,2}\s*(?::|h|g)\s*\d{2}(?::\d{2})?(?!\d)/gu,
  /(?:năm|giai đoạn|nhiệm kỳ|từ|đến|nay)\s+(?:19|20)\d{2}(?![\d.,/]?\d)(?:\s*[-–]\s*(?:19|20)\d{2}(?!\d))?/gu,
  /(?<![\d.,])(?:19|20)\d{2}\s*[-–]\s*(?:19|20)\d{2}(?!\d)/gu,
  new RegExp(
    String.raw`(?<![\p{L}])(?:mức(?:\s+độ)?|quý|tháng|khóa|thứ|điều|khoản|phụ\s+lục|biểu|khu\s+phố|thôn|ấp|phường|quận|nhóm|hạng|bước|lần|đợt|cấp\s+độ|vị\s+trí|nghị\s+quyết|quyết\s+định|nghị\s+định)\s+(?:số\s+)?\d{1,6}(?![.,/]?\d)(?!\s*%)(?:\s*(?:,|và|-|/)\s*\d(?![\d.,/%]))?`,
    "gu",
  ),
  new RegExp(
    String.raw`(?<![\p{L}])(?:tổ(?:\s+dân\s+phố)?|chi\s+bộ|(?<!tổng\s)số)\s+(?:số\s+)?\d{1,2}(?![.,/]?\d)(?!\s*(?:%|${UNITS}))`,
    "gu",
  ),
  wordPattern(
    String.raw`\d{1,9} ?(?:cấp|giờ|phút|ngày|tháng|năm|tuổi|lần|buổi|cuộc|đồng|triệu|tỷ(?! lệ)|nghìn|km|m2)`,
  ),
];

/** `5.188` is 5188, `78,3` is 78.3, `78.3` too; a comma before three digits of a count groups as well. */
export function parseNumber(text: string, isCount: boolean): { value: number; decimals: number } {
  const plain = text.replace(/[\s\u00a0\u202f]/g, "");
  if (/^\d{1,3}(\.\d{3})+(,\d+)?$/.test(plain)) {
    const value = Number(plain.replaceAll(".", "").replace(",", "."));
    return { value, decimals: plain.split(",")[1]?.length ?? 0 };
  }
  if (/^\d{1,3}(,\d{3}){2,}$/.test(plain) || (isCount && /^\d{1,3},\d{3}$/.test(plain)))
    return { value: Number(plain.replaceAll(",", "")), decimals: 0 };
  const dotted = plain.replace(",", ".");
  return { value: Number(dotted), decimals: dotted.split(".")[1]?.length ?? 0 };
}

/** More figures than that no report has; what follows is not read. */
const MAX_NUMBERS = 500;

/** All numbers of a text that could be figures, in their order, 500 at most. `plain` is what `comparable` gave. */
export function findNumbers(plain: string): FoundNumber[] {
  const masked = maskNotFigures(plain);
  const found: FoundNumber[] = [];
  for (const match of masked.matchAll(FOUND)) {
    if (found.length === MAX_NUMBERS) break;
    const { numerator, denominator, number, percent } = match.groups ?? {};
    const place = { start: match.index, end: match.index + match[0].length };
    if (numerator !== undefined && denominator !== undefined) {
      const { value } = parseNumber(numerator, true);
      found.push({
        ...place,
        shape: "fraction",
        value,
        denominator: parseNumber(denominator, true).value,
        decimals: 0,
      });
    } else if (number !== undefined) {
      const isPercent = percent !== undefined;
      found.push({ ...place, shape: isPercent ? "percent" : "number", ...parseNumber(number, !isPercent) });
    }
  }
  return found;
}

/** The digits of what is no figure are covered, letters and places stay: "mức độ 3" still says what it says. */
function maskNotFigures(plain: string): string {
  let masked = plain;
  for (const pattern of NOT_FIGURES) {
    masked = masked.replace(pattern, (match) => match.replace(/\d/g, "§"));
  }
  return masked;
}
