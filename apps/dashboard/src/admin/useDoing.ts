import { ref, type Ref } from "vue";
import type { Answer } from "../api/get-json.ts";
import { useText } from "../i18n/useText.ts";

export type Doing = {
  /** What was just done, for everybody to read. */
  told: Ref<string>;
  trouble: Ref<string>;
  busy: Ref<boolean>;
  /** Does it and says so; resolves to the answer, or to `null` where it did not work. */
  run: <T>(work: () => Promise<Answer<T>>, said: (value: T) => string) => Promise<T | null>;
};

/** What is done on a page, one thing at a time, with what came of it in words. */
export function useDoing(): Doing {
  const { t } = useText();
  const told = ref("");
  const trouble = ref("");
  const busy = ref(false);
  return {
    told,
    trouble,
    busy,
    async run(work, said) {
      if (busy.value) return null;
      busy.value = true;
      told.value = "";
      trouble.value = "";
      const answer = await work();
      busy.value = false;
      if (answer.ok) {
        told.value = said(answer.value);
        return answer.value;
      }
      trouble.value = t("admin.failed", { message: answer.message ?? t("admin.offline") });
      return null;
    },
  };
}
