import type { DayRange } from "@nhip/contracts";
import { dayOf, parsePeriod } from "@nhip/domain";

/** What a public page may be asked for: `2026-11` or `2026`. Days and free ranges would tell single dossiers apart. */
export type PublicPeriod = { text: string; kind: "month" | "year"; range: DayRange };

const SHAPE = /^20\d\d(-(0[1-9]|1[0-2]))?$/;

/** The period of a query, this month where it names none; `null` for what is none, or lies ahead. */
export function publicPeriod(text: string | undefined, now: number): PublicPeriod | null {
  const today = dayOf(now);
  const named = text === undefined || text === "" ? today.slice(0, 7) : text;
  const range = SHAPE.test(named) ? parsePeriod(named, today) : undefined;
  if (!range || range.from > today) return null;
  return { text: named, kind: named.length === 4 ? "year" : "month", range };
}

/** The period `by` months or years away (earlier when negative), or `null` where it lies ahead or before 2000. */
export function neighbour(period: PublicPeriod, by: number, now: number): PublicPeriod | null {
  const year = Number(period.text.slice(0, 4));
  if (period.kind === "year") return publicPeriod(String(year + by), now);
  const months = year * 12 + Number(period.text.slice(5)) - 1 + by;
  const month = String((months % 12) + 1).padStart(2, "0");
  return publicPeriod(`${Math.floor(months / 12)}-${month}`, now);
}
