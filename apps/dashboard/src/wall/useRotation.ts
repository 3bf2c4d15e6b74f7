import { onScopeDispose, shallowRef, type ShallowRef, watch } from "vue";
import { SCENE_MS } from "./scenes.ts";

/** The number of the scene on show; moves on by itself unless one is fixed, focus or none. */
export function useRotation(count: number, fixed: () => number | null): ShallowRef<number> {
  const index = shallowRef(fixed() ?? 0);
  const timer = setInterval(() => {
    if (fixed() === null) index.value = (index.value + 1) % count;
  }, SCENE_MS);
  watch(fixed, (at) => {
    if (at !== null) index.value = at;
  });
  onScopeDispose(() => clearInterval(timer));
  return index;
}
