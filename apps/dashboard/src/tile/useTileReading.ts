import type { CompareWith, Kpi, KpiSnapshot } from "@nhip/contracts";
import { computed, type ComputedRef, inject, type InjectionKey, provide } from "vue";
import type { Freshness } from "../live/freshness.ts";
import { SILENCE_MS } from "../live/freshness.ts";
import { type Reading, useLive } from "../live/useLive.ts";

export type TileReading = {
  snapshot: ComputedRef<KpiSnapshot | null>;
  freshness: ComputedRef<Freshness>;
  /** Nothing to show and no hope of it within a moment. */
  failed: ComputedRef<boolean>;
  /** The server's words when it refused; null where nobody answered. */
  message: ComputedRef<string | null>;
  period: () => string;
  /** The moment of the past that is looked at, RFC 3339; null where figures are of now. */
  asOf: () => string | null;
  /** What the tiles' changes are held against. */
  compare: () => CompareWith;
  kpi: (id: string) => Kpi | undefined;
};
const KEY: InjectionKey<TileReading> = Symbol("tile-reading");

/** Values to compare with that are not those of the snapshot, by KPI; null until they are there. */
export type Compared = { with: () => CompareWith; previous: (id: string) => number | null };

/** Makes one ward and period the one that the tiles below draw. */
export function provideTileReading(
  reading: Reading,
  period: () => string,
  compared: Compared | null = null,
  asOf: () => string | null = () => null,
): TileReading {
  const live = useLive();
  const started = live.now.value;
  const byId = computed(() => new Map(reading.snapshot.value?.kpis.map((kpi) => [kpi.id, kpi])));
  const given: TileReading = {
    snapshot: reading.snapshot,
    freshness: reading.freshness,
    failed: computed(
      () =>
        reading.refusal.value !== null ||
        (reading.snapshot.value === null && live.now.value - started > SILENCE_MS),
    ),
    message: computed(() => reading.refusal.value?.message ?? null),
    period,
    asOf,
    compare: () => compared?.with() ?? "previous",
    kpi: (id) => {
      const kpi = byId.value.get(id);
      return kpi === undefined || compared === null || compared.with() === "previous"
        ? kpi
        : { ...kpi, previous: compared.previous(id) };
    },
  };
  provide(KEY, given);
  return given;
}

/** Makes figures that are not followed live those that the tiles below draw. */
export function provideStillReading(given: TileReading): void {
  provide(KEY, given);
}

/** The ward and period that the page is about. */
export function useTileReading(): TileReading {
  const reading = inject(KEY);
  if (reading === undefined) throw new Error("a tile outside of a page");
  return reading;
}
