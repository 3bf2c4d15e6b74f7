import type { SuspectKind, SuspectPage } from "@nhip/contracts";
import { inject, onScopeDispose, provide, ref, type InjectionKey, type Ref } from "vue";
import { postJson } from "../api/get-json.ts";
import { paths } from "../api/paths.ts";
import { useResource, type Resource } from "../api/useResource.ts";
import { useWards } from "../app/useWards.ts";
import { useText } from "../i18n/useText.ts";
import { useSession } from "../session/useSession.ts";

const EVERY_MS = 15_000;

export type SuspectDesk = {
  /** Raised when lists ought to be read again. */
  turn: Ref<number>;
  /** What was just done, for everybody to read. */
  told: Ref<string>;
  /** Resolves to what went wrong, in words, or to null. */
  explain: (code: string, kind: SuspectKind, reason: string) => Promise<string | null>;
};
const KEY: InjectionKey<SuspectDesk> = Symbol("suspects");

/** The kinds with their counts, read again every `everyMs`. */
export function useSuspectKinds(everyMs: number): Resource<SuspectPage> {
  const { ward } = useWards();
  const { may } = useSession();
  const board = useResource<SuspectPage>(() =>
    ward.value === null || !may("GET /api/v1/wards/:ward/suspects") ? null : paths.suspects(ward.value.id),
  );
  const timer = setInterval(board.refresh, everyMs);
  onScopeDispose(() => clearInterval(timer));
  return board;
}

/** The page's own: counts, what was done, and how a reason is given. */
export function provideSuspects(): { board: Resource<SuspectPage>; desk: SuspectDesk } {
  const { ward } = useWards();
  const { t, locale } = useText();
  const board = useSuspectKinds(EVERY_MS);
  const turn = ref(0);
  const timer = setInterval(() => turn.value++, EVERY_MS);
  onScopeDispose(() => clearInterval(timer));
  const told = ref("");
  const desk: SuspectDesk = {
    turn,
    told,
    async explain(code, kind, reason) {
      const at = paths.suspectReason(ward.value?.id ?? "");
      const answer = await postJson(at, locale.value, { code, kind, reason });
      board.refresh();
      turn.value++;
      if (!answer.ok)
        return answer.code === "personal-data"
          ? t("suspects.personal")
          : t("suspects.failed", { message: answer.message ?? t("suspects.offline") });
      told.value = t("suspects.saved");
      return null;
    },
  };
  provide(KEY, desk);
  return { board, desk };
}

export function useSuspects(): SuspectDesk {
  const desk = inject(KEY);
  if (desk === undefined) throw new Error("useSuspects outside of its page");
  return desk;
}
