import type { Check, KpiUnit, KpiValue, Locale } from "@nhip/contracts";
import { claimOutcome, type ComputedPeriod } from "../claims/against-computed.ts";
import { causeIn, tenth } from "../claims/causes.ts";
import { fieldLabel } from "../labels.ts";
import { kpiLabel } from "./catalogue.ts";
import type { Words } from "./definition.ts";
import { RESOLVED, open, plus } from "./formula.ts";
import { sumTerms, type Ledger } from "./ledger.ts";
import { formIdentities, formRow, formRows, totalDifferences, type FormColumn } from "./report-form.ts";

const RULES = {
  balance: {
    vi: "Kỳ trước chuyển sang + tiếp nhận = đã giải quyết + rút, từ chối + đang giải quyết",
    en: "Carried over + received = resolved + withdrawn, rejected + open",
  },
  unreceived: {
    vi: "Hồ sơ có kết quả nhưng không có lượt tiếp nhận",
    en: "Answered dossiers without a receipt",
  },
  verdict: {
    vi: "Hồ sơ mà nguồn ghi hạn khác với cách tính ở đây",
    en: "Dossiers whose source judged the deadline differently",
  },
  "form.received": {
    vi: "Biểu II.06a, cột 3 = 4 + 5 + 6: tiếp nhận = trực tuyến + trực tiếp, bưu chính + kỳ trước",
    en: "Form II.06a, column 3 = 4 + 5 + 6: received = online + counter, post + carried over",
  },
  "form.resolved": {
    vi: "Biểu II.06a, cột 7 = 8 + 9 + 10: đã giải quyết = trước hạn + đúng hạn + quá hạn (+ chưa xác định hạn, để riêng)",
    en: "Form II.06a, column 7 = 8 + 9 + 10: resolved = early + on time + late (+ undated, kept apart)",
  },
  "form.open": {
    vi: "Biểu II.06a, cột 11 = 12 + 13: đang giải quyết = trong hạn + quá hạn",
    en: "Form II.06a, column 11 = 12 + 13: open = in time + overdue",
  },
  "form.fields": {
    vi: "Lĩnh vực có dòng biểu II.06a không khớp",
    en: "Fields of work whose row of form II.06a does not add up",
  },
  "form.total": {
    vi: "Cột của biểu II.06a mà tổng các lĩnh vực khác số toàn phường",
    en: "Columns of form II.06a where the fields of work do not sum to the ward",
  },
  rates: {
    vi: "Tỷ lệ không bằng tử số chia mẫu số, hoặc trên 100% khi tử số nhỏ hơn mẫu số",
    en: "Rates that are not numerator over denominator, or above 100% with a numerator below its denominator",
  },
} as const satisfies Record<string, Words>;

const COLUMN_NAMES: Record<FormColumn, Words> = {
  3: { vi: "Tiếp nhận", en: "Received" },
  4: { vi: "Trực tuyến", en: "Online" },
  5: { vi: "Trực tiếp, bưu chính", en: "Counter, post" },
  6: { vi: "Kỳ trước chuyển sang", en: "Carried over" },
  7: { vi: "Đã giải quyết", en: "Resolved" },
  8: { vi: "Trước hạn", en: "Early" },
  9: { vi: "Đúng hạn", en: "On time" },
  10: { vi: "Quá hạn", en: "Late" },
  11: { vi: "Đang giải quyết", en: "Open" },
  12: { vi: "Trong hạn", en: "In time" },
  13: { vi: "Quá hạn (đang giải quyết)", en: "Overdue" },
};
const BESIDE: Record<"undated" | "returned", Words> = {
  undated: { vi: "Chưa xác định hạn", en: "Undated" },
  returned: { vi: "Rút, từ chối", en: "Withdrawn, rejected" },
};

/** Identities that must hold for a period (form II.06a: 3 = 7 + 11), and counts that ought to be none. */
export function identityChecks(ledger: Ledger, locale: Locale): Check[] {
  const carried = sumTerms(open("before"), ledger);
  const received = sumTerms([plus("received", "period")], ledger);
  const resolved = sumTerms(RESOLVED, ledger);
  const returned = sumTerms([plus("closed.withdrawn", "period"), plus("closed.rejected", "period")], ledger);
  const left = sumTerms(open("until"), ledger);
  const balance = check("balance", carried + received, resolved + returned + left, locale);
  const part = (side: "left" | "right", words: Words, value: number) => ({
    side,
    label: words[locale],
    value,
  });
  return [
    {
      ...balance,
      figures: [
        part("left", COLUMN_NAMES[6], carried),
        part("left", COLUMN_NAMES[3], received),
        part("right", COLUMN_NAMES[7], resolved),
        part("right", BESIDE.returned, returned),
        part("right", COLUMN_NAMES[11], left),
      ],
    },
    check("unreceived", sumTerms([plus("unreceived", "until")], ledger), 0, locale, "doubt"),
    check("verdict", sumTerms([plus("verdictDiffers", "period")], ledger), 0, locale, "doubt"),
  ];
}

/**
 * The other identities of form II.06a, on the ward's row and on that of each field of work, and the fields' sum against
 * the ward. Undated, withdrawn and rejected dossiers stand beside the form; see `BesideForm`.
 */
export function formChecks(ledger: Ledger, locale: Locale): Check[] {
  const { row, beside } = formRow(ledger);
  const rows = formRows(ledger);
  const parts: Partial<Record<string, readonly FormColumn[]>> = {
    "form.received": [4, 5, 6],
    "form.resolved": [8, 9, 10],
    "form.open": [12, 13],
  };
  const whole = formIdentities(row, beside).flatMap(({ rule, left, right }) => {
    // 3 = 7 + 11 is the balance of `identityChecks`.
    if (rule === "form.balance") return [];
    const figures: NonNullable<Check["figures"]> = (parts[rule] ?? []).map((column) => ({
      side: "right",
      label: COLUMN_NAMES[column][locale],
      value: row[column],
    }));
    if (rule === "form.resolved" && beside.undated > 0)
      figures.push({ side: "right", label: BESIDE.undated[locale], value: beside.undated });
    return [{ ...check(rule, left, right, locale), figures }];
  });
  const bad = rows.filter((one) => formIdentities(one.row, one.beside).some(({ holds }) => !holds));
  const off = totalDifferences(
    rows.map((one) => one.row),
    row,
  );
  return [
    ...whole,
    noted(
      check("form.fields", bad.length, 0, locale),
      bad.map(({ field }) => fieldLabel(field, locale)),
    ),
    noted(
      check("form.total", off.length, 0, locale),
      off.map(({ column, printed, sum }) => `(${column}) ${sum} ≠ ${printed}`),
    ),
  ];
}

/** Rates among computed figures that are not what their fraction says; there are none unless a rule went wrong. */
export function rateChecks(
  kpis: readonly (KpiValue & { label: string; unit: KpiUnit })[],
  locale: Locale,
): Check[] {
  const bad = kpis.filter(({ unit, value, numerator, denominator }) => {
    if (unit !== "percent" || value === null || numerator === null || denominator === null) return false;
    const impossible = value > 100 && numerator < denominator;
    return impossible || denominator === 0 || value !== tenth((100 * numerator) / denominator);
  });
  return [
    noted(
      check("rates", bad.length, 0, locale),
      bad.map(({ label }) => label),
    ),
  ];
}

/** What a check is called; a published figure's check is called as its KPI. `undefined` for an unknown rule. */
export function checkLabel(rule: string, locale: Locale): string | undefined {
  const own = Object.entries(RULES).find(([name]) => name === rule)?.[1];
  return (
    own?.[locale] ?? (rule.startsWith("claim:") ? kpiLabel(rule.slice("claim:".length), locale) : undefined)
  );
}

function check(
  rule: keyof typeof RULES,
  left: number,
  right: number,
  locale: Locale,
  severity: "error" | "doubt" = "error",
): Check {
  const holds = left === right;
  return { rule, label: RULES[rule][locale], left, right, holds, ...(holds ? {} : { severity }) };
}

function noted(one: Check, names: readonly string[]): Check {
  return names.length === 0 ? one : { ...one, note: names.slice(0, 12).join("; ") };
}

/** A published figure held against the computed one, with the likely cause where they differ. */
export function claimCheck(
  claim: { kpi: string; label: string; unit: KpiUnit; claimed: number; where: string },
  computed: ComputedPeriod,
  locale: Locale,
  others: readonly ComputedPeriod[] = [],
): Check {
  const { kpi, label, unit, claimed, where } = claim;
  const right = computed.values.get(kpi)?.value ?? null;
  const told = claimOutcome(kpi, unit, claimed, computed, others);
  return {
    rule: `claim:${kpi}`,
    label,
    left: claimed,
    right,
    holds: told?.severity === null,
    note: where,
    unit,
    ...(told && told.severity !== null ? { severity: told.severity } : {}),
    ...(told?.cause ? { cause: causeIn(told.cause, locale) } : {}),
  };
}
