import { SERVICE_GROUPS } from "@nhip/contracts";
import { DECISION_766, indicatorOf } from "../../service-index/component.ts";
import {
  SERVICE_COMPONENTS,
  SERVICE_INDEX_GROUPS,
  SERVICE_RULE_VERSION,
} from "../../service-index/decision-766.ts";
import { portalIndicator } from "../../service-index/portal.ts";
import type { KpiDefinition, Words } from "../definition.ts";
import type { Formula } from "../formula.ts";
import { reported } from "./reported.ts";

type Part = Extract<Formula, { kind: "index766" }>["part"];

function indexed(part: Part, label: Words, rule: Words): KpiDefinition {
  return {
    id: `service766.${part}`,
    group: "service",
    label,
    unit: "points",
    direction: "higher",
    formula: { kind: "index766", part },
    rule,
    ruleVersion: SERVICE_RULE_VERSION,
    legalSource: DECISION_766,
  };
}

/** The index of Decision 766 and its six groups. Always shown, also while they lack something. */
export const SERVICE_KPIS: readonly KpiDefinition[] = [
  indexed(
    "total",
    { vi: "Chỉ số phục vụ người dân, doanh nghiệp", en: "Service index" },
    {
      vi: "Tổng điểm sáu nhóm, tối đa 100. Thiếu một nhóm thì không có tổng.",
      en: "The points of six groups, at most 100. No total while a group is missing.",
    },
  ),
  ...SERVICE_INDEX_GROUPS.map(({ id, label, max }) =>
    indexed(id, label, {
      vi: `Tổng điểm các thành phần, tối đa ${max}. Thiếu một thành phần thì nhóm chưa có điểm.`,
      en: `The points of its components, at most ${max}. No points while a component is missing.`,
    }),
  ),
];

/** The components that somebody reports, and the portal's own scores. Shown once somebody has reported them. */
export const SERVICE_REPORTED_KPIS: readonly KpiDefinition[] = [
  ...SERVICE_COMPONENTS.flatMap(({ id, label, source, legalSource }) =>
    source.kind === "report"
      ? [
          reported({
            id: indicatorOf(id),
            indicator: indicatorOf(id),
            group: "service",
            label,
            unit: "percent",
            direction: "higher",
            reporting: source.reporting,
            legalSource,
          }),
        ]
      : [],
  ),
  ...[undefined, ...SERVICE_GROUPS].map((group) => {
    const of = SERVICE_INDEX_GROUPS.find(({ id }) => id === group)?.label;
    return reported({
      id: portalIndicator(group),
      indicator: portalIndicator(group),
      group: "service",
      label: {
        vi: `Điểm của Cổng Dịch vụ công${of ? `: ${of.vi}` : ""}`,
        en: `The portal's score${of ? `: ${of.en}` : ""}`,
      },
      unit: "points",
      direction: "higher",
      reporting: { by: "ward", cadence: "month", addsUp: "newest" },
      legalSource: DECISION_766,
    });
  }),
];
