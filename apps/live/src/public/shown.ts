import type { KpiUnit, Locale } from "@nhip/contracts";
import { dayOf } from "@nhip/domain";
import type { Masked } from "./figures.ts";

const TAGS: Record<Locale, string> = { vi: "vi-VN", en: "en-GB" };
const formats = {
  vi: new Intl.NumberFormat(TAGS.vi, { maximumFractionDigits: 1 }),
  en: new Intl.NumberFormat(TAGS.en, { maximumFractionDigits: 1 }),
} satisfies Record<Locale, Intl.NumberFormat>;
const HANOI_MS = 7 * 3_600_000;

/** A figure as it is read: `5.188` and `78,3%` in Vietnamese, `5,188` and `78.3%` in English. */
export function figureText(value: number, unit: KpiUnit, locale: Locale): string {
  const text = formats[locale].format(value);
  return unit === "percent" ? `${text}%` : text;
}

/** A count of a breakdown: itself, `<5`, or `…`. */
export function maskedText({ value, shown }: Masked, locale: Locale): string {
  if (shown === "whole") return figureText(value, "count", locale);
  return shown === "few" ? "<5" : "…";
}

/** `2026-11-30` -> `30/11/2026`, `2026-11` -> `11/2026`. */
export function dayShown(day: string): string {
  return day.split("-").toReversed().join("/");
}

/** `09:41` in Hanoi. */
export function clockShown(ms: number): string {
  return new Date(ms + HANOI_MS).toISOString().slice(11, 16);
}

/** The day of a moment in Hanoi, as it is read. */
export const dayOfMoment = (ms: number): string => dayShown(dayOf(ms));
