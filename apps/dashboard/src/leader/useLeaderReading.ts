import type { KpiReading } from "@nhip/contracts";
import { computed } from "vue";
import { paths } from "../api/paths.ts";
import { useResource } from "../api/useResource.ts";
import { useWards } from "../app/useWards.ts";
import { useCompared } from "../header/useCompared.ts";
import { usePeriod } from "../header/usePeriod.ts";
import { snapshotOf } from "../live/still.ts";
import { type Reading, useReading } from "../live/useLive.ts";
import { useAsOf } from "../share/useAsOf.ts";
import { provideTileReading, type TileReading } from "../tile/useTileReading.ts";

/** The figures of the leader's page: those of now, followed live, or those of the moment that its address names. */
export function useLeaderReading(): TileReading {
  const { ward } = useWards();
  const period = usePeriod();
  const { asOf } = useAsOf();
  const live = useReading(
    () => (asOf.value === null ? (ward.value?.id ?? null) : null),
    () => period.value,
  );
  const { data, problem } = useResource<KpiReading>(() =>
    ward.value === null || asOf.value === null
      ? null
      : paths.kpis(ward.value.id, period.value, null, asOf.value),
  );
  const still = computed(() => (data.value === null ? null : snapshotOf(data.value, period.value)));
  const reading: Reading = {
    snapshot: computed(() => (asOf.value === null ? live.snapshot.value : still.value)),
    refusal: computed(() => {
      if (asOf.value === null) return live.refusal.value;
      const message = problem.value?.message ?? null;
      return message === null ? null : { ok: false, code: "invalid-time", message };
    }),
    // What stands still cannot grow old; the page says that it is of another moment.
    freshness: computed(() => (asOf.value === null ? live.freshness.value : { state: "live" })),
  };
  return provideTileReading(
    reading,
    () => period.value,
    useCompared(),
    () => asOf.value,
  );
}
