import { z } from "zod";

const RFC3339 = /^(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(?:[Zz]|([+-])(\d\d):(\d\d))$/;
const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Milliseconds since the epoch of an RFC 3339 instant with an offset, or `undefined` when it is not one. */
export function parseInstant(text: string): number | undefined {
  const match = RFC3339.exec(text);
  if (!match) return undefined;
  const [, y = "", mo = "", d = "", h = "", mi = "", s = "", fraction, sign, offsetHour, offsetMinute] =
    match;
  const year = Number(y);
  const month = Number(mo);
  const day = Number(d);
  const isLeapDay = month === 2 && day === 29 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  if (day < 1 || (day > (MONTH_DAYS[month - 1] ?? 0) && !isLeapDay)) return undefined;
  const hour = Number(h);
  const minute = Number(mi);
  const second = Number(s);
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  const ms = fraction === undefined ? 0 : Math.trunc(Number(`0.${fraction}`) * 1_000);
  const local = Date.UTC(year, month - 1, day, hour, minute, second, ms);
  if (sign === undefined) return local;
  const ahead = Number(offsetHour) * 60 + Number(offsetMinute);
  if (ahead > 14 * 60 || Number(offsetMinute) > 59) return undefined;
  return sign === "+" ? local - ahead * 60_000 : local + ahead * 60_000;
}

/** An RFC 3339 time with an offset on the wire, milliseconds since the epoch inside. Issue code `invalid-time`. */
export const Instant = z
  .string()
  .max(40)
  .transform((text, context) => {
    const at = parseInstant(text.trim());
    if (at !== undefined) return at;
    context.addIssue({ code: "custom", params: { code: "invalid-time" }, message: "invalid-time" });
    return z.NEVER;
  });
