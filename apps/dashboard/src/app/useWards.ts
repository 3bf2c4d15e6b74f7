import type { WardSummary } from "@nhip/contracts";
import {
  computed,
  type ComputedRef,
  inject,
  type InjectionKey,
  onScopeDispose,
  provide,
  type ShallowRef,
} from "vue";
import { useRoute } from "vue-router";
import type { Problem } from "../api/get-json.ts";
import { paths } from "../api/paths.ts";
import { useResource } from "../api/useResource.ts";

const AGAIN_MS = 10_000;
type WardList = WardSummary[] | { wards: WardSummary[] };
export type Wards = {
  /** The ward of the URL, else the first; null while none is known. */
  ward: ComputedRef<WardSummary | null>;
  /** All that may be seen. */
  all: ComputedRef<readonly WardSummary[]>;
  state: ComputedRef<"loading" | "none" | "some" | "problem">;
  problem: ShallowRef<Problem | null>;
  refresh: () => void;
};
const KEY: InjectionKey<Wards> = Symbol("wards");

/** Reads the wards once, and again every 10 s while there is none or nobody answers. */
export function provideWards(): Wards {
  const route = useRoute();
  const { data, problem, refresh } = useResource<WardList>(paths.wards);
  const list = computed(() =>
    data.value === null || Array.isArray(data.value) ? data.value : data.value.wards,
  );
  const ward = computed(
    () => list.value?.find((one) => one.id === route.query["ward"]) ?? list.value?.[0] ?? null,
  );
  const timer = setInterval(() => {
    if (ward.value === null) refresh();
  }, AGAIN_MS);
  onScopeDispose(() => clearInterval(timer));
  const wards: Wards = {
    ward,
    all: computed(() => list.value ?? []),
    state: computed(() => {
      if (list.value === null) return problem.value === null ? "loading" : "problem";
      return list.value.length === 0 ? "none" : "some";
    }),
    problem,
    refresh,
  };
  provide(KEY, wards);
  return wards;
}

/** The wards that may be seen, and the one on screen. */
export function useWards(): Wards {
  const wards = inject(KEY);
  if (wards === undefined) throw new Error("useWards outside of the app");
  return wards;
}
