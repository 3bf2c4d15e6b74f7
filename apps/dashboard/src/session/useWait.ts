import { computed, onScopeDispose, ref, type ComputedRef } from "vue";
import { useText } from "../i18n/useText.ts";

/** Counts down the seconds that the server wants us to wait; empty once they are over. */
export function useWait(): { words: ComputedRef<string>; begin: (seconds: number) => void } {
  const { duration } = useText();
  const left = ref(0);
  let timer: ReturnType<typeof setInterval> | undefined;
  const stop = (): void => clearInterval(timer);
  onScopeDispose(stop);
  return {
    words: computed(() => {
      if (left.value <= 0) return "";
      return left.value < 120
        ? duration({ unit: "second", count: left.value })
        : duration({ unit: "minute", count: Math.ceil(left.value / 60) });
    }),
    begin: (seconds) => {
      stop();
      const until = performance.now() + seconds * 1_000;
      const tick = (): void => {
        left.value = Math.max(0, Math.ceil((until - performance.now()) / 1_000));
        if (left.value === 0) stop();
      };
      tick();
      timer = setInterval(tick, 500);
    },
  };
}
