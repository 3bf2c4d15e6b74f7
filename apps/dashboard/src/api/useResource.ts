import { onScopeDispose, shallowRef, type ShallowRef, watch } from "vue";
import { useText } from "../i18n/useText.ts";
import { getJson, type Problem } from "./get-json.ts";

export type Resource<T> = {
  /** The last good answer; kept while a newer one is read or fails. */
  data: ShallowRef<T | null>;
  problem: ShallowRef<Problem | null>;
  refresh: () => void;
};

/** Reads the path whenever it changes; null reads nothing. A new path forgets the old answer, a refresh keeps it. */
export function useResource<T>(path: () => string | null): Resource<T> {
  const { locale } = useText();
  const data: ShallowRef<T | null> = shallowRef(null);
  const problem: ShallowRef<Problem | null> = shallowRef(null);
  let abort = new AbortController();

  async function read(from: string): Promise<void> {
    abort.abort();
    abort = new AbortController();
    const { signal } = abort;
    const answer = await getJson<T>(from, locale.value, signal);
    if (signal.aborted) return;
    if (answer.ok) data.value = answer.value;
    problem.value = answer.ok ? null : answer;
  }
  watch(
    [path, locale],
    ([from], before) => {
      if (before[0] !== from) {
        data.value = null;
        problem.value = null;
      }
      if (from === null) abort.abort();
      else void read(from);
    },
    { immediate: true },
  );
  onScopeDispose(() => abort.abort());
  return {
    data,
    problem,
    refresh: () => {
      const from = path();
      if (from !== null) void read(from);
    },
  };
}
