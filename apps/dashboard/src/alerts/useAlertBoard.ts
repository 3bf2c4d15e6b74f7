import type { AlertBoard, AlertSettings } from "@nhip/contracts";
import { onScopeDispose, ref, type Ref, type ShallowRef } from "vue";
import type { Problem } from "../api/get-json.ts";
import { postJson, putJson } from "../api/get-json.ts";
import { paths } from "../api/paths.ts";
import { useResource } from "../api/useResource.ts";
import { useWards } from "../app/useWards.ts";
import { useText } from "../i18n/useText.ts";

const EVERY_MS = 3_000;

export type AlertDesk = {
  board: ShallowRef<AlertBoard | null>;
  problem: ShallowRef<Problem | null>;
  refresh: () => void;
  /** What was just done, for everybody to read. */
  told: Ref<string>;
  /** Each resolves to what went wrong, in words, or to null. */
  save: (change: (settings: AlertSettings) => AlertSettings) => Promise<string | null>;
  acknowledge: (key: string, note: string) => Promise<string | null>;
  test: (channel: string) => Promise<string | null>;
};

/** The alerts of the ward on screen, read again every 3 s and after each change. */
export function useAlertBoard(): AlertDesk {
  const { ward } = useWards();
  const { t, locale } = useText();
  const told = ref("");
  const { data, problem, refresh } = useResource<AlertBoard>(() =>
    ward.value === null ? null : paths.alerts(ward.value.id),
  );
  const timer = setInterval(refresh, EVERY_MS);
  onScopeDispose(() => clearInterval(timer));

  const outcome = (answer: { ok: true } | Problem, done: string): string | null => {
    refresh();
    if (answer.ok) {
      told.value = done;
      return null;
    }
    return t("alerts.failed", { message: answer.message ?? t("alerts.offline") });
  };
  const at = (what: "settings" | "acknowledge" | "test"): string =>
    `${paths.alerts(ward.value?.id ?? "")}/${what}`;
  return {
    board: data,
    problem,
    refresh,
    told,
    async save(change) {
      if (data.value === null) return t("alerts.failed", { message: t("alerts.offline") });
      const answer = await putJson(at("settings"), locale.value, change(data.value.settings));
      return outcome(answer, t("alerts.saved"));
    },
    acknowledge: async (key, note) =>
      outcome(
        await postJson(at("acknowledge"), locale.value, note.trim() === "" ? { key } : { key, note }),
        t("alerts.saved"),
      ),
    test: async (channel) =>
      outcome(await postJson(at("test"), locale.value, { channel }), t("alerts.testing")),
  };
}
