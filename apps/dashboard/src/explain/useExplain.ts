import { computed, type ComputedRef } from "vue";
import { useRoute, useRouter } from "vue-router";

/** Which figure is being explained. It lives in the URL, so that back closes it and a link opens it. */
export function useExplain(): {
  shown: ComputedRef<string | null>;
  /** Another moment at which this figure alone is looked at, RFC 3339; null for that of the page. */
  asOf: ComputedRef<string | null>;
  lookAt: (asOf: string | null) => void;
  open: (kpi: string) => void;
  close: () => void;
} {
  const route = useRoute();
  const router = useRouter();
  return {
    shown: computed(() => (typeof route.query["kpi"] === "string" ? route.query["kpi"] : null)),
    asOf: computed(() => (typeof route.query["moment"] === "string" ? route.query["moment"] : null)),
    lookAt: (asOf) => {
      const { moment: _gone, ...query } = route.query;
      void router.replace({ query: asOf === null ? query : { ...query, moment: asOf } });
    },
    open: (kpi) => void router.push({ query: { ...route.query, kpi } }),
    close: () => {
      const { kpi: _gone, moment: _too, ...query } = route.query;
      void router.replace({ query });
    },
  };
}
