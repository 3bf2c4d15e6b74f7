import type { Level } from "@nhip/contracts";
import type { KpiDefinition, Words } from "../definition.ts";
import { plus } from "../formula.ts";

const LAW: Words = {
  vi: "Nghị định 42/2022/NĐ-CP (mức độ 3, 4 trước 15/8/2022); Nghị định 224/2026/NĐ-CP từ 1/7/2026",
  en: "Decree 42/2022/NĐ-CP (levels 3 and 4 before 15 August 2022); Decree 224/2026/NĐ-CP from 1 July 2026",
};

function onlineRate(id: string, levels: readonly Level[], label: Words, rule: Words): KpiDefinition {
  return {
    id,
    group: "online",
    label,
    unit: "percent",
    direction: "higher",
    formula: {
      kind: "ratio",
      numerator: [plus("received", "period", { channels: ["online"], levels })],
      denominator: [plus("received", "period", { levels })],
    },
    rule,
    ruleVersion: 1,
    legalSource: LAW,
  };
}

/** How many of the dossiers that could come in online did. */
export const ONLINE_KPIS: readonly KpiDefinition[] = [
  onlineRate(
    "online.partial.rate",
    ["partial", "muc-do-3"],
    { vi: "Trực tuyến một phần (mức độ 3)", en: "Partial online services (level 3)" },
    {
      vi: "Hồ sơ nộp trực tuyến / hồ sơ tiếp nhận của thủ tục cung cấp trực tuyến một phần (trước đây: mức độ 3).",
      en: "Filed online / received, among procedures offered partly online (formerly level 3).",
    },
  ),
  onlineRate(
    "online.full.rate",
    ["full", "muc-do-4"],
    { vi: "Trực tuyến toàn trình (mức độ 4)", en: "Full online services (level 4)" },
    {
      vi: "Hồ sơ nộp trực tuyến / hồ sơ tiếp nhận của thủ tục cung cấp trực tuyến toàn trình (trước đây: mức độ 4).",
      en: "Filed online / received, among procedures offered fully online (formerly level 4).",
    },
  ),
];
