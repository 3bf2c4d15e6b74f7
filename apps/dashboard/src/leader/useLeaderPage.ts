import type { DossierPage } from "@nhip/contracts";
import { computed, type ComputedRef, type WritableComputedRef } from "vue";
import { useRoute, useRouter } from "vue-router";
import { type Flow, useFlow } from "../charts/useFlow.ts";
import { civilDay } from "../format/time.ts";
import { useDossiers } from "../lists/useDossiers.ts";
import { useLive } from "../live/useLive.ts";
import { type PlanOfYear, usePlan } from "../plan/usePlan.ts";
import type { TileReading } from "../tile/useTileReading.ts";

/** More lines than stand beside the chart get the width of the page. */
const BESIDE_CHART = 4;
type Dossiers = ReturnType<typeof useDossiers>;
export type LeaderData = {
  flow: Flow;
  plan: PlanOfYear;
  widePlan: ComputedRef<boolean>;
  field: WritableComputedRef<string | null>;
  overdue: Dossiers;
  dueSoon: Dossiers;
  /** Whether the period on screen runs now: the lists are of this moment, a past period has sentences of its own. */
  current: ComputedRef<boolean>;
  unfiltered: ComputedRef<{ overdue: DossierPage["dossiers"]; dueSoon: DossierPage["dossiers"] }>;
  traces: ComputedRef<Record<string, number[]>>;
};

/** What the sections of the leader's page draw, read once for all of them. */
export function useLeaderPage(reading: TileReading): LeaderData {
  const route = useRoute();
  const router = useRouter();
  const live = useLive();
  const flow = useFlow(reading);
  const plan = usePlan(reading);
  const field = computed({
    get: () => (typeof route.query["field"] === "string" ? route.query["field"] : null),
    set: (value) => {
      const { field: _gone, ...query } = route.query;
      void router.replace({ query: value === null ? query : { ...query, field: value } });
    },
  });
  const overdue = useDossiers("overdue", () => field.value);
  const dueSoon = useDossiers("due-soon", () => field.value);
  const current = computed(() => {
    const range = reading.snapshot.value?.range;
    return reading.asOf() === null && (range === undefined || range.to >= civilDay(live.serverNow()));
  });
  return {
    flow,
    plan,
    widePlan: computed(() => (plan.plan.value?.rows.length ?? 0) > BESIDE_CHART),
    field,
    overdue,
    dueSoon,
    current,
    unfiltered: computed(() =>
      field.value === null && current.value
        ? { overdue: overdue.data.value?.dossiers ?? [], dueSoon: dueSoon.data.value?.dossiers ?? [] }
        : { overdue: [], dueSoon: [] },
    ),
    traces: computed(() => ({
      "dossiers.received": flow.points.value?.map((point) => point.received ?? 0) ?? [],
      "dossiers.resolved": flow.points.value?.map((point) => point.resolved ?? 0) ?? [],
    })),
  };
}
