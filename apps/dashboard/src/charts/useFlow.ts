import type { Series } from "@nhip/contracts";
import { computed, type ComputedRef, type ShallowRef } from "vue";
import type { Problem } from "../api/get-json.ts";
import { paths } from "../api/paths.ts";
import { CHART_REST_MS, useLiveResource } from "../api/useLiveResource.ts";
import { useWards } from "../app/useWards.ts";
import { flowQuery } from "../format/period.ts";
import { civilDay } from "../format/time.ts";
import { useLive } from "../live/useLive.ts";
import type { TileReading } from "../tile/useTileReading.ts";
import type { FlowPoint } from "./flow-option.ts";
import { flowPoints } from "./flow-points.ts";

export type Flow = {
  points: ComputedRef<FlowPoint[] | null>;
  query: ComputedRef<{ period: string; by: "day" | "month" } | null>;
  problem: ComputedRef<Problem | null>;
  refresh: () => void;
};

/** Received and resolved over time for the period on screen; for one day the fortnight up to it. */
export function useFlow(reading: TileReading): Flow {
  const { ward } = useWards();
  const live = useLive();
  const today = computed(() => civilDay(live.serverNow()));
  const query = computed(() =>
    reading.snapshot.value === null ? null : flowQuery(reading.snapshot.value.range),
  );
  const path = (kpi: string) => (): string | null =>
    ward.value === null || query.value === null
      ? null
      : paths.series(ward.value.id, kpi, query.value.period, query.value.by, reading.asOf());
  const one = (
    kpi: string,
  ): { data: ShallowRef<Series | null>; problem: ShallowRef<Problem | null>; refresh: () => void } =>
    useLiveResource<Series>(path(kpi), (id) => id === kpi && reading.asOf() === null, CHART_REST_MS);
  const received = one("dossiers.received");
  const resolved = one("dossiers.resolved");
  return {
    points: computed(() =>
      received.data.value === null || resolved.data.value === null
        ? null
        : flowPoints(received.data.value, resolved.data.value, today.value),
    ),
    query,
    problem: computed(() => received.problem.value ?? resolved.problem.value),
    refresh: () => {
      received.refresh();
      resolved.refresh();
    },
  };
}
