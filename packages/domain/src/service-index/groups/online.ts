import { plus } from "../../kpi/formula.ts";
import { DECISION_766, reportedBy, type ServiceComponentRule } from "../component.ts";

const SHARED = { group: "online", zeroRule: "none", legalSource: DECISION_766 } as const;

/** Dịch vụ công trực tuyến: 12 points. */
export const ONLINE: readonly ServiceComponentRule[] = [
  {
    ...SHARED,
    id: "online.offered",
    label: { vi: "Thủ tục có dịch vụ công trực tuyến", en: "Procedures offered online" },
    numeratorIs: { vi: "thủ tục có dịch vụ công trực tuyến", en: "procedures offered online" },
    denominatorIs: { vi: "thủ tục hành chính", en: "procedures" },
    source: reportedBy("year"),
    max: 2,
    fullAt: 0.8,
  },
  {
    ...SHARED,
    id: "online.used",
    label: { vi: "Dịch vụ công trực tuyến có hồ sơ", en: "Online services with dossiers" },
    numeratorIs: { vi: "dịch vụ có phát sinh hồ sơ trực tuyến", en: "services with dossiers filed online" },
    denominatorIs: { vi: "dịch vụ công trực tuyến", en: "online services" },
    source: reportedBy("year"),
    max: 4,
    fullAt: 1,
  },
  {
    ...SHARED,
    id: "online.filed",
    label: { vi: "Hồ sơ nộp trực tuyến", en: "Dossiers filed online" },
    numeratorIs: { vi: "hồ sơ nộp trực tuyến", en: "dossiers filed online" },
    denominatorIs: { vi: "hồ sơ tiếp nhận", en: "dossiers received" },
    source: {
      kind: "dossiers",
      numerator: [plus("received", "period", { channels: ["online"] })],
      denominator: [plus("received", "period")],
    },
    max: 6,
    fullAt: 0.5,
    lever: {
      label: { vi: "Nộp trực tuyến thay vì trực tiếp", en: "Filed online instead of at the counter" },
      adds: "numerator",
    },
  },
];
