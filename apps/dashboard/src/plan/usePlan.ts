import type { Plan } from "@nhip/contracts";
import { computed, type ComputedRef, type ShallowRef } from "vue";
import type { Problem } from "../api/get-json.ts";
import { paths } from "../api/paths.ts";
import { CHART_REST_MS, useLiveResource } from "../api/useLiveResource.ts";
import type { Resource } from "../api/useResource.ts";
import { useWards } from "../app/useWards.ts";
import type { TileReading } from "../tile/useTileReading.ts";

export type PlanOfYear = {
  plan: ShallowRef<Plan | null>;
  /** `2026`; `null` until the period on screen is known. */
  year: ComputedRef<string | null>;
  problem: ShallowRef<Problem | null>;
  refresh: () => void;
};

/** The plan of the year in which the period on screen ends. */
export function usePlan(reading: TileReading): PlanOfYear {
  const { ward } = useWards();
  const year = computed(() => reading.snapshot.value?.range.to.slice(0, 4) ?? null);
  const resource: Resource<Plan> = useLiveResource<Plan>(
    () =>
      ward.value === null || year.value === null
        ? null
        : paths.plan(ward.value.id, year.value, reading.asOf()),
    (id) => id === "dossiers.received" || (resource.data.value?.rows ?? []).some((row) => row.id === id),
    CHART_REST_MS,
  );
  return { plan: resource.data, year, problem: resource.problem, refresh: resource.refresh };
}
