import type { Kpi, KpiSnapshot } from "@nhip/contracts";
import { computed } from "vue";
import { useLive } from "../live/useLive.ts";
import type { TileReading } from "../tile/useTileReading.ts";

/** What a tile on the design page is shown as. */
export const SHOWN_AS = ["live", "stale", "none", "error"] as const;
export type ShownAs = (typeof SHOWN_AS)[number];

const STALE_MS = 360_000;
const base = { group: "timeliness", direction: "higher", explain: "", pace: null } as const;
const RATE: Kpi = {
  ...base,
  id: "dossiers.onTimeRate",
  label: "",
  unit: "percent",
  value: 98.8,
  numerator: 5126,
  denominator: 5188,
  target: 98,
  attainment: 100.8,
  status: "good",
  previous: 99.2,
};
const COUNT: Kpi = {
  ...base,
  id: "dossiers.received",
  label: "",
  group: "dossiers",
  unit: "count",
  direction: "neutral",
  value: 5188,
  numerator: null,
  denominator: null,
  target: 6000,
  attainment: 86.5,
  status: "watch",
  previous: 4310,
};
const LATE: Kpi = {
  ...COUNT,
  id: "dossiers.overdue",
  value: 12,
  target: 0,
  attainment: null,
  status: "bad",
  previous: 9,
};
export const SAMPLE_KPIS: readonly Kpi[] = [COUNT, RATE, LATE];

/** A reading made up for the design page, with its figures in one state. */
export function useSampleReading(shownAs: ShownAs): TileReading {
  const live = useLive();
  const kpis = SAMPLE_KPIS.map((kpi): Kpi =>
    shownAs === "none" ? { ...kpi, value: null, reason: "nothing-to-divide-by" } : kpi,
  );
  const snapshot: KpiSnapshot | null =
    shownAs === "error"
      ? null
      : {
          ward: "",
          period: "year",
          range: { from: "2022-01-01", to: "2022-12-31" },
          previousRange: { from: "2021-01-01", to: "2021-12-31" },
          rev: 1,
          at: "",
          lastEventAt: null,
          kpis,
          checks: [],
        };
  return {
    snapshot: computed(() => snapshot),
    freshness: computed(() => {
      void live.now.value;
      return shownAs === "stale" ? { state: "stale", sinceMs: STALE_MS } : { state: "live" };
    }),
    failed: computed(() => shownAs === "error"),
    message: computed(() => null),
    period: () => "2022",
    asOf: () => null,
    compare: () => "previous",
    kpi: (id) => (snapshot === null ? undefined : kpis.find((kpi) => kpi.id === id)),
  };
}
