import { z } from "zod";
import { KpiId, WardCatalogue } from "./catalogue.ts";
import type { AddsUp, Cadence, KpiGroup, UnitKind } from "./catalogue-words.ts";
import type { Issue } from "./error.ts";
import { Target } from "./event.ts";
import type { Direction, KpiUnit } from "./kpi.ts";
import { Unit } from "./unit.ts";

/** What an administrator sets for a ward on the page: its catalogue and its units. */
export const WardCatalogueEdit = WardCatalogue.extend({
  units: z.array(z.strictObject(Unit.shape)).max(500).default([]),
});
export type WardCatalogueEdit = z.infer<typeof WardCatalogueEdit>;

/** Files say `period: 2026` without quotation marks. */
const FilePeriod = z.preprocess(
  (value) => (typeof value === "number" ? String(value) : value),
  Target.shape.period,
);

/** A settings file: the same, and plans to be set. A part that it leaves out stays as it is in the ward. */
export const CatalogueFile = WardCatalogueEdit.extend({
  targets: z
    .array(z.strictObject({ ...Target.shape, kpi: KpiId, period: FilePeriod }))
    .max(200)
    .default([]),
});
export type CatalogueFile = z.infer<typeof CatalogueFile>;

/** One KPI as the administrator sees it, switched on or not. */
export type CatalogueKpi = {
  id: string;
  label: string;
  group: KpiGroup;
  unit: KpiUnit;
  direction: Direction;
  on: boolean;
  /** This year's target, with its document; `null` while none is set. */
  target: { value: number; period: string; source: string | null } | null;
  thresholds: { watchFrom?: number; watchAbove?: number; watchBelow?: number };
  formula: string;
  reporting: { by: UnitKind; cadence: Cadence; addsUp: AddsUp } | null;
  legalSource: string;
};

/** GET and PUT …/catalogue. `version` names what was read; who saves sends it back. */
export type CatalogueState = {
  ward: string;
  version: string;
  settings: WardCatalogue;
  units: Unit[];
  kpis: CatalogueKpi[];
  /** What is wrong in what is stored, because a later version of the house knows it no more. */
  issues: Issue[];
};
