import { CatalogueFile, type OwnIndicator, type Unit } from "@nhip/contracts";
import { daysBetween, isDay } from "../civil-day.ts";
import { parsePeriod } from "../period.ts";
import { createCatalogue } from "./catalogue.ts";
import { problem, problemsOfIssue, type CatalogueProblem, type Path } from "./catalogue-problem.ts";
import type { KpiDefinition, Words } from "./definition.ts";
import { nearest } from "./nearest.ts";
import { knownKpis, readRatios } from "./ratios.ts";

export type CheckedCatalogue =
  | { ok: true; file: CatalogueFile }
  | { ok: false; problems: CatalogueProblem[] };

/**
 * Checks a ward's catalogue as a whole: its shape, that what it names is there, that ids are not taken, and every
 * formula. `raw` is the content of a settings file (see docs/catalogue.md); parts that are not there count as empty.
 */
export function checkCatalogue(raw: unknown): CheckedCatalogue {
  const parsed = CatalogueFile.safeParse(raw);
  if (!parsed.success)
    return { ok: false, problems: parsed.error.issues.flatMap((issue) => problemsOfIssue(issue, raw)) };
  const file = parsed.data;
  const house = createCatalogue().all;
  const own = createCatalogue({ ...file, off: [], thresholds: {} });
  const known = own.all.map(({ id }) => id);
  const problems = [
    ...file.off.flatMap((id, n) => unknownKpi(id, known, ["off", n])),
    ...thresholdProblems(file, known),
    ...indicatorProblems(file.indicators, house),
    ...repeated(file.ratios, "ratios"),
    ...ratioProblems(file, own.all),
    ...unitProblems(file.units),
    ...repeatedPlans(file.targets),
    ...file.targets.flatMap(({ kpi, period }, n) => [
      ...unknownKpi(kpi, known, ["targets", n, "kpi"]),
      ...(parsePeriod(period, "2000-01-01")
        ? []
        : [problem(["targets", n, "period"], "unknown-period", NO_PERIOD)]),
    ]),
  ];
  return problems.length === 0 ? { ok: true, file } : { ok: false, problems };
}

const NO_PERIOD: Words = {
  vi: "Không có kỳ này. Ví dụ đúng: 2026, 2026-11, 2026-Q4.",
  en: "There is no such period. Examples: 2026, 2026-11, 2026-Q4.",
};

function unknownKpi(id: string, known: readonly string[], path: Path, inKey = false): CatalogueProblem[] {
  if (known.includes(id)) return [];
  const meant = nearest(id, known);
  const message: Words = {
    vi: `Không có chỉ tiêu «${id}».${meant ? ` Có phải «${meant}»?` : ""}`,
    en: `There is no KPI “${id}”.${meant ? ` Did you mean “${meant}”?` : ""}`,
  };
  return [problem(path, "unknown-kpi", message, inKey)];
}

function thresholdProblems({ thresholds }: CatalogueFile, known: readonly string[]): CatalogueProblem[] {
  return Object.entries(thresholds).flatMap(([id, { watchAbove, watchBelow }]) => {
    const crossed = watchAbove !== undefined && watchBelow !== undefined && watchBelow > watchAbove;
    return [
      ...unknownKpi(id, known, ["thresholds", id], true),
      ...(crossed ? [problem(["thresholds", id, "watchBelow"], "invalid-value", CROSSED)] : []),
    ];
  });
}
const CROSSED: Words = {
  vi: "Ngưỡng dưới lớn hơn ngưỡng trên: giá trị nào cũng bị báo.",
  en: "The lower threshold lies above the upper one: every value would be watched.",
};

function repeated(entries: readonly { id: string }[], part: string): CatalogueProblem[] {
  const first = new Map<string, number>();
  return entries.flatMap(({ id }, n) => {
    const before = first.get(id);
    if (before === undefined) first.set(id, n);
    const message: Words = {
      vi: `Mã «${id}» đã dùng ở mục thứ ${(before ?? 0) + 1}.`,
      en: `The id “${id}” is taken by entry ${(before ?? 0) + 1}.`,
    };
    return before === undefined ? [] : [problem([part, n, "id"], "invalid-value", message)];
  });
}

function repeatedPlans(targets: CatalogueFile["targets"]): CatalogueProblem[] {
  const seen = new Set<string>();
  return targets.flatMap(({ kpi, period }, n) => {
    const plan = `${kpi} ${period}`;
    if (!seen.has(plan)) {
      seen.add(plan);
      return [];
    }
    return [problem(["targets", n], "invalid-value", TWO_PLANS)];
  });
}
const TWO_PLANS: Words = {
  vi: "Chỉ tiêu này đã có kế hoạch cho kỳ này ở trên.",
  en: "This KPI has a plan for this period further up.",
};

function indicatorProblems(
  indicators: readonly OwnIndicator[],
  house: readonly KpiDefinition[],
): CatalogueProblem[] {
  const taken = (id: string) =>
    house.find(
      (kpi) =>
        kpi.id === `indicator.${id}` || (kpi.formula.kind === "report" && kpi.formula.indicator === id),
    );
  return [
    ...repeated(indicators, "indicators"),
    ...indicators.flatMap(({ id, unit, addsUp }, n) => {
      const other = taken(id);
      const clash: Words = {
        vi: `Mã «${id}» đã có trong danh mục chung: ${other?.label.vi}.`,
        en: `The id “${id}” is one of the house's catalogue: ${other?.label.en}.`,
      };
      return [
        ...(other ? [problem(["indicators", n, "id"], "invalid-value", clash)] : []),
        ...(addsUp === "sum" && unit === "percent"
          ? [problem(["indicators", n, "addsUp"], "invalid-value", NO_SUM)]
          : []),
        ...((addsUp === "ratio" || addsUp === "share") && unit !== "percent"
          ? [problem(["indicators", n, "addsUp"], "invalid-value", NO_RATIO)]
          : []),
      ];
    }),
  ];
}
const NO_SUM: Words = {
  vi: "Phần trăm không cộng lại được. Chọn ratio (cộng tử số, cộng mẫu số rồi chia), share hoặc newest.",
  en: "Percentages do not add up. Choose ratio (numerators and denominators are summed, then divided), share or newest.",
};
const NO_RATIO: Words = {
  vi: "Cách tính này cho ra phần trăm; đơn vị phải là percent.",
  en: "This gives a percentage; the unit has to be percent.",
};

function ratioProblems({ ratios }: CatalogueFile, all: readonly KpiDefinition[]): CatalogueProblem[] {
  const others = all.filter(({ formula }) => formula.kind !== "expression");
  return readRatios(ratios, knownKpis(others, ratios)).flatMap((read, n) =>
    read.ok
      ? []
      : read.mistakes.map((mistake) => ({
          ...problem(["ratios", n, "formula"], "invalid-value", mistake.message),
          mistake,
        })),
  );
}

function unitProblems(units: readonly Unit[]): CatalogueProblem[] {
  const ids = new Set(units.map(({ id }) => id));
  return [
    ...repeated(units, "units"),
    ...units.flatMap(({ id, validFrom, validTo, successor }, n) => {
      const days = Object.entries({ validFrom, validTo }).filter(
        ([, day]) => day !== undefined && !isDay(day),
      );
      const turned =
        days.length === 0 &&
        validFrom !== undefined &&
        validTo !== undefined &&
        daysBetween(validFrom, validTo) < 0;
      const lost = successor !== undefined && (successor === id || !ids.has(successor));
      return [
        ...days.map(([name]) => problem(["units", n, name], "invalid-value", NO_DAY)),
        ...(turned ? [problem(["units", n, "validTo"], "invalid-value", TURNED)] : []),
        ...(lost ? [problem(["units", n, "successor"], "invalid-value", NO_SUCCESSOR)] : []),
      ];
    }),
  ];
}
const NO_DAY: Words = { vi: "Không có ngày này.", en: "There is no such day." };
const TURNED: Words = {
  vi: "Ngày kết thúc ở trước ngày bắt đầu.",
  en: "The last day lies before the first.",
};
const NO_SUCCESSOR: Words = {
  vi: "Đơn vị thay thế không có trong danh sách.",
  en: "The unit that takes its place is not in the list.",
};
