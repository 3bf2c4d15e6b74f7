import type { KpiReading } from "@nhip/contracts";
import { computed } from "vue";
import { paths } from "../api/paths.ts";
import { CHART_REST_MS, useLiveResource } from "../api/useLiveResource.ts";
import { useWards } from "../app/useWards.ts";
import { useAsOf } from "../share/useAsOf.ts";
import type { Compared } from "../tile/useTileReading.ts";
import { useCompare, usePeriod } from "./usePeriod.ts";

/** The figures of the same time last year, read only while somebody compares with them; live frames carry the period before. */
export function useCompared(): Compared {
  const { ward } = useWards();
  const period = usePeriod();
  const compare = useCompare();
  const { asOf } = useAsOf();
  const { data } = useLiveResource<KpiReading>(
    () =>
      ward.value === null || compare.value === "previous"
        ? null
        : paths.kpis(ward.value.id, period.value, compare.value, asOf.value),
    () => asOf.value === null,
    CHART_REST_MS,
  );
  const previous = computed(() => new Map(data.value?.kpis.map((kpi) => [kpi.id, kpi.previous])));
  return { with: () => compare.value, previous: (id) => previous.value.get(id) ?? null };
}
