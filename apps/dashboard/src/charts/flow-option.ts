import type { EChartsCoreOption } from "echarts/core";
import { formatCount } from "../format/number.ts";
import { dayText, shortDay } from "../format/time.ts";
import type { ChartTokens } from "./chart-tokens.ts";

export type FlowPoint = { key: string; received: number | null; resolved: number | null };
export type FlowInput = {
  points: readonly FlowPoint[];
  by: "day" | "month";
  words: { received: string; resolved: string };
  patterns: boolean;
  still: boolean;
};

/** Two lines by day, two bars a month: received pale, resolved strong. */
export function flowOption(
  { points, by, words, patterns, still }: FlowInput,
  tokens: ChartTokens,
): EChartsCoreOption & { series: object[] } {
  const { rem } = tokens;
  const text = { color: tokens.soft, fontFamily: "Be Vietnam Pro", fontSize: 0.8125 * rem };
  const line = (name: string, key: "received" | "resolved", color: string) => ({
    name,
    type: by === "day" ? "line" : "bar",
    data: points.map((point) => point[key]),
    color,
    symbol: key === "received" ? "circle" : "rect",
    symbolSize: 0.45 * rem,
    showSymbol: points.length <= 16 || patterns,
    lineStyle: {
      width: (key === "received" ? 0.125 : 0.16) * rem,
      type: patterns && key === "received" ? "dashed" : "solid",
    },
    barGap: "15%",
    barCategoryGap: "38%",
    emphasis: { disabled: true },
  });
  return {
    animation: !still,
    animationDuration: 200,
    animationDurationUpdate: 200,
    aria: { enabled: patterns, label: { enabled: false }, decal: { show: patterns } },
    textStyle: text,
    grid: {
      left: 0,
      right: 0.25 * rem,
      top: 0.75 * rem,
      bottom: 0.375 * rem,
      outerBoundsMode: "same",
      outerBoundsContain: "axisLabel",
    },
    tooltip: {
      trigger: "axis",
      backgroundColor: tokens.sheet,
      borderColor: tokens.line,
      borderWidth: 1,
      padding: 0.75 * rem,
      textStyle: { ...text, color: tokens.ink },
      extraCssText: "box-shadow:none",
      valueFormatter: (value: unknown) => (typeof value === "number" ? formatCount(value) : "—"),
      axisPointer: { type: "line", lineStyle: { color: tokens.soft, width: 1, type: "solid" } },
    },
    xAxis: {
      type: "category",
      boundaryGap: by === "month",
      data: points.map((point) => point.key),
      axisLabel: {
        ...text,
        formatter: (key: string) => (by === "month" ? shortDay(key).slice(0, 2) : shortDay(key)),
        hideOverlap: true,
        margin: 0.7 * rem,
      },
      axisPointer: { label: { formatter: ({ value }: { value: unknown }) => dayText(String(value)) } },
      axisLine: { lineStyle: { color: tokens.soft } },
      axisTick: { show: false },
    },
    yAxis: {
      type: "value",
      min: 0,
      minInterval: 1,
      splitNumber: 3,
      axisLabel: { ...text, formatter: (value: number) => formatCount(value) },
      splitLine: { lineStyle: { color: tokens.line, width: 1 } },
    },
    series: [line(words.received, "received", tokens.data2), line(words.resolved, "resolved", tokens.data1)],
  };
}
