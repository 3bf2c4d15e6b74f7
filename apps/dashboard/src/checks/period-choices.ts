import { rangeText } from "../format/period.ts";
import type { Text } from "../i18n/text.ts";

export type PeriodChoice = { value: string; text: string };

const RANGE = /^(\d{4}-\d\d-\d\d)\.\.(\d{4}-\d\d-\d\d)$/;

/** The periods to choose from: those with a name, and those for which figures were published. */
export function periodChoices(claimed: readonly string[], t: Text): PeriodChoice[] {
  const named = (["year", "quarter", "month", "week", "today"] as const).map((value) => ({
    value,
    text: t(`period.${value}`),
  }));
  const published = claimed.map((value) => {
    const [, from, to] = RANGE.exec(value) ?? [];
    return { value, text: from === undefined || to === undefined ? value : rangeText({ from, to }) };
  });
  return [...named, ...published];
}
