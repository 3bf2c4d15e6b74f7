import type { ClaimedFigure, Finding, Locale, Place, Severity } from "@nhip/contracts";
import { causeIn, say, type LikelyCause } from "./causes.ts";

/** What a check found, before it is put into words. */
export type Outcome = {
  rule: RuleId;
  /** `null`: it holds. */
  severity: Severity | null;
  left: number | null;
  right: number | null;
  cause: LikelyCause | null;
  /** The figures in question; of a check that holds, those that it upholds. */
  about: ClaimedFigure[];
  /** The figures that they were held against. */
  against: ClaimedFigure[];
  places: Place[];
  /** Numbers and words of the sentence. */
  numbers: readonly number[];
  names: readonly string[];
};

type Said = { n: readonly string[]; names: readonly string[]; holds: boolean };
type Sentence = (said: Said) => string;

const sum = (vi: string, en: string): Record<Locale, Sentence> => ({
  vi: ({ n: [whole, parts], holds }) => `${vi}: ${whole} ${holds ? "=" : "≠"} ${parts}`,
  en: ({ n: [whole, parts], holds }) => `${en}: ${whole} ${holds ? "=" : "≠"} ${parts}`,
});

/** Each rule in a sentence. `docs/checks.md` tells where it comes from. */
const RULES = {
  "sum.balance": sum("Tiếp nhận = đã giải quyết + đang giải quyết", "Received = resolved + open"),
  "sum.resolved": sum("Đã giải quyết = trước hạn + đúng hạn + quá hạn", "Resolved = early + on time + late"),
  "sum.inTime": sum("Trước và đúng hạn = trước hạn + đúng hạn", "In time = early + on time"),
  "sum.open": sum("Đang giải quyết = trong hạn + quá hạn", "Open = in time + overdue"),
  "sum.received": sum(
    "Tiếp nhận = trực tuyến + trực tiếp, bưu chính",
    "Received = online + counter and post",
  ),
  "part-above-whole": {
    vi: ({ names: [part, whole], n: [a, b] }) => `${part} (${a}) lớn hơn ${whole} (${b})`,
    en: ({ names: [part, whole], n: [a, b] }) => `${part} (${a}) is more than ${whole} (${b})`,
  },
  "said-twice": {
    vi: ({ names: [name], n: [a, b] }) => `${name}: hai số khác nhau cho cùng kỳ, ${a} và ${b}`,
    en: ({ names: [name], n: [a, b] }) => `${name}: two different figures for one period, ${a} and ${b}`,
  },
  wording: {
    vi: ({ n: [a, b] }) => `“Tiếp nhận và giải quyết ${a}” trong khi đã giải quyết là ${b}`,
    en: ({ n: [a, b] }) => `“Received and resolved ${a}” while the resolved are ${b}`,
  },
  fraction: {
    vi: ({ names: [name], n: [a, b, rate], holds }) =>
      `${name}: ${a}/${b} ${holds ? `= ${rate}%` : "có tử số lớn hơn mẫu số"}`,
    en: ({ names: [name], n: [a, b, rate], holds }) =>
      `${name}: ${a}/${b} ${holds ? `= ${rate}%` : "has a numerator above its denominator"}`,
  },
  rate: {
    vi: ({ names: [name], n: [printed, a, b, right], holds }) =>
      `${name}: ${a}/${b} = ${right}%${holds ? "" : `, không phải ${printed}%`}`,
    en: ({ names: [name], n: [printed, a, b, right], holds }) =>
      `${name}: ${a}/${b} = ${right}%${holds ? "" : `, not ${printed}%`}`,
  },
  "rate-above-100": {
    vi: ({ names: [name], n: [printed, a, b, right] }) =>
      a === undefined
        ? `${name}: tỷ lệ ${printed}% lớn hơn 100%`
        : `${name}: ${a}/${b} = ${right}%, không thể là ${printed}% khi tử số nhỏ hơn mẫu số`,
    en: ({ names: [name], n: [printed, a, b, right] }) =>
      a === undefined
        ? `${name}: a rate of ${printed}% is above 100%`
        : `${name}: ${a}/${b} = ${right}%; it cannot be ${printed}% with a numerator below its denominator`,
  },
  "same-percentage": {
    vi: ({ names: [a, aKind, b, bKind], n: [value] }) =>
      `Cùng một số ${value}% ở hai chỗ: ${a} (${aKind}) và ${b} (${bKind})`,
    en: ({ names: [a, aKind, b, bKind], n: [value] }) =>
      `The same ${value}% in two places: ${a} (${aKind}) and ${b} (${bKind})`,
  },
  plan: {
    vi: ({ names: [name, unit], n: [printed, plan, right], holds }) =>
      holds
        ? `${name}: ${printed}% kế hoạch, kế hoạch tính ngược là ${plan}${unit}`
        : right === undefined
          ? `${name}: ${printed}% kế hoạch tính ngược ra kế hoạch lẻ, khoảng ${plan}${unit}`
          : `${name}: với kế hoạch ${plan}${unit} phải là ${right}%, không phải ${printed}%`,
    en: ({ names: [name, unit], n: [printed, plan, right], holds }) =>
      holds
        ? `${name}: ${printed}% of the plan; worked back the plan is ${plan}${unit}`
        : right === undefined
          ? `${name}: ${printed}% of the plan, worked back, gives a plan that is not round, about ${plan}${unit}`
          : `${name}: of a plan of ${plan}${unit} it must be ${right}%, not ${printed}%`,
  },
  "plan-of-another": {
    vi: ({ names: [name, other], n: [plan] }) =>
      `${name}: kế hoạch tính ngược (${plan}) trùng với một số của “${other}”; nên xem lại kế hoạch`,
    en: ({ names: [name, other], n: [plan] }) =>
      `${name}: the plan worked back (${plan}) is also a figure of “${other}”; look at the plan again`,
  },
  "no-denominator": {
    vi: ({ names }) => `Không nêu tử số, mẫu số nên không kiểm tra được: ${names.join("; ")}`,
    en: ({ names }) => `No numerator or denominator is told, so it cannot be checked: ${names.join("; ")}`,
  },
  "no-total": {
    vi: ({ names }) => `Không nêu trên tổng số bao nhiêu: ${names.join("; ")}`,
    en: ({ names }) => `Of how many is not told: ${names.join("; ")}`,
  },
  "no-date": {
    vi: () => "Không nêu số liệu tính đến ngày nào",
    en: () => "Up to which day the figures were counted is not told",
  },
  "retired-term": {
    vi: ({ names: [term, since, law, now] }) =>
      `“${term}” không còn dùng từ ${since} (${law}); nay là ${now}`,
    en: ({ names: [term, since, law, now] }) => `“${term}” is out of use since ${since} (${law}); now ${now}`,
  },
  "one-unit": {
    vi: ({ names: [unit] }) => `Số của riêng ${unit}, không phải của toàn phường`,
    en: ({ names: [unit] }) => `Figures of ${unit} alone, not of the ward`,
  },
  "teams-and-houses": {
    vi: ({ n: [teams, houses] }) =>
      `${teams} tổ chuyển đổi số cộng đồng nhưng ${houses} nhà văn hóa tổ dân phố: số tổ khác nhau, chưa rõ vì sao`,
    en: ({ n: [teams, houses] }) =>
      `${teams} community digital teams but ${houses} culture houses of groups: why they differ is not told`,
  },
  computed: {
    vi: ({ names: [name, percent], n: [claimed, computed], holds }) =>
      holds
        ? `${name}: ${claimed}${percent}, đúng như số của hệ thống`
        : `${name}: công bố ${claimed}${percent}, hệ thống tính ${computed}${percent}`,
    en: ({ names: [name, percent], n: [claimed, computed], holds }) =>
      holds
        ? `${name}: ${claimed}${percent}, as counted here`
        : `${name}: told ${claimed}${percent}, counted here ${computed}${percent}`,
  },
} as const satisfies Record<string, Record<Locale, Sentence>>;
export type RuleId = keyof typeof RULES;

type Optional = "cause" | "about" | "against" | "places" | "numbers" | "names" | "left" | "right";

/** An outcome with what is not said left empty. */
export function outcome(told: Omit<Outcome, Optional> & Partial<Pick<Outcome, Optional>>): Outcome {
  return {
    cause: null,
    about: [],
    against: [],
    places: [],
    numbers: [],
    names: [],
    left: null,
    right: null,
    ...told,
  };
}

/** An outcome in words. Names that are concepts are said by their label, which `nameOf` gives. */
export function inWords(one: Outcome, locale: Locale, nameOf: (concept: string) => string): Finding {
  const names = one.names.map(nameOf);
  const n = one.numbers.map((number) => say(number, locale));
  const holds = one.severity === null;
  const cause =
    one.cause === null
      ? null
      : causeIn(
          one.cause.name === undefined ? one.cause : { ...one.cause, name: nameOf(one.cause.name) },
          locale,
        );
  return {
    rule: one.rule,
    severity: one.severity,
    text: RULES[one.rule][locale]({ n, names, holds }),
    left: one.left,
    right: one.right,
    cause,
    suspects: holds ? [] : one.about.map(({ id }) => id),
    witnesses: (holds ? [...one.about, ...one.against] : one.against).map(({ id }) => id),
    places: one.places,
  };
}
