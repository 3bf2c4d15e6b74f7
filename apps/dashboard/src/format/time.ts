const OFFSET_MS = 7 * 3_600_000;
const DAY_MS = 86_400_000;
const two = (value: number): string => String(value).padStart(2, "0");

/** The moment as Ho Chi Minh City sees it (UTC+7, no summer time), readable through the UTC getters. */
function local(ms: number): Date {
  return new Date(ms + OFFSET_MS);
}

/** `09:41`, whatever the browser's zone. */
export function clockTime(ms: number): string {
  const at = local(ms);
  return `${two(at.getUTCHours())}:${two(at.getUTCMinutes())}`;
}

/** The civil day, `2022-12-12`. */
export function civilDay(ms: number): string {
  return local(ms).toISOString().slice(0, 10);
}

/** `2022-12-12` -> `12/12/2022`, `2022-12` -> `12/2022`; anything else comes back as it came. */
export function dayText(day: string): string {
  return day.split("-").toReversed().join("/");
}

/** `2022-12-12` -> `12/12`, `2022-12` -> `12/2022`: for axes, where the year is said once. */
export function shortDay(day: string): string {
  const [year = "", month = "", date] = day.split("-");
  return date === undefined ? `${month}/${year}` : `${date}/${month}`;
}

/** The day `count` days later (earlier when negative). */
export function addDays(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * DAY_MS).toISOString().slice(0, 10);
}

/** Days in the range, both ends counted. */
export function daysIn(range: { from: string; to: string }): number {
  return (
    Math.round((Date.parse(`${range.to}T00:00:00Z`) - Date.parse(`${range.from}T00:00:00Z`)) / DAY_MS) + 1
  );
}

/** A moment for a list: the clock today, day and clock otherwise. */
export function momentText(ms: number, nowMs: number): string {
  const day = civilDay(ms);
  return day === civilDay(nowMs) ? clockTime(ms) : `${clockTime(ms)} ${dayText(day)}`;
}

/** 0 = Sunday … 6 = Saturday, in Ho Chi Minh City. */
export function weekday(ms: number): number {
  return local(ms).getUTCDay();
}

const WITH_OFFSET = /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:[Zz]|[+-]\d\d:\d\d)$/;

/** An RFC 3339 time as a `datetime-local` control shows it, in Ho Chi Minh City; empty for what is none. */
export function localInput(text: string): string {
  const ms = WITH_OFFSET.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(ms)) return "";
  const shown = local(ms).toISOString();
  return shown.slice(17, 19) === "00" ? shown.slice(0, 16) : shown.slice(0, 19);
}

/** What a `datetime-local` control says, as RFC 3339 with +07:00. */
export function instantOf(input: string): string {
  return `${input.length === 16 ? `${input}:00` : input}+07:00`;
}
