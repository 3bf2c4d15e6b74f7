import type { Pipeline } from "@nhip/contracts";
import { computed, type ComputedRef, watch } from "vue";
import { paths } from "../api/paths.ts";
import { type Resource, useResource } from "../api/useResource.ts";
import { useWards } from "../app/useWards.ts";
import { SILENCE_MS } from "../live/freshness.ts";
import { useLive } from "../live/useLive.ts";

export type PipelineReading = Resource<Pipeline> & {
  /** How old what is shown is, ms; `null` while it is fresh or nothing is shown. */
  staleMs: ComputedRef<number | null>;
};

/** The pipeline of the ward on screen, read again with each pulse: as alive as the server is. */
export function usePipeline(): PipelineReading {
  const live = useLive();
  const { ward } = useWards();
  const resource = useResource<Pipeline>(() => (ward.value === null ? null : paths.pipeline(ward.value.id)));
  let readAt = live.now.value;
  watch(resource.data, () => (readAt = live.now.value));
  watch(live.pulse, resource.refresh);
  return {
    ...resource,
    staleMs: computed(() => {
      const age = live.now.value - readAt;
      return resource.data.value !== null && age > SILENCE_MS ? age : null;
    }),
  };
}
