import { computed, type ComputedRef } from "vue";
import { useRoute, useRouter } from "vue-router";
import { instantOf, localInput } from "../format/time.ts";

/** The moment at which the page's figures stand still, RFC 3339, from its address; null while they are live. */
export function useAsOf(): { asOf: ComputedRef<string | null>; goLive: () => void } {
  const route = useRoute();
  const router = useRouter();
  return {
    asOf: computed(() => {
      const { asOf } = route.query;
      // A `+` typed by hand reads as a space.
      const input = typeof asOf === "string" ? localInput(asOf.replace(" ", "+")) : "";
      return input === "" ? null : instantOf(input);
    }),
    goLive: () => {
      const { asOf: _gone, ...query } = route.query;
      void router.replace({ query });
    },
  };
}
