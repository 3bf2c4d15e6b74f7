import type { ServiceGroupId, ZeroRule } from "@nhip/contracts";
import type { Reporting, Words } from "../kpi/definition.ts";
import type { Term } from "../kpi/formula.ts";

export const DECISION_766: Words = {
  vi: "Quyết định 766/QĐ-TTg ngày 23/6/2022, Bộ chỉ số phục vụ người dân, doanh nghiệp",
  en: "Decision 766/QĐ-TTg of 23 June 2022, index of serving citizens and businesses",
};

/** Where the two sides of a component's ratio come from. */
export type ComponentSource =
  /** Counters. Without any count in `told` no source says so or otherwise, and a 0 would be a guess. */
  | {
      kind: "dossiers";
      numerator: readonly Term[];
      denominator: readonly Term[];
      told?: readonly Term[];
    }
  /** Reports of the indicator `service766.<id>`, with numerator and denominator. */
  | { kind: "report"; reporting: Reporting }
  /** The province's work: a commune has all of the points. */
  | { kind: "province" };

/** One component of the index. It is data: points = min(max, max × r / fullAt). */
export type ServiceComponentRule = {
  /** `<group>.<name>`; a reported one is the indicator `service766.<id>`. */
  id: string;
  group: ServiceGroupId;
  label: Words;
  numeratorIs: Words;
  denominatorIs: Words;
  source: ComponentSource;
  max: number;
  /** The ratio, 0 to 1, from which it has all of its points. */
  fullAt: number;
  zeroRule: ZeroRule;
  legalSource: Words;
  note?: Words;
  /** What one more dossier is, where the ward can bring one; `rated`: it comes on top instead of changing one that is there. */
  lever?: { label: Words; adds: "numerator" | "rated" };
};

/** A component whose figures somebody reports. */
export const reportedBy = (cadence: Reporting["cadence"], by: Reporting["by"] = "ward"): ComponentSource => ({
  kind: "report",
  reporting: { by, cadence, addsUp: "ratio" },
});

/** The indicator under which a component is reported. */
export const indicatorOf = (id: string): string => `service766.${id}`;

/** Points of a ratio; `null` where the denominator is 0 and the rule says nothing of that. */
export function pointsFor(
  rule: Pick<ServiceComponentRule, "max" | "fullAt" | "zeroRule">,
  numerator: number,
  denominator: number,
): number | null {
  if (denominator === 0) return { none: null, zero: 0, full: rule.max }[rule.zeroRule];
  return Math.min(rule.max, (rule.max * numerator) / (rule.fullAt * denominator));
}
