import type { DayRange, ExplainedPart, Explanation, Level, Locale } from "@nhip/contracts";
import { dayOf, startOfDay } from "../civil-day.ts";
import { bump, type Counts } from "../counts.ts";
import { serviceScore, type IndexFacts } from "../service-index/score.ts";
import type { KpiDefinition, Words } from "./definition.ts";
import { RESOLVED, type Formula, type Measure, type Term } from "./formula.ts";
import { figureOf, type Facts } from "./evaluate.ts";
import { kpisIn } from "./expression.ts";
import { sumTerms, type Ledger } from "./ledger.ts";

const MEASURES: Record<Measure, Words> = {
  received: { vi: "tiếp nhận", en: "received" },
  "closed.early": { vi: "trước hạn", en: "early" },
  "closed.onTime": { vi: "đúng hạn", en: "on time" },
  "closed.late": { vi: "quá hạn", en: "late" },
  "closed.undated": { vi: "chưa xác định hạn", en: "undated" },
  "closed.withdrawn": { vi: "rút hồ sơ", en: "withdrawn" },
  "closed.rejected": { vi: "từ chối giải quyết", en: "rejected" },
  "waiting.in": { vi: "bắt đầu chờ", en: "began to wait" },
  "waiting.out": { vi: "hết chờ", en: "ceased to wait" },
  "stopped.in": { vi: "tạm dừng", en: "stopped" },
  "stopped.out": { vi: "tiếp tục", en: "resumed" },
  "dueSoon.in": { vi: "bắt đầu gần hạn", en: "came near its due time" },
  "dueSoon.out": { vi: "hết gần hạn", en: "left being near its due time" },
  "overdue.in": { vi: "bắt đầu quá hạn", en: "became overdue" },
  "overdue.out": { vi: "hết quá hạn", en: "ceased to be overdue" },
  unreceived: { vi: "không có lượt tiếp nhận", en: "without receipt" },
  verdictDiffers: { vi: "khác kết luận của nguồn", en: "differs from the source" },
  "papers.digital": { vi: "giấy tờ đã số hóa", en: "papers digitised" },
  "papers.digital.no": { vi: "giấy tờ chưa số hóa", en: "papers not digitised" },
  "result.electronic": { vi: "có kết quả điện tử", en: "with an electronic result" },
  "result.electronic.no": { vi: "không có kết quả điện tử", en: "without an electronic result" },
  reused: { vi: "dùng lại dữ liệu số hóa", en: "digitised data used again" },
  "reused.no": { vi: "không dùng lại dữ liệu số hóa", en: "digitised data not used again" },
  "fee.due": { vi: "có phí, lệ phí", en: "with a fee due" },
  "fee.online": { vi: "nộp tiền trực tuyến", en: "paid online" },
  "fee.online.no": { vi: "không nộp tiền trực tuyến", en: "not paid online" },
  rated: { vi: "được đánh giá", en: "rated" },
  "rated.satisfied": { vi: "đánh giá hài lòng", en: "rated satisfied" },
};

const ONLINE: Words = { vi: " trực tuyến", en: " online" };
const LEVELS: Partial<Record<Level, Words>> = {
  partial: { vi: " của thủ tục trực tuyến một phần", en: " of procedures partly online" },
  full: { vi: " của thủ tục trực tuyến toàn trình", en: " of procedures fully online" },
};

const PARTS: Record<"numerator" | "denominator", Words> = {
  numerator: { vi: "tử số", en: "numerator" },
  denominator: { vi: "mẫu số", en: "denominator" },
};

const SPANS: Record<Term["span"], Words> = {
  period: { vi: "trong kỳ", en: "in the period" },
  until: { vi: "đến thời điểm xem", en: "up to the moment" },
  before: { vi: "trước kỳ", en: "before the period" },
};

/** The terms of a formula's two sides; empty where it is not made of counters. */
export function sidesOf(formula: Formula): { numerator: readonly Term[]; denominator: readonly Term[] } {
  switch (formula.kind) {
    case "count":
      return { numerator: formula.of, denominator: [] };
    case "ratio":
      return formula;
    case "medianHours":
    case "report":
    case "duties":
    case "index766":
    case "expression":
      return { numerator: [], denominator: [] };
  }
}

/** The terms by which dossiers stand behind one side of a figure; behind a median stand those that were answered. */
export function termsBehind(formula: Formula, part: ExplainedPart): readonly Term[] {
  if (formula.kind === "medianHours") return part === "numerator" ? RESOLVED : [];
  return sidesOf(formula)[part];
}

/**
 * The parts whose signed sum is the KPI, each with its value; of the index, the components that have points; of a ratio of
 * the ward's own, the KPIs that it names, each with its exact value; of reports that are due, the units that owe them.
 */
export function operandsOf(formula: Formula, facts: Facts, locale: Locale): Explanation["operands"] {
  if (formula.kind === "index766") return componentPoints(formula.part, facts, locale);
  if (formula.kind === "expression") return partsOf(formula, facts, locale);
  if (formula.kind === "duties") return dutiesByUnit(formula.part, facts);
  const { ledger } = facts;
  const { numerator, denominator } = sidesOf(formula);
  const side = (part: "numerator" | "denominator", terms: readonly Term[]) =>
    terms.map((term) => ({
      part,
      sign: term.sign,
      measure: term.measure,
      label: termLabel(term, locale),
      value: sumTerms([{ ...term, sign: 1 }], ledger),
    }));
  return [...side("numerator", numerator), ...side("denominator", denominator)];
}

function componentPoints(part: string, facts: IndexFacts, locale: Locale): Explanation["operands"] {
  return serviceScore(facts)
    .groups.filter(({ id }) => part === "total" || id === part)
    .flatMap(({ components }) => components)
    .flatMap(({ rule, points }) =>
      points === null
        ? []
        : [{ part: "numerator", sign: 1, measure: rule.id, label: rule.label[locale], value: points }],
    );
}

function dutiesByUnit(part: "onTimeRate" | "missing", facts: Facts): Explanation["operands"] {
  const units = [...(facts.duties?.().byUnit ?? [])];
  const side = (of: "numerator" | "denominator", count: "onTime" | "due" | "missing") =>
    units.flatMap(([measure, one]) =>
      one[count] === 0 ? [] : [{ part: of, sign: 1 as const, measure, label: one.name, value: one[count] }],
    );
  if (part === "missing") return side("numerator", "missing");
  return [...side("numerator", "onTime"), ...side("denominator", "due")];
}

function partsOf(
  formula: Extract<Formula, { kind: "expression" }>,
  facts: Facts,
  locale: Locale,
): Explanation["operands"] {
  if (formula.expression === null) return [];
  return kpisIn(formula.expression).flatMap(({ id, part, text }) => {
    const kpi = formula.of.get(id);
    if (!kpi) return [];
    const label = part === "value" ? kpi.label[locale] : `${kpi.label[locale]}: ${PARTS[part][locale]}`;
    return [
      {
        part: "numerator" as const,
        sign: 1 as const,
        measure: text,
        label,
        value: figureOf(kpi, facts)[part],
      },
    ];
  });
}

/** The formula in words. */
export function formulaText(kpi: KpiDefinition, locale: Locale): string {
  const { formula } = kpi;
  if (formula.kind === "expression") return formula.text;
  if (formula.kind !== "count" && formula.kind !== "ratio") return kpi.rule[locale];
  const { numerator, denominator } = sidesOf(formula);
  if (numerator.length === 0) return kpi.rule[locale];
  return denominator.length === 0
    ? sumText(numerator, locale)
    : `(${sumText(numerator, locale)}) / (${sumText(denominator, locale)})`;
}

function sumText(terms: readonly Term[], locale: Locale): string {
  return terms
    .map((term, n) => `${term.sign < 0 ? "− " : n > 0 ? "+ " : ""}${termLabel(term, locale)}`)
    .join(" ");
}

function termLabel(term: Term, locale: Locale): string {
  const online = term.channels?.includes("online") ? ONLINE[locale] : "";
  const level = term.levels?.[0] === undefined ? "" : (LEVELS[term.levels[0]]?.[locale] ?? "");
  return `${MEASURES[term.measure][locale]}${online}${level} ${SPANS[term.span][locale]}`;
}

/**
 * One dossier's contribution as a ledger of its own, at a moment: what it adds to a KPI is the KPI's sum over it. An
 * instant later than `asOf` on that day has not come yet; on other days the whole day counts.
 */
export function ledgerOf(counts: Counts, range: DayRange, asOf: number): Ledger {
  const ledger: Ledger = { period: new Map(), until: new Map(), before: new Map() };
  const today = dayOf(asOf);
  const nowMs = asOf - startOfDay(today);
  for (const [address, n] of counts) {
    const slash = address.indexOf("/");
    const field = address.slice(slash + 1);
    const day = address.slice(0, 10);
    const byClock = slash > 10;
    // What stands on today's clock later than now has not happened yet: taken off the day's sum.
    const sign = !byClock ? 1 : day === today && Number(address.slice(11, slash)) > nowMs ? -1 : 0;
    if (sign === 0 || day > today) continue;
    bump(ledger.until, field, sign * n);
    if (day < range.from) bump(ledger.before, field, n * sign);
    else if (day <= range.to) bump(ledger.period, field, sign * n);
  }
  return ledger;
}
