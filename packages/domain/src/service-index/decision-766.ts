import { SERVICE_GROUPS, type ServiceBandId, type ServiceGroupId } from "@nhip/contracts";
import type { Words } from "../kpi/definition.ts";
import type { ServiceComponentRule } from "./component.ts";
import { DIGITIZATION } from "./groups/digitization.ts";
import { ONLINE } from "./groups/online.ts";
import { PAYMENT } from "./groups/payment.ts";
import { PROGRESS } from "./groups/progress.ts";
import { SATISFACTION } from "./groups/satisfaction.ts";
import { TRANSPARENCY } from "./groups/transparency.ts";

/** Raised when a component, its points or its formula change; scores of different versions are not compared. */
export const SERVICE_RULE_VERSION = 1;

const RULES: Record<ServiceGroupId, { label: Words; components: readonly ServiceComponentRule[] }> = {
  transparency: { label: { vi: "Công khai, minh bạch", en: "Openness" }, components: TRANSPARENCY },
  progress: { label: { vi: "Tiến độ giải quyết", en: "Progress" }, components: PROGRESS },
  online: { label: { vi: "Dịch vụ công trực tuyến", en: "Online services" }, components: ONLINE },
  digitization: { label: { vi: "Số hóa hồ sơ", en: "Digitisation" }, components: DIGITIZATION },
  satisfaction: { label: { vi: "Mức độ hài lòng", en: "Satisfaction" }, components: SATISFACTION },
  payment: { label: { vi: "Thanh toán trực tuyến", en: "Online payment" }, components: PAYMENT },
};

/** The six groups with their components and the points that these add up to. */
export const SERVICE_INDEX_GROUPS = SERVICE_GROUPS.map((id) => ({
  id,
  ...RULES[id],
  max: RULES[id].components.reduce((sum, { max }) => sum + max, 0),
}));

export const SERVICE_COMPONENTS: readonly ServiceComponentRule[] = SERVICE_INDEX_GROUPS.flatMap(
  ({ components }) => components,
);

/** Bands of the total, the best first. The bounds are not confirmed by the text of the decision. */
export const SERVICE_BANDS: readonly { id: ServiceBandId; from: number; label: Words }[] = [
  { id: "excellent", from: 90, label: { vi: "Xuất sắc", en: "Excellent" } },
  { id: "good", from: 80, label: { vi: "Tốt", en: "Good" } },
  { id: "fair", from: 70, label: { vi: "Khá", en: "Fair" } },
  { id: "average", from: 50, label: { vi: "Trung bình", en: "Average" } },
  { id: "weak", from: 0, label: { vi: "Yếu", en: "Weak" } },
];

/** The band of a total as it is shown, with two decimals: 89.995 is shown and judged as 90. */
export function bandOf(total: number) {
  return SERVICE_BANDS.find(({ from }) => total >= from) ?? SERVICE_BANDS[SERVICE_BANDS.length - 1];
}
