import type { DayRange } from "@nhip/contracts";
import { customPeriod } from "../format/period.ts";
import { addDays, instantOf, localInput } from "../format/time.ts";

type Query = Readonly<Record<string, string | undefined>>;
/** What is on screen: the page's path, its address's filters, and the ward and days that they come to. */
export type View = { path: string; query: Query; ward: string; period: string; range: DayRange | null };

/** A moment as links write it, to the second, +07:00. */
export function frozenMoment(ms: number): string {
  return instantOf(localInput(new Date(Math.floor(ms / 1_000) * 1_000).toISOString()));
}

/** An address of what is on screen, live: whoever opens it sees the figures of that moment. */
export function liveLink({ path, query, ward, period }: View): string {
  const { asOf: _gone, ...rest } = query;
  return address(path, { ...rest, ward, period });
}

/** An address of what is on screen as it stands at `asOf`; "this week" becomes its days, so that it stays that week. */
export function frozenLink({ path, query, ward, period, range }: View, asOf: string): string {
  return address(path, {
    ...query,
    ward,
    period: range === null ? period : fixedPeriod(period, range),
    asOf,
  });
}

/** A period with a name of its own as the one of the calendar that it is on these days. */
export function fixedPeriod(period: string, { from, to }: DayRange): string {
  switch (period) {
    case "today":
      return to;
    case "month":
      return from.slice(0, 7);
    case "quarter":
      return `${from.slice(0, 4)}-Q${Math.ceil(Number(from.slice(5, 7)) / 3)}`;
    case "year":
      return from.slice(0, 4);
    case "week":
      // A week that still runs is told up to today; the week is Monday to Sunday.
      return customPeriod(from, addDays(from, 6) > to ? to : addDays(from, 6));
    default:
      return period;
  }
}

function address(path: string, query: Query): string {
  const told = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return `${path}?${new URLSearchParams(told).toString()}`;
}
