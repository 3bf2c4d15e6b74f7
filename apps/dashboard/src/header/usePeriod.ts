import type { CompareWith } from "@nhip/contracts";
import { computed, type WritableComputedRef } from "vue";
import { useRoute, useRouter } from "vue-router";
import { parsePeriod } from "../format/period.ts";

/** The period on screen, kept in the URL; while it names none, the one that the page begins with. */
export function usePeriod(): WritableComputedRef<string> {
  const route = useRoute();
  const router = useRouter();
  return computed({
    get: () => parsePeriod(route.query["period"] ?? route.meta["period"]),
    set: (period) => void router.replace({ query: { ...route.query, period } }),
  });
}

/** What the changes on screen are held against, kept in the URL. */
export function useCompare(): WritableComputedRef<CompareWith> {
  const route = useRoute();
  const router = useRouter();
  return computed({
    get: () => (route.query["compare"] === "lastYear" ? "lastYear" : "previous"),
    set: (compare) => {
      const { compare: _gone, ...query } = route.query;
      void router.replace({ query: compare === "previous" ? query : { ...query, compare } });
    },
  });
}
