import type { Direction, KpiGroup, KpiUnit } from "@nhip/contracts";
import type { KpiDefinition, Reporting, Words } from "../definition.ts";
import type { Item } from "../formula.ts";

const PLAN: Words = {
  vi: "Kế hoạch của phường; số do đơn vị báo cáo",
  en: "The ward's plan; figures are reported by units",
};
const RULES: Record<Reporting["addsUp"], Words> = {
  sum: {
    vi: "Báo cáo mới nhất của mỗi đơn vị trong năm, cộng lại. Phường đã báo cáo chung thì lấy số của phường.",
    en: "The newest report of each unit in the year, added up; where the ward itself has reported, its figure.",
  },
  ratio: {
    vi: "Báo cáo mới nhất của mỗi đơn vị cho mỗi kỳ; cộng tử số, cộng mẫu số rồi mới chia.",
    en: "The newest report of each unit and period; numerators and denominators are summed before dividing.",
  },
  newest: {
    vi: "Báo cáo mới nhất trong năm, tính đến hết kỳ.",
    en: "The newest report of the year, up to the period's end.",
  },
  share: {
    vi: "Số đơn vị đạt / số đơn vị phải báo cáo trong kỳ. Đạt là báo cáo mới nhất trong năm ghi 1 trở lên, hoặc tử số không nhỏ hơn mẫu số; chưa báo cáo là chưa đạt.",
    en: "Units that met it / units that have to report in the period. Met: the newest report of the year says 1 or more, or a numerator no less than its denominator; not reported is not met.",
  },
};
const FLOW: Words = {
  vi: "Cộng báo cáo của các kỳ nằm trong kỳ đang xem; kỳ có tử số và mẫu số thì cộng riêng rồi mới chia. Không cộng số của kỳ khác.",
  en: "Reports of the periods within the one looked at are summed; numerators and denominators apart, before dividing.",
};
const STATE_RATIO: Words = {
  vi: "Báo cáo mới nhất của mỗi đơn vị trong năm; cộng tử số, cộng mẫu số rồi mới chia. Phường đã báo cáo chung thì lấy số của phường.",
  en: "The newest report of each unit in the year; numerators and denominators are summed before dividing. Where the ward itself has reported, its figure.",
};

/** A KPI over an indicator that somebody reports; its id is `indicator.<indicator>` unless given. */
export function reported(definition: {
  indicator: string;
  id?: string;
  group: KpiGroup;
  label: Words;
  unit: KpiUnit;
  direction: Direction;
  reporting: Reporting;
  /** Each an indicator of its own, met or not. */
  items?: readonly Item[];
  rule?: Words;
  legalSource?: Words;
  target?: number;
}): KpiDefinition {
  const { indicator, id = `indicator.${indicator}`, group, label, unit, direction, reporting } = definition;
  const { items, target } = definition;
  return {
    id,
    group,
    label,
    unit,
    direction,
    formula: { kind: "report", indicator, reporting, ...(items ? { items } : {}) },
    rule: definition.rule ?? ruleOf(reporting),
    ruleVersion: 1,
    legalSource: definition.legalSource ?? PLAN,
    ...(target === undefined ? {} : { target }),
  };
}

function ruleOf({ addsUp, measures }: Reporting): Words {
  if (measures === "flow") return FLOW;
  return addsUp === "ratio" && measures === "state" ? STATE_RATIO : RULES[addsUp];
}
