import type { TextChecks } from "@nhip/contracts";
import { computed, ref, shallowRef, type ComputedRef, type Ref, type ShallowRef } from "vue";
import { postJson, type Problem } from "../api/get-json.ts";
import { paths } from "../api/paths.ts";
import { useWards } from "../app/useWards.ts";
import { useText } from "../i18n/useText.ts";

export type TextCheck = {
  text: Ref<string>;
  /** A period as the API takes it; empty: the one that the text tells. */
  period: Ref<string>;
  answer: ShallowRef<TextChecks | null>;
  problem: ShallowRef<Problem | null>;
  busy: Ref<boolean>;
  /** Whether the answer is to another text or period than what stands there now. */
  changed: ComputedRef<boolean>;
  check: () => Promise<void>;
};

/** A text that somebody pastes, and what the server finds in it. The last question wins. */
export function useTextCheck(): TextCheck {
  const { ward } = useWards();
  const { locale } = useText();
  const text = ref("");
  const period = ref("");
  const answer: ShallowRef<TextChecks | null> = shallowRef(null);
  const problem: ShallowRef<Problem | null> = shallowRef(null);
  const asked = ref("");
  const busy = ref(false);
  const question = computed(() => JSON.stringify([text.value, period.value, ward.value?.id, locale.value]));

  async function check(): Promise<void> {
    if (ward.value === null || text.value.trim() === "") return;
    const mine = question.value;
    asked.value = mine;
    busy.value = true;
    const found = await postJson<TextChecks>(paths.checkText(ward.value.id), locale.value, {
      text: text.value,
      ...(period.value === "" ? {} : { period: period.value }),
    });
    if (asked.value !== mine) return;
    busy.value = false;
    problem.value = found.ok ? null : found;
    answer.value = found.ok ? found.value : null;
  }
  return {
    text,
    period,
    answer,
    problem,
    busy,
    changed: computed(() => answer.value !== null && asked.value !== question.value),
    check,
  };
}
