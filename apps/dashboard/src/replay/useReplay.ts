import type { Kpi, KpiSnapshot, Replay } from "@nhip/contracts";
import {
  computed,
  type ComputedRef,
  onScopeDispose,
  ref,
  type Ref,
  watch,
  type WritableComputedRef,
} from "vue";
import { useRoute, useRouter } from "vue-router";
import type { Problem } from "../api/get-json.ts";
import { paths } from "../api/paths.ts";
import { useResource } from "../api/useResource.ts";
import { useWards } from "../app/useWards.ts";
import { civilDay } from "../format/time.ts";
import { useLive } from "../live/useLive.ts";
import type { TileReading } from "../tile/useTileReading.ts";
import { framesOf, placeOf } from "./replay-frames.ts";

const STEP_MINUTES = 5;
/** A working day in about a minute. */
const PLAY_MS = 500;
const DAY = /^\d{4}-\d\d-\d\d$/;

export type Scope = "day" | "year";
export type ReplayView = {
  day: WritableComputedRef<string>;
  scope: WritableComputedRef<Scope>;
  /** The place of the moment on show. */
  at: Ref<number>;
  moments: ComputedRef<readonly string[]>;
  playing: Ref<boolean>;
  problem: Ref<Problem | null>;
  loaded: ComputedRef<boolean>;
  refresh: () => void;
  /** What tiles and explanations draw: the figures of that moment. */
  reading: TileReading;
};

/** A day's moments, the one on show (kept in the URL) and its figures. */
export function useReplay(): ReplayView {
  const route = useRoute();
  const router = useRouter();
  const live = useLive();
  const { ward } = useWards();
  const query = (change: Record<string, string | undefined>): void =>
    void router.replace({ query: { ...route.query, ...change } });
  const day = computed({
    get: () => {
      const { day: asked } = route.query;
      return typeof asked === "string" && DAY.test(asked) ? asked : civilDay(live.serverNow());
    },
    set: (value) => query({ day: value, kpi: undefined }),
  });
  const scope = computed<Scope>({
    get: () => (route.query["scope"] === "year" ? "year" : "day"),
    set: (value) => query({ scope: value === "year" ? value : undefined }),
  });
  const { data, problem, refresh } = useResource<Replay>(() =>
    ward.value === null ? null : paths.replay(ward.value.id, day.value, STEP_MINUTES),
  );
  const moments = computed(() => data.value?.moments ?? []);
  const frames = computed(() => (data.value === null ? [] : framesOf(data.value.periods[scope.value])));
  const at = ref(0);
  const playing = ref(false);
  watch(moments, (all) => {
    at.value = Math.max(0, placeOf(all, route.query["at"]));
    playing.value = false;
  });
  let timer: ReturnType<typeof setInterval> | undefined;
  watch(playing, (is) => {
    clearInterval(timer);
    if (!is) return;
    if (at.value >= moments.value.length - 1) at.value = 0;
    timer = setInterval(() => {
      at.value += 1;
      if (at.value >= moments.value.length - 1) playing.value = false;
    }, PLAY_MS);
  });
  onScopeDispose(() => clearInterval(timer));
  // While it runs the address would change twice a second; it takes the moment at which it came to rest.
  watch([at, playing], () => {
    const clock = moments.value[at.value]?.slice(11, 16);
    if (!playing.value && clock !== undefined && clock !== route.query["at"]) query({ at: clock });
  });

  const kpis = computed(
    () => new Map((frames.value[at.value] ?? []).map((kpi): [string, Kpi] => [kpi.id, kpi])),
  );
  const period = (): string => (scope.value === "day" ? day.value : day.value.slice(0, 4));
  const snapshot = computed((): KpiSnapshot | null => {
    const moment = moments.value[at.value];
    if (data.value === null || moment === undefined) return null;
    const { period: range, previousPeriod: previousRange } = data.value.periods[scope.value];
    const { ward: id, rev } = data.value;
    const figures = { kpis: [...kpis.value.values()], checks: [] };
    return {
      ward: id,
      period: period(),
      range,
      previousRange,
      rev,
      at: moment,
      lastEventAt: null,
      ...figures,
    };
  });
  return {
    day,
    scope,
    at,
    moments,
    playing,
    problem,
    loaded: computed(() => data.value !== null),
    refresh,
    reading: {
      snapshot,
      freshness: computed(() => ({ state: "live" as const })),
      failed: computed(() => problem.value !== null),
      message: computed(() => problem.value?.message ?? null),
      period,
      asOf: () => moments.value[at.value] ?? null,
      compare: () => "previous",
      kpi: (id) => kpis.value.get(id),
    },
  };
}
