import { onScopeDispose, shallowRef, type ShallowRef } from "vue";
import { lateShare } from "./care.ts";

/** Looks for a moment, then rests: measuring is not to be what makes a small box slow. */
const EVERY_MS = 10_000;
const FRAMES = 40;

/** The share of frames that come late, in percent; the last one known while the window is hidden. */
export function useDrawingLag(): ShallowRef<number> {
  const late = shallowRef(0);
  let frame = 0;
  let gaps: number[] = [];
  let before: number | null = null;
  const look = (at: number): void => {
    if (before !== null) gaps.push(at - before);
    before = at;
    if (gaps.length < FRAMES) {
      frame = requestAnimationFrame(look);
      return;
    }
    late.value = lateShare(gaps);
  };
  const begin = (): void => {
    cancelAnimationFrame(frame);
    gaps = [];
    before = null;
    frame = requestAnimationFrame(look);
  };
  const timer = setInterval(begin, EVERY_MS);
  onScopeDispose(() => {
    clearInterval(timer);
    cancelAnimationFrame(frame);
  });
  return late;
}
