import type { KpiDefinition } from "../definition.ts";
import { CIVILISED_CRITERIA } from "./civilised-criteria.ts";
import { reported } from "./reported.ts";

/** Criteria of civilised urban living. Shown once somebody has reported one of them, or their number. */
export const CIVILISED_KPIS: readonly KpiDefinition[] = [
  reported({
    indicator: "criteria.civilised",
    group: "civilised",
    label: { vi: "Tiêu chí đô thị văn minh đã đạt", en: "Criteria of civilised urban living met" },
    unit: "percent",
    direction: "higher",
    reporting: { by: "ward", cadence: "year", addsUp: "ratio", measures: "state" },
    items: CIVILISED_CRITERIA,
    rule: {
      vi: "Số tiêu chí đạt / 25 tiêu chí, theo đánh giá mới nhất của mỗi tiêu chí trong năm; tiêu chí chưa đánh giá là chưa đạt. Chưa có đánh giá từng tiêu chí thì lấy số phường báo cáo chung.",
      en: "Criteria met / 25 criteria, by the newest assessment of each in the year; one that was not assessed is not met. Without assessments of single criteria the ward's own figure counts.",
    },
    legalSource: {
      vi: "Quyết định 04/2022/QĐ-TTg về đô thị văn minh; quy định của UBND tỉnh Yên Bái về phường, thị trấn đạt chuẩn văn minh đô thị (25 tiêu chí; lời tiêu chí ở đây là mẫu)",
      en: "Decision 04/2022/QĐ-TTg on civilised urban areas; rule of Yên Bái province for wards and townships (25 criteria; their wording here is a sample)",
    },
  }),
];
