import type {
  Locale,
  PortalScore,
  ServiceComponent,
  ServiceGroupId,
  ServiceIndex,
  ServiceLever,
} from "@nhip/contracts";
import { formatInstant } from "../civil-day.ts";
import { DECISION_766, indicatorOf, type ServiceComponentRule } from "./component.ts";
import { SERVICE_BANDS, SERVICE_INDEX_GROUPS, SERVICE_RULE_VERSION, bandOf } from "./decision-766.ts";
import { gainsOf, gapsOf } from "./gains.ts";
import { publishedScore } from "./portal.ts";
import { serviceScore, type ComponentScore, type IndexFacts, type ServiceScore } from "./score.ts";

type Told = Pick<ServiceIndex, "ward" | "rev" | "asOf" | "computedAt">;

/** The whole index as screens and scripts read it. Points are rounded last; gains keep six decimals. */
export function serviceIndexAt(facts: IndexFacts, told: Told, locale: Locale): ServiceIndex {
  const score = serviceScore(facts);
  const total = rounded(score.total, 2);
  const all = score.groups.flatMap((group) => group.components);
  const band = total === null ? null : bandOf(total);
  return {
    ...told,
    period: facts.range,
    ruleVersion: SERVICE_RULE_VERSION,
    legalSource: DECISION_766[locale],
    total,
    band: band ? { id: band.id, label: band.label[locale] } : null,
    bands: SERVICE_BANDS.map(({ id, from, label }) => ({ id, from, label: label[locale] })),
    groups: SERVICE_INDEX_GROUPS.map(({ id, label, max }) => {
      const group = score.groups.find((one) => one.id === id);
      return {
        id,
        label: label[locale],
        maxPoints: max,
        points: rounded(group?.points ?? null, 2),
        components: (group?.components ?? []).map((one) => componentOf(one, locale)),
      };
    }),
    missing: all.flatMap(({ rule, lacks }) =>
      lacks === null ? [] : [{ component: rule.id, group: rule.group, label: rule.label[locale], lacks }],
    ),
    levers: leversOf(score, locale),
    gaps: gapsOf(score)
      .map(({ score: { rule }, gap }) => ({
        component: rule.id,
        label: rule.label[locale],
        gap: rounded(gap, 2),
      }))
      .filter(({ gap }) => gap > 0),
    portal: portalOf(facts, score),
  };
}

function componentOf({ rule, ...score }: ComponentScore, locale: Locale): ServiceComponent {
  const { numerator, denominator, points, lacks } = score;
  const { source } = rule;
  return {
    id: rule.id,
    label: rule.label[locale],
    formula: pointsText(rule, locale),
    numeratorIs: rule.numeratorIs[locale],
    denominatorIs: rule.denominatorIs[locale],
    source: source.kind,
    kpi: source.kind === "report" ? indicatorOf(rule.id) : null,
    legalSource: rule.legalSource[locale],
    note: rule.note?.[locale] ?? null,
    zeroRule: rule.zeroRule,
    maxPoints: rule.max,
    numerator,
    denominator,
    rate:
      numerator === null || denominator === null || denominator === 0
        ? null
        : rounded((100 * numerator) / denominator, 1),
    points: rounded(points, 2),
    lacks,
  };
}

/** A component's points as a formula of `r`, its numerator over its denominator. */
export function pointsText({ max, fullAt, source }: ServiceComponentRule, locale: Locale): string {
  if (source.kind === "province")
    return locale === "vi" ? `${max} điểm cho xã, phường` : `${max} points for communes`;
  if (fullAt === 1) return `${max} × r`;
  const bound = fullAt.toLocaleString(locale === "vi" ? "vi-VN" : "en-GB", { minimumFractionDigits: 2 });
  return `min(${max}; ${max} × r / ${bound})`;
}

function leversOf(score: ServiceScore, locale: Locale): ServiceLever[] {
  return gainsOf(score).map(({ score: { rule }, gain, toFull, gap }) => ({
    component: rule.id,
    label: (rule.lever?.label ?? rule.label)[locale],
    gain: rounded(gain, 6),
    toFull,
    gap: rounded(gap, 2),
  }));
}

function portalOf({ reports, range }: IndexFacts, score: ServiceScore): ServiceIndex["portal"] {
  const beside = (ours: number | null, group?: ServiceGroupId): PortalScore | null => {
    const theirs = publishedScore(reports, range, group);
    if (theirs === null) return null;
    return {
      points: theirs.points,
      period: theirs.period,
      at: formatInstant(theirs.at),
      samePeriod: theirs.range.from === range.from && theirs.range.to === range.to,
      difference: ours === null ? null : rounded(ours - theirs.points, 2),
    };
  };
  return {
    total: beside(score.total),
    groups: score.groups.map(({ id, points }) => ({ id, score: beside(points, id) })),
  };
}

function rounded(value: number, places: number): number;
function rounded(value: number | null, places: number): number | null;
function rounded(value: number | null, places: number): number | null {
  if (value === null) return null;
  const scale = 10 ** places;
  return Math.round((value + Number.EPSILON) * scale) / scale;
}
