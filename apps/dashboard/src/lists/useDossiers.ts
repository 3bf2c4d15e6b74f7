import type { DossierPage, DossierStatus } from "@nhip/contracts";
import { paths } from "../api/paths.ts";
import { LIST_REST_MS, useLiveResource } from "../api/useLiveResource.ts";
import type { Resource } from "../api/useResource.ts";
import { useWards } from "../app/useWards.ts";
import { useSession } from "../session/useSession.ts";

const TOUCHES: ReadonlySet<string> = new Set([
  "dossiers.open",
  "dossiers.overdue",
  "dossiers.dueSoon",
  "dossiers.waiting",
]);

/** Dossiers of one status, read again soon after the balances move. */
export function useDossiers(status: DossierStatus, field: () => string | null): Resource<DossierPage> {
  const { ward } = useWards();
  const { may } = useSession();
  return useLiveResource<DossierPage>(
    () =>
      ward.value === null || !may("GET /api/v1/wards/:ward/dossiers")
        ? null
        : paths.dossiers(ward.value.id, status, field()),
    (id) => TOUCHES.has(id),
    LIST_REST_MS,
  );
}
