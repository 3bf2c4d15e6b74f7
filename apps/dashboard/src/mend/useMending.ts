import type { QuarantineBulk, QuarantineRow, QuarantineSent } from "@nhip/contracts";
import { inject, type InjectionKey, provide, type Ref, ref, shallowRef, type ShallowRef } from "vue";
import { type Answer, postJson } from "../api/get-json.ts";
import { paths } from "../api/paths.ts";
import { useWards } from "../app/useWards.ts";
import { useText } from "../i18n/useText.ts";
import type { Draft } from "./mend-fields.ts";

export type Mending = {
  /** The line in the panel. */
  shown: ShallowRef<QuarantineRow | null>;
  /** What was typed, by line; kept while the page is open, whatever happens to the connection or the panel. */
  draftOf: (key: string) => Draft;
  /** What was just done, for everybody to read. */
  told: Ref<string>;
  /** Raised whenever lists should be read again. */
  turn: Ref<number>;
  send: (row: QuarantineRow, event: object) => Promise<Answer<QuarantineSent>>;
  sendMany: (code: string, source: string | null) => Promise<Answer<QuarantineBulk>>;
  dismiss: (keys: readonly string[], reason: string) => Promise<Answer<QuarantineBulk>>;
};
const KEY: InjectionKey<Mending> = Symbol("mending");

/** What the page can do with lines that wait. */
export function provideMending(): Mending {
  const { ward } = useWards();
  const { locale } = useText();
  const drafts = ref(new Map<string, Draft>());
  const turn = ref(0);
  const post = async <T>(what: "send" | "dismiss", body: object, key?: string): Promise<Answer<T>> => {
    const answer = await postJson<T>(paths.quarantineDo(ward.value?.id ?? "", what, key), locale.value, body);
    turn.value += 1;
    return answer;
  };
  const mending: Mending = {
    shown: shallowRef(null),
    told: ref(""),
    turn,
    draftOf(key) {
      if (!drafts.value.has(key)) drafts.value.set(key, { texts: {}, cleared: [] });
      return drafts.value.get(key) ?? { texts: {}, cleared: [] };
    },
    async send(row, event) {
      const answer = await post<QuarantineSent>("send", { event }, row.key);
      if (answer.ok && !answer.value.again) drafts.value.delete(row.key);
      return answer;
    },
    async sendMany(code, source) {
      const sum = { done: 0, refused: 0, cursor: null as string | null };
      do {
        const filter = { code, ...(source === null ? {} : { source }) };
        const body = sum.cursor === null ? filter : { ...filter, cursor: sum.cursor };
        const answer: Answer<QuarantineBulk> = await post("send", body);
        if (!answer.ok) return answer;
        sum.done += answer.value.done;
        sum.refused += answer.value.refused;
        sum.cursor = answer.value.cursor;
      } while (sum.cursor !== null);
      return { ok: true, value: sum };
    },
    dismiss: (keys, reason) => post("dismiss", { keys, reason }),
  };
  provide(KEY, mending);
  return mending;
}

/** The same, further down. */
export function useMending(): Mending {
  const mending = inject(KEY);
  if (mending === undefined) throw new Error("useMending outside of the page");
  return mending;
}
