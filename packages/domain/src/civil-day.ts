import { AppError } from "@nhip/contracts";

/**
 * A civil day of Asia/Ho_Chi_Minh, `2022-12-05`. Days compare as strings.
 *
 * The zone has been UTC+7 without summer time since 13 June 1975 and instants here are of 2000 and later, so all is
 * integer arithmetic on milliseconds: the same in every container, whatever its TZ, and cheap enough for each event.
 */
export type Day = string;

export const DAY_MS = 86_400_000;

const OFFSET_MS = 25_200_000;
const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const FIRST_CACHED = 10_957; // 2000-01-01, in days since 1970-01-01
const DAYS_CACHED = 36_525; // to 2099-12-31

const names = Array.from<Day | undefined>({ length: DAYS_CACHED });

/** The civil day of an instant in milliseconds. Throws AppError("invalid-time") for one that is no number or outside the years 0..9999. */
export function dayOf(atMs: number): Day {
  return nameOf(Math.floor((atMs + OFFSET_MS) / DAY_MS));
}

/** Milliseconds of 00:00 +07:00. Throws AppError("invalid-value") for what is not a day of the calendar. */
export function startOfDay(day: Day): number {
  return numberOf(day) * DAY_MS - OFFSET_MS;
}

/** Milliseconds of 23:59:59.999 +07:00. Throws AppError("invalid-value") for what is not a day of the calendar. */
export function endOfDay(day: Day): number {
  return startOfDay(day) + DAY_MS - 1;
}

/** The day `n` days later, earlier when negative; `n` a whole number. Throws AppError("invalid-value") for what is not a day. */
export function addDays(day: Day, n: number): Day {
  return nameOf(numberOf(day) + n);
}

/** `to - from` in days, negative when `to` is the earlier one. Throws AppError("invalid-value") for what is not a day. */
export function daysBetween(from: Day, to: Day): number {
  return numberOf(to) - numberOf(from);
}

/** Whether the text is a real day of the calendar from 2000-01-01 to 2099-12-31. Never throws. */
export function isDay(text: string): boolean {
  const days = parseDay(text) - FIRST_CACHED;
  return days >= 0 && days < DAYS_CACHED;
}

/** 1 Monday .. 7 Sunday. Throws AppError("invalid-value") for what is not a day of the calendar. */
export function weekday(day: Day): number {
  // 1970-01-01 was a Thursday; the second modulo keeps days before it positive.
  return ((((numberOf(day) + 3) % 7) + 7) % 7) + 1;
}

/** RFC 3339 with `+07:00`, and `.mmm` only when not zero: `2022-12-05T08:12:00+07:00`. Throws like `dayOf`. */
export function formatInstant(atMs: number): string {
  const day = dayOf(atMs);
  const rest = Math.floor(atMs) - startOfDay(day);
  const ms = rest % 1000;
  const seconds = (rest - ms) / 1000;
  const clock = `${pad(Math.floor(seconds / 3600), 2)}:${pad(Math.floor(seconds / 60) % 60, 2)}:${pad(seconds % 60, 2)}`;
  return ms === 0 ? `${day}T${clock}+07:00` : `${day}T${clock}.${pad(ms, 3)}+07:00`;
}

function nameOf(days: number): Day {
  const index = days - FIRST_CACHED;
  const known = names[index];
  if (known !== undefined) return known;
  const name = spell(days);
  if (index >= 0 && index < DAYS_CACHED) names[index] = name;
  return name;
}

/** Days since 1970-01-01 as a date. The era of 400 years starts on 1 March, so that a leap day ends its year. */
function spell(days: number): Day {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const ofEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365,
  );
  const ofYear = ofEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * ofYear + 2) / 153);
  const day = ofYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1;
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  if (!(year >= 0 && year <= 9999))
    throw new AppError("invalid-time", "not an instant of the years 0 to 9999");
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
}

function numberOf(day: Day): number {
  const days = parseDay(day);
  if (Number.isNaN(days)) throw new AppError("invalid-value", "not a day of the calendar");
  return days;
}

/** Days since 1970-01-01, or NaN when the text is not `YYYY-MM-DD` of a real day. */
function parseDay(text: string): number {
  if (text.length !== 10 || text[4] !== "-" || text[7] !== "-") return NaN;
  const year = digits(text, 0, 4);
  const month = digits(text, 5, 7);
  const day = digits(text, 8, 10);
  if (!(year >= 0 && day >= 1 && day <= lastDay(year, month))) return NaN;
  const fromMarch = month > 2 ? year : year - 1;
  const era = Math.floor(fromMarch / 400);
  const yearOfEra = fromMarch - era * 400;
  const ofYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  return (
    era * 146_097 +
    yearOfEra * 365 +
    Math.floor(yearOfEra / 4) -
    Math.floor(yearOfEra / 100) +
    ofYear -
    719_468
  );
}

/** The last day of a month, 0 when there is no such month. */
function lastDay(year: number, month: number): number {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 && isLeap ? 29 : (MONTH_DAYS[month - 1] ?? 0);
}

/** The ASCII digits of `text` from `from` up to `to` as a number, NaN when one is something else. */
function digits(text: string, from: number, to: number): number {
  let value = 0;
  for (let i = from; i < to; i++) {
    const digit = text.charCodeAt(i) - 48;
    if (!(digit >= 0 && digit <= 9)) return NaN;
    value = value * 10 + digit;
  }
  return value;
}

function pad(value: number, width: number): string {
  return String(value).padStart(width, "0");
}
