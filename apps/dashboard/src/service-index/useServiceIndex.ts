import type { ServiceIndex } from "@nhip/contracts";
import { computed, type WritableComputedRef } from "vue";
import { useRoute, useRouter } from "vue-router";
import { paths } from "../api/paths.ts";
import { LIST_REST_MS, useLiveResource } from "../api/useLiveResource.ts";
import type { Resource } from "../api/useResource.ts";
import { useWards } from "../app/useWards.ts";
import { parsePeriod } from "../format/period.ts";

/** The periods that are a touch away; any other in the URL is shown as well. */
export const INDEX_PERIODS = ["month", "quarter", "year", "2022"] as const;

/** The period on screen, kept in the URL; the year unless it says otherwise, since the portal's index is a year's. */
function useIndexPeriod(): WritableComputedRef<string> {
  const route = useRoute();
  const router = useRouter();
  return computed({
    get: () => (route.query["period"] === undefined ? "year" : parsePeriod(route.query["period"])),
    set: (period) => void router.replace({ query: { ...route.query, period } }),
  });
}

/** The ward's index, read again after a figure of it has moved. */
export function useServiceIndex(): Resource<ServiceIndex> & { period: WritableComputedRef<string> } {
  const { ward } = useWards();
  const period = useIndexPeriod();
  const resource = useLiveResource<ServiceIndex>(
    () => (ward.value === null ? null : paths.serviceIndex(ward.value.id, period.value)),
    (id) => id.startsWith("service766.") || id.startsWith("dossiers."),
    LIST_REST_MS,
  );
  return { ...resource, period };
}
