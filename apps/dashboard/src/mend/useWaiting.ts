import type { QuarantinePage } from "@nhip/contracts";
import { onScopeDispose } from "vue";
import { paths } from "../api/paths.ts";
import { type Resource, useResource } from "../api/useResource.ts";
import { useWards } from "../app/useWards.ts";
import { useSession } from "../session/useSession.ts";

/** How many lines of the ward wait, read again every `everyMs` while the page can be seen. */
export function useWaiting(everyMs: number): Resource<QuarantinePage> {
  const { ward } = useWards();
  const { may } = useSession();
  const resource = useResource<QuarantinePage>(() =>
    ward.value === null || !may("GET /api/v1/wards/:ward/quarantine")
      ? null
      : paths.quarantine(ward.value.id, { limit: 0 }),
  );
  const timer = setInterval(() => {
    if (!document.hidden) resource.refresh();
  }, everyMs);
  onScopeDispose(() => clearInterval(timer));
  return resource;
}
