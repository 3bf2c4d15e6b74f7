import type { ClaimedFigure, Locale, Place } from "@nhip/contracts";
import type { Day } from "../civil-day.ts";
import type { Words } from "../kpi/definition.ts";
import { outcome, type Outcome } from "./outcome.ts";
import type { Scope } from "./scopes.ts";
import { comparable, wordPattern } from "./vietnamese-text.ts";
import { OF_HOW_MANY } from "./vocabulary.ts";

type RetiredTerm = { pattern: RegExp; since: Day; law: Words; now: Words };

/** Words that the law has replaced, with the day. Before that day they were right. */
const RETIRED: readonly RetiredTerm[] = [
  {
    pattern: wordPattern("(?<!định danh |điện tử |tài khoản )mức độ [1-4]|(?<=trực tuyến )mức [1-4]"),
    since: "2022-08-15",
    law: { vi: "Nghị định 42/2022/NĐ-CP", en: "Decree 42/2022/NĐ-CP" },
    now: { vi: "“một phần”, “toàn trình”", en: "“một phần” (partial), “toàn trình” (full)" },
  },
  {
    pattern: wordPattern("căn cước công dân|cccd"),
    since: "2024-07-01",
    law: { vi: "Luật Căn cước 26/2023/QH15", en: "Identity Law 26/2023/QH15" },
    now: { vi: "“căn cước”", en: "“căn cước”" },
  },
  {
    pattern: wordPattern("cấp huyện|ubnd (?:huyện|quận|thị xã)"),
    since: "2025-07-01",
    law: { vi: "Luật 72/2025/QH15", en: "Law 72/2025/QH15" },
    now: { vi: "hai cấp tỉnh và xã", en: "two tiers, province and commune" },
  },
  {
    pattern: wordPattern("bộ phận (?:hành chính công|một cửa|tiếp nhận và trả kết quả)"),
    since: "2025-07-01",
    law: { vi: "Nghị định 118/2025/NĐ-CP", en: "Decree 118/2025/NĐ-CP" },
    now: { vi: "Trung tâm Phục vụ hành chính công", en: "the public service centre" },
  },
];
const MAX_PLACES = 20;

/** R6: percentages that nothing can be divided for, and counts of which the whole is not told. */
export function missingWholes(unchecked: readonly ClaimedFigure[], { figures }: Scope): Outcome[] {
  const counts = figures.filter(({ kind, concept }) => kind === "count" && OF_HOW_MANY.has(concept));
  const note = (rule: "no-denominator" | "no-total", about: readonly ClaimedFigure[]) =>
    about.length === 0
      ? []
      : [
          outcome({
            rule,
            severity: "note",
            about: [...about],
            names: [...new Set(about.map(({ concept }) => concept))],
          }),
        ];
  return [...note("no-denominator", unchecked), ...note("no-total", counts)];
}

/** Figures of one unit are no figures of the ward. */
export function ofOneUnit({ figures }: Scope): Outcome[] {
  const unit = figures[0]?.unit ?? null;
  return unit === null
    ? []
    : [outcome({ rule: "one-unit", severity: "note", about: [...figures], names: [unit] })];
}

/** Each residential group has its community digital team and its culture house; their numbers ought to agree. */
export function teamsAndHouses({ figures, count }: Scope): Outcome[] {
  const teams = count("indicator.digital.communityTeams");
  const houses = figures.find(
    ({ concept, kind }) => concept === "indicator.digital.wifiHouses" && kind === "fraction",
  );
  const total = houses?.denominator;
  if (!teams || !houses || total === undefined || total === teams.value) return [];
  return [
    outcome({
      rule: "teams-and-houses",
      severity: "note",
      left: teams.value,
      right: total,
      about: [teams, houses],
      numbers: [teams.value, total],
    }),
  ];
}

/** R7: a figure without a day is of no period. */
export function missingDate(dated: boolean, figures: readonly ClaimedFigure[]): Outcome[] {
  return dated || figures.length === 0 ? [] : [outcome({ rule: "no-date", severity: "doubt" })];
}

/** R8: terms that were out of use on `day`, the last of the period that the text speaks of. */
export function retiredTerms(text: string, day: Day, locale: Locale): Outcome[] {
  const plain = comparable(text);
  return RETIRED.flatMap(({ pattern, since, law, now }) => {
    if (day < since) return [];
    const places: Place[] = [...plain.matchAll(pattern)]
      .slice(0, MAX_PLACES)
      .map((match) => ({ start: match.index, end: match.index + match[0].length }));
    const [first] = places;
    if (!first) return [];
    const terms = new Set(places.map(({ start, end }) => text.slice(start, end).toLowerCase()));
    const date = since.split("-").toReversed().join("/");
    return [
      outcome({
        rule: "retired-term",
        severity: "note",
        places,
        names: [[...terms].join("”, “"), date, law[locale], now[locale]],
      }),
    ];
  });
}
