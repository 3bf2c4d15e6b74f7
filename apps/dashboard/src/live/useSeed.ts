import type { Explanation } from "@nhip/contracts";
import { watch } from "vue";
import { paths } from "../api/paths.ts";
import { useResource } from "../api/useResource.ts";
import { useWards } from "../app/useWards.ts";
import { useLive } from "./useLive.ts";

/** Gives a page just opened the last events there were, so that pulse line and ticker do not start from nothing. */
export function useSeed(): void {
  const { ward } = useWards();
  const live = useLive();
  const { data } = useResource<Explanation>(() =>
    ward.value === null ? null : paths.lastChanges(ward.value.id),
  );
  const stop = watch(data, (found) => {
    if (found === null) return;
    stop();
    live.seed(found.ward, found.lastChanges);
  });
}
