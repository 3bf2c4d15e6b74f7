import type { WallScene } from "@nhip/contracts";
import { onScopeDispose, shallowRef, watch, type ShallowRef } from "vue";
import { nextScene } from "./scenes.ts";

export type Rotation = {
  scene: ShallowRef<WallScene>;
  /** Raised with each turn, so that what shows the time left begins anew. */
  turn: ShallowRef<number>;
  skip: () => void;
  show: (scene: WallScene) => void;
};

/** The scene on show. It moves on by itself, focus or none, unless one is held. */
export function useRotation(
  scenes: () => readonly WallScene[],
  seconds: () => number,
  held: (shown: WallScene) => WallScene | null,
): Rotation {
  const scene = shallowRef<WallScene>(scenes()[0] ?? "today");
  const turn = shallowRef(0);
  let timer: ReturnType<typeof setTimeout> | undefined;

  function begin(next: WallScene): void {
    scene.value = next;
    turn.value++;
    clearTimeout(timer);
    timer = setTimeout(() => begin(held(scene.value) ?? nextScene(scenes(), scene.value)), seconds() * 1_000);
  }
  watch(
    [() => scenes().join(), seconds, () => held(scene.value)],
    () => {
      const is =
        held(scene.value) ?? (scenes().includes(scene.value) ? scene.value : (scenes()[0] ?? scene.value));
      begin(is);
    },
    { immediate: true },
  );
  onScopeDispose(() => clearTimeout(timer));
  return {
    scene,
    turn,
    skip: () => begin(held(scene.value) ?? nextScene(scenes(), scene.value)),
    show: (wanted) => begin(held(scene.value) ?? wanted),
  };
}
