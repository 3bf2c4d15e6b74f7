/** The colours of a chart, read from the page so that light, dark and chart never part. */
export type ChartTokens = Record<"ink" | "soft" | "line" | "sheet" | "data1" | "data2" | "data3", string> & {
  rem: number;
};

/** Reads the tokens that hold for an element now. */
export function readTokens(element: Element): ChartTokens {
  const style = getComputedStyle(element);
  const token = (name: string): string => style.getPropertyValue(name).trim();
  return {
    ink: token("--ink"),
    soft: token("--soft"),
    line: token("--line"),
    sheet: token("--sheet"),
    data1: token("--data-1"),
    data2: token("--data-2"),
    data3: token("--data-3"),
    rem: Number.parseFloat(getComputedStyle(document.documentElement).fontSize),
  };
}
