import type { Words } from "./definition.ts";

export const MISTAKE_CODES = [
  "empty",
  "bad-sign",
  "unfinished",
  "no-operator",
  "no-operand",
  "no-opening",
  "no-closing",
  "unknown-kpi",
  "no-part",
  "zero-divisor",
  "too-deep",
  "cycle",
] as const;
export type MistakeCode = (typeof MISTAKE_CODES)[number];

/** What is wrong in a formula and where: `at` counts characters from 0, `column` from 1, `length` is how far it goes. */
export type Mistake = { at: number; column: number; length: number; code: MistakeCode; message: Words };

const MESSAGES: Record<MistakeCode, (name: string, hint: string | undefined) => Words> = {
  empty: () => ({ vi: "Chưa có công thức.", en: "There is no formula." }),
  "bad-sign": (name, hint) => ({
    vi: `Không dùng được «${name}» trong công thức.${hint ? ` Hãy viết ${hint}` : ""}`,
    en: `“${name}” cannot stand in a formula.${hint ? ` Write ${hint}` : ""}`,
  }),
  unfinished: () => ({
    vi: "Công thức dừng giữa chừng: sau dấu cuối còn thiếu một chỉ tiêu hoặc một số.",
    en: "The formula stops half way: a KPI or a number is missing after the last sign.",
  }),
  "no-operator": (name) => ({
    vi: `Thiếu dấu + - * / trước «${name}».`,
    en: `A sign + - * / is missing before “${name}”.`,
  }),
  "no-operand": (name) => ({
    vi: `Trước «${name}» thiếu một chỉ tiêu hoặc một số.`,
    en: `A KPI or a number is missing before “${name}”.`,
  }),
  "no-opening": () => ({ vi: "Dấu ) này không có dấu ( đi cùng.", en: "This ) has no ( before it." }),
  "no-closing": () => ({ vi: "Dấu ( này chưa được đóng lại.", en: "This ( is not closed." }),
  "unknown-kpi": (name, hint) => ({
    vi: `Không có chỉ tiêu «${name}».${hint ? ` Có phải ${hint}?` : ""}`,
    en: `There is no KPI “${name}”.${hint ? ` Did you mean ${hint}?` : ""}`,
  }),
  "no-part": (name) => ({
    vi: `«${name}» không có tử số và mẫu số.`,
    en: `“${name}” has no numerator and denominator.`,
  }),
  "zero-divisor": () => ({ vi: "Không chia được cho 0.", en: "Nothing can be divided by 0." }),
  "too-deep": (name) => ({
    vi: `Công thức lồng nhau quá sâu ở «${name}».`,
    en: `The formula is nested too deeply at “${name}”.`,
  }),
  cycle: (name) => ({
    vi: `Các tỷ lệ gọi nhau thành vòng: ${name}.`,
    en: `These ratios refer to each other in a circle: ${name}.`,
  }),
};

export function mistake(
  code: MistakeCode,
  place: { at: number; text: string },
  words: { name?: string; hint?: string | undefined } = {},
): Mistake {
  return {
    at: place.at,
    column: place.at + 1,
    length: Math.max(1, place.text.length),
    code,
    message: MESSAGES[code](words.name ?? place.text, words.hint),
  };
}
