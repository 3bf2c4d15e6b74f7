import { z } from "zod";
import { ADDS_UP, CADENCES, UNIT_KINDS } from "./catalogue-words.ts";

export const KpiId = z.string().regex(/^[a-zA-Z][a-zA-Z0-9.-]{0,79}$/);
const Label = z.string().trim().min(1).max(120);
const Threshold = z.number().min(-1e12).max(1e12);

/** An indicator of the ward's own, reported by units of one kind; its KPI is `indicator.<id>`. */
export const OwnIndicator = z.strictObject({
  id: z.string().regex(/^[a-zA-Z][a-zA-Z0-9.-]{0,59}$/),
  label: Label,
  labelEn: Label.optional(),
  unit: z.enum(["count", "percent", "points"]),
  direction: z.enum(["higher", "lower", "neutral"]),
  reporter: z.enum(UNIT_KINDS),
  cadence: z.enum(CADENCES),
  addsUp: z.enum(ADDS_UP),
  /** The document that asks for it. */
  source: z.string().trim().max(200).optional(),
});
export type OwnIndicator = z.infer<typeof OwnIndicator>;

/** A KPI worked out of other KPIs: `100 * dossiers.late / dossiers.resolved`. */
export const OwnRatio = z.strictObject({
  id: z.string().regex(/^[a-zA-Z][a-zA-Z0-9.-]{0,59}$/),
  label: Label,
  labelEn: Label.optional(),
  unit: z.enum(["count", "percent", "points"]),
  direction: z.enum(["higher", "lower", "neutral"]),
  formula: z.string().trim().min(1).max(300),
  source: z.string().trim().max(200).optional(),
});
export type OwnRatio = z.infer<typeof OwnRatio>;

/** What a ward changes about the catalogue: KPIs that it does not use, thresholds, indicators and ratios of its own. */
export const WardCatalogue = z.strictObject({
  off: z.array(KpiId).max(200).default([]),
  /** By KPI: from this attainment (percent of the target) a value is watched rather than bad; above or below which one it is watched. */
  thresholds: z
    .record(
      KpiId,
      z.strictObject({
        watchFrom: z.number().min(0).max(100).optional(),
        watchAbove: Threshold.optional(),
        watchBelow: Threshold.optional(),
      }),
    )
    .default({}),
  indicators: z.array(OwnIndicator).max(100).default([]),
  ratios: z.array(OwnRatio).max(100).default([]),
});
export type WardCatalogue = z.infer<typeof WardCatalogue>;
