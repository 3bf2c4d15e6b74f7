import {
  CatalogueFile,
  OwnIndicator,
  OwnRatio,
  Target,
  Unit,
  errorMessage,
  type Issue,
  type ErrorCode,
  type Locale,
} from "@nhip/contracts";
import type { Words } from "./definition.ts";
import type { Mistake } from "./mistake.ts";
import { nearest } from "./nearest.ts";

export type Path = readonly (string | number)[];

/** A mistake in a catalogue: where it stands, and what is wrong. `inKey`: in the name at the end of the path itself. */
export type CatalogueProblem = {
  path: Path;
  code: ErrorCode;
  message: Words;
  inKey?: true;
  /** Where it lies inside a formula. */
  mistake?: Mistake;
};

/** `ratios[1].formula` */
export function pathText(path: Path): string {
  return path
    .map((step, n) => (typeof step === "number" ? `[${step}]` : n === 0 ? step : `.${step}`))
    .join("");
}

/** A problem as the API tells it. */
export function issueOf({ path, code, message, mistake }: CatalogueProblem, locale: Locale): Issue {
  return {
    path: pathText(path),
    code,
    message: message[locale],
    ...(mistake ? { column: mistake.column, length: mistake.length } : {}),
  };
}

type SchemaIssue = NonNullable<ReturnType<typeof CatalogueFile.safeParse>["error"]>["issues"][number];

const THRESHOLDS = ["watchFrom", "watchAbove", "watchBelow"];
const KEYS: Record<string, readonly string[]> = {
  indicators: Object.keys(OwnIndicator.shape),
  ratios: Object.keys(OwnRatio.shape),
  units: Object.keys(Unit.shape),
  targets: Object.keys(Target.shape),
  thresholds: THRESHOLDS,
};

/** What a schema has found, in words for whoever wrote the file. `raw` is what was checked. */
export function problemsOfIssue(issue: SchemaIssue, raw: unknown): CatalogueProblem[] {
  const path = issue.path.map((step) => (typeof step === "number" ? step : String(step)));
  if (issue.code === "unrecognized_keys") {
    const known = path.length === 0 ? Object.keys(CatalogueFile.shape) : (KEYS[String(path[0])] ?? []);
    return issue.keys.map((key) => {
      const meant = nearest(key, known);
      return problem(
        [...path, key],
        "invalid-value",
        {
          vi: `Không có mục «${key}».${meant ? ` Có phải «${meant}»?` : ` Các mục được dùng: ${known.join(", ")}.`}`,
          en: `There is no “${key}”.${meant ? ` Did you mean “${meant}”?` : ` Known here: ${known.join(", ")}.`}`,
        },
        true,
      );
    });
  }
  if (issue.code === "invalid_key") return [problem(path, "invalid-value", NOT_AN_ID, true)];
  if (isMissing(raw, path)) return [problem(path, "missing", wordsOf("missing"))];
  if (issue.code === "invalid_value")
    return [
      problem(path, "invalid-value", {
        vi: `Chỉ được chọn một trong: ${issue.values.join(", ")}.`,
        en: `One of: ${issue.values.join(", ")}.`,
      }),
    ];
  if (issue.code === "too_big") return [tooBig(path, issue.origin, Number(issue.maximum))];
  if (issue.code === "too_small" && issue.origin === "string")
    return [problem(path, "missing", wordsOf("missing"))];
  if (issue.code === "too_small")
    return [
      problem(path, "invalid-value", {
        vi: `Không được nhỏ hơn ${issue.minimum}.`,
        en: `Not less than ${issue.minimum}.`,
      }),
    ];
  if (issue.code === "invalid_type") return [problem(path, "invalid-value", kindWords(issue.expected))];
  if (issue.code === "invalid_format") return [problem(path, "invalid-value", formatWords(path))];
  const code: unknown = issue.code === "custom" ? issue.params?.["code"] : undefined;
  return [problem(path, "invalid-value", wordsOf(isCode(code) ? code : "invalid-value"))];
}

function tooBig(path: Path, origin: string, maximum: number): CatalogueProblem {
  if (origin === "string")
    return problem(path, "too-long", {
      vi: `Dài quá ${maximum} ký tự.`,
      en: `Longer than ${maximum} characters.`,
    });
  if (origin === "array")
    return problem(path, "too-long", {
      vi: `Nhiều quá ${maximum} mục.`,
      en: `More than ${maximum} entries.`,
    });
  return problem(path, "invalid-value", {
    vi: `Không được lớn hơn ${maximum}.`,
    en: `Not more than ${maximum}.`,
  });
}

const NOT_AN_ID: Words = {
  vi: "Mã bắt đầu bằng chữ cái không dấu, rồi chữ không dấu, số, dấu chấm hoặc gạch nối. Ví dụ: cay-xanh.",
  en: "An id begins with a plain letter; then plain letters, digits, dots or hyphens. Example: cay-xanh.",
};
const FORMATS: Record<string, Words> = {
  period: {
    vi: "Không phải một kỳ. Ví dụ đúng: 2026, 2026-11, 2026-Q4.",
    en: "Not a period. Examples: 2026, 2026-11, 2026-Q4.",
  },
  validFrom: { vi: "Ngày viết năm-tháng-ngày: 2025-07-01.", en: "A day is year-month-day: 2025-07-01." },
  validTo: { vi: "Ngày viết năm-tháng-ngày: 2025-07-01.", en: "A day is year-month-day: 2025-07-01." },
};
const UNIT_ID: Words = {
  vi: "Mã đơn vị gồm chữ thường không dấu, số và gạch nối. Ví dụ: to-7.",
  en: "A unit's id has lower case letters, digits and hyphens. Example: to-7.",
};
const formatWords = (path: Path): Words =>
  FORMATS[String(path.at(-1))] ?? (path[0] === "units" ? UNIT_ID : NOT_AN_ID);

const KINDS: Record<string, Words> = {
  string: { vi: "Ở đây phải là chữ.", en: "This has to be text." },
  number: { vi: "Ở đây phải là số.", en: "This has to be a number." },
  array: { vi: "Ở đây phải là danh sách.", en: "This has to be a list." },
  object: { vi: "Ở đây phải là các mục có tên.", en: "This has to be named entries." },
};
const kindWords = (expected: string): Words =>
  KINDS[expected === "record" ? "object" : expected] ?? wordsOf("invalid-value");

export const wordsOf = (code: ErrorCode): Words => ({
  vi: errorMessage(code, "vi"),
  en: errorMessage(code, "en"),
});

export function problem(path: Path, code: ErrorCode, message: Words, inKey = false): CatalogueProblem {
  return { path, code, message, ...(inKey ? { inKey: true as const } : {}) };
}

const isCode = (code: unknown): code is ErrorCode =>
  code === "too-long" || code === "bad-characters" || code === "personal-data" || code === "missing";

function isMissing(raw: unknown, path: Path): boolean {
  let at: unknown = raw;
  for (const step of path) {
    if (typeof at !== "object" || at === null) return false;
    at = (at as Record<string | number, unknown>)[step];
  }
  return at === undefined || at === null;
}
