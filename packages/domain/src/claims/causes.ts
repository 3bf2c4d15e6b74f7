import type { Cause, CauseCode, Locale } from "@nhip/contracts";

const NUMBERS: Record<Locale, Intl.NumberFormat> = {
  vi: new Intl.NumberFormat("vi-VN", { maximumFractionDigits: 2 }),
  en: new Intl.NumberFormat("en-GB", { maximumFractionDigits: 2 }),
};

/** A number in a sentence: `5.188`, `78,3`. */
export function say(value: number, locale: Locale): string {
  return NUMBERS[locale].format(value);
}

/** A likely cause with the numbers that its sentence needs; see {@link CAUSES}. */
export type LikelyCause = { code: CauseCode; n?: readonly number[]; name?: string };

type Sentence = (n: readonly string[], name: string) => string;

/** Each cause in a sentence. `n` are numbers as they are written, `name` a period or an indicator. */
const CAUSES: Record<CauseCode, Record<Locale, Sentence>> = {
  "dossier-missing": {
    vi: ([k]) => `Lệch ${k} hồ sơ: có hồ sơ rút, trả lại không được nêu, hoặc gõ nhầm một số.`,
    en: ([k]) => `Off by ${k}: dossiers withdrawn or returned were not told, or a figure was mistyped.`,
  },
  "part-not-told": {
    vi: ([k]) => `Còn thiếu ${k}: một phần không được nêu (ví dụ số quá hạn).`,
    en: ([k]) => `${k} are not accounted for: a part was not told (the late ones, for instance).`,
  },
  "rounded-before-dividing": {
    vi: ([printed, rate, rounded, plan, right]) =>
      `Làm tròn trước khi chia: ${printed} = ${rounded} / ${plan}, tỷ lệ ${rate} đã bị làm tròn thành ${rounded}. Tính đúng là ${right}% của kế hoạch ${plan}%.`,
    en: ([printed, rate, rounded, plan, right]) =>
      `Rounded before dividing: ${printed} = ${rounded} / ${plan}; the rate ${rate} was made ${rounded}. It should be ${right}% of a plan of ${plan}%.`,
  },
  "rate-and-attainment-mixed": {
    vi: ([printed]) =>
      `Lẫn tỷ lệ với mức đạt kế hoạch: ${printed}% là mức đạt so với kế hoạch, không phải tỷ lệ.`,
    en: ([printed]) =>
      `Rate and attainment are mixed up: ${printed}% is measured against a plan; it is no rate.`,
  },
  "cut-not-rounded": {
    vi: ([right]) => `Cắt bớt chữ số thay vì làm tròn; làm tròn là ${right}.`,
    en: ([right]) => `Digits were cut off instead of rounded; rounded it is ${right}.`,
  },
  "fraction-upside-down": {
    vi: () => "Tử số và mẫu số bị đảo chỗ khi chia.",
    en: () => "Numerator and denominator changed places in the division.",
  },
  "digits-swapped": {
    vi: ([right]) => `Gõ đảo chữ số của ${right}.`,
    en: ([right]) => `Digits of ${right} were swapped in typing.`,
  },
  copied: {
    vi: (_n, name) => `Cùng một số với “${name}”: có thể chép nhầm dòng.`,
    en: (_n, name) => `The same figure as “${name}”: perhaps copied from another line.`,
  },
  "received-and-resolved-mixed": {
    vi: ([resolved]) => `Câu gộp “tiếp nhận và giải quyết”; số đã giải quyết được nêu riêng là ${resolved}.`,
    en: ([resolved]) => `“Received and resolved” in one; the resolved are told apart as ${resolved}.`,
  },
  "other-period": {
    vi: (_n, name) => `Bằng số của kỳ khác: ${name}.`,
    en: (_n, name) => `It is the figure of another period: ${name}.`,
  },
  "carried-over": {
    vi: ([k]) => `Gồm cả ${k} hồ sơ kỳ trước chuyển sang.`,
    en: ([k]) => `It includes ${k} carried over from before.`,
  },
  unexplained: {
    vi: () => "Chưa rõ nguyên nhân.",
    en: () => "The cause is not known.",
  },
};

/** A cause with its sentence. */
export function causeIn(cause: LikelyCause, locale: Locale): Cause {
  const numbers = (cause.n ?? []).map((n) => say(n, locale));
  return { code: cause.code, text: CAUSES[cause.code][locale](numbers, cause.name ?? "") };
}

/** One decimal, as rates are printed. */
export function tenth(value: number): number {
  return roundTo(value, 1);
}

/** Rounded half up to a number of decimals. */
export function roundTo(value: number, decimals: number): number {
  const scale = 10 ** decimals;
  return Math.round((value + Number.EPSILON) * scale) / scale;
}

/** True where a printed value is the exact one, rounded to the decimals that were printed. */
export function isRounded(printed: number, exact: number, decimals: number): boolean {
  return Math.abs(printed - exact) <= 0.5 * 10 ** -decimals + 1e-9;
}

/** True where a printed value is the exact one with the further digits cut off. */
export function isCut(printed: number, exact: number, decimals: number): boolean {
  return Math.abs(printed - Math.floor(exact * 10 ** decimals + 1e-9) / 10 ** decimals) < 1e-9;
}

/** True where one is the other with two neighbouring digits swapped: 5.818 for 5.188. */
export function digitsSwapped(one: number, other: number): boolean {
  const [a, b] = [String(one), String(other)];
  if (a.length !== b.length || a === b) return false;
  const differing = [...a].flatMap((digit, at) => (digit === b[at] ? [] : [at]));
  const [first = 0, second = 0] = differing;
  return differing.length === 2 && second === first + 1 && a[first] === b[second] && a[second] === b[first];
}
