import type { EChartsCoreOption, EChartsType } from "echarts/core";
import { markRaw, nextTick, onBeforeUnmount, onMounted, type Ref, shallowRef, watch } from "vue";
import { usePreferences } from "../settings/usePreferences.ts";
import { type ChartTokens, readTokens } from "./chart-tokens.ts";
import { init } from "./echarts.ts";

/**
 * One chart in a box: drawn from tokens, redrawn on theme, language and size, at rest while the page is hidden,
 * gone with its component. `options` is called in a tracking scope.
 */
export function useChart(
  box: Ref<HTMLElement | null>,
  options: (tokens: ChartTokens) => EChartsCoreOption,
): void {
  const chart = shallowRef<EChartsType | null>(null);
  const size = shallowRef("");
  const { shown } = usePreferences();
  let missed = false;

  function draw(next: EChartsCoreOption): void {
    missed = document.hidden;
    // notMerge: a series that is gone must not linger (pitfall V7).
    if (!missed) chart.value?.setOption(next, { notMerge: true });
  }
  function redraw(): void {
    if (box.value !== null) draw(options(readTokens(box.value)));
  }
  function onVisible(): void {
    if (document.hidden) return;
    chart.value?.resize();
    if (missed) redraw();
  }
  const observer = new ResizeObserver(([entry]) => {
    if (entry === undefined || entry.contentRect.width === 0) return;
    chart.value?.resize();
    const next = String(Math.round(entry.contentRect.width));
    if (size.value !== "" && size.value !== next) redraw();
    size.value = next;
  });
  onMounted(() => {
    if (box.value === null) return;
    chart.value = markRaw(init(box.value, null, { renderer: "canvas" }));
    observer.observe(box.value);
    document.addEventListener("visibilitychange", onVisible);
  });
  watch(
    [chart, shown, () => (box.value === null ? null : options(readTokens(box.value)))],
    ([, , next], [, before]) => {
      if (next === null) return;
      if (before !== undefined && before !== shown.value) void nextTick(redraw);
      else draw(next);
    },
    { flush: "post" },
  );
  onBeforeUnmount(() => {
    observer.disconnect();
    document.removeEventListener("visibilitychange", onVisible);
    chart.value?.dispose();
    chart.value = null;
  });
}
