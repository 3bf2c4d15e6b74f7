import { AppError } from "@nhip/contracts";
import { DAY_MS, dayOf, daysBetween, startOfDay, weekday, type Day } from "./civil-day.ts";
import { fixedHolidays, HOLIDAYS, type HolidayYear } from "./holidays.ts";

/** Sessions of every working day in order, local `HH:MM`: `[["07:30","11:30"],["13:30","17:00"]]`. */
export type OfficeHours = readonly (readonly [string, string])[];

/**
 * Working days and working time of one office; instants and durations in milliseconds. Known from 1999-01-01 to
 * 2100-12-31; outside there is no working time, and the methods on days throw AppError("time-out-of-range").
 */
export type Calendar = {
  isWorkingDay(day: Day): boolean;
  /** The first working day strictly after. */
  nextWorkingDay(day: Day): Day;
  /** The last working day strictly before. */
  previousWorkingDay(day: Day): Day;
  /** Working days from `from`, which is in, to `to`, which is out; 0 when `to <= from`. */
  workingDaysBetween(from: Day, to: Day): number;
  /** Whether the office is open: the start of a session is in, its end is out. */
  isWorkingTime(atMs: number): boolean;
  /** Working time in between; 0 when `toMs <= fromMs`. Costs the same for a minute and for twenty years. */
  workingMsBetween(fromMs: number, toMs: number): number;
  /**
   * The earliest instant with that much working time elapsed: at the end of a session it stays there, not at the next
   * start. `ms` 0 gives `fromMs`; throws AppError("invalid-value") when negative.
   */
  addWorkingMs(fromMs: number, ms: number): number;
  /** The latest instant with `workingMsBetween(it, fromMs) === ms`. Throws AppError("invalid-value") when negative. */
  subtractWorkingMs(fromMs: number, ms: number): number;
  /**
   * When a dossier received at `fromMs` is due: the end of office hours on the n-th working day after the day of receipt.
   *
   * - Received after office hours or on a day off: the next working day is the day of receipt.
   * - 0 days, "trong ngày": the day of receipt itself, but the next working day when received after 15:00 (Decree
   *   61/2018/NĐ-CP Art. 18, as codified). 15:00:00.000 is not after.
   * - A fraction counts as that part of a day's working time: below one day from the receipt on, otherwise from the end
   *   of the last whole day, so that more days never end earlier than one day.
   *
   * Throws AppError("invalid-value") when `days` is negative or not finite.
   */
  addWorkingDays(fromMs: number, days: number): number;
};

type Session = { start: number; end: number; workedByEnd: number };

/** `before[i]` counts the working days before day `i` of the table; `nth[n]` is the index of working day `n`. */
type WorkingDays = { before: Uint16Array; nth: Uint16Array };

const FIRST_YEAR = 1999;
const LAST_YEAR = 2100;
const TABLE_START = startOfDay(`${FIRST_YEAR}-01-01`);
const DAY_COUNT = daysBetween(`${FIRST_YEAR}-01-01`, `${LAST_YEAR + 1}-01-01`);
const TABLE_END = TABLE_START + DAY_COUNT * DAY_MS;
const SAME_DAY_CUTOFF_MS = 15 * 3_600_000;

// One table of 150 kB for each list of holidays, shared by all wards that use the list and dropped with it.
const tables = new WeakMap<readonly HolidayYear[], WorkingDays>();

/**
 * The calendar of one office. Years without an entry in `holidays` have weekends and the statutory holidays of fixed
 * date only. Throws AppError("invalid-value") when a session is not `HH:MM`, ends before it starts or overlaps another.
 */
export function createCalendar(options: {
  officeHours: OfficeHours;
  holidays?: readonly HolidayYear[];
}): Calendar {
  const sessions = parseOfficeHours(options.officeHours);
  const { before, nth } = workingDaysOf(options.holidays ?? HOLIDAYS);
  const closing = sessions.at(-1) ?? { end: 0, workedByEnd: 0 };
  const dayMs = closing.workedByEnd;

  const countBefore = (index: number): number => before[index] ?? 0;
  const isWorkingIndex = (index: number): boolean => countBefore(index + 1) > countBefore(index);
  const startOfIndex = (index: number): number => TABLE_START + index * DAY_MS;

  function nthDay(n: number): Day {
    const index = nth[n];
    if (index === undefined) throw outOfRange();
    return dayOf(startOfIndex(index));
  }

  /** Working time since the start of the table. */
  function worked(atMs: number): number {
    if (atMs <= TABLE_START) return 0;
    if (atMs >= TABLE_END) return nth.length * dayMs;
    const index = Math.floor((atMs - TABLE_START) / DAY_MS);
    const whole = countBefore(index) * dayMs;
    return isWorkingIndex(index) ? whole + workedInDay(sessions, atMs - startOfIndex(index)) : whole;
  }

  function closingOf(n: number, fromMs: number): number {
    const index = nth[n];
    return index === undefined ? Math.max(fromMs, TABLE_END) : startOfIndex(index) + closing.end;
  }

  function addWorkingMs(fromMs: number, ms: number): number {
    requireAmount(ms);
    if (ms === 0) return fromMs;
    const target = worked(fromMs) + ms;
    const n = Math.ceil(target / dayMs) - 1;
    const index = nth[n];
    if (index === undefined) return Math.max(fromMs, TABLE_END);
    const rest = target - n * dayMs;
    const session = sessions.find(({ workedByEnd }) => rest <= workedByEnd) ?? closing;
    return startOfIndex(index) + session.end - (session.workedByEnd - rest);
  }

  return {
    isWorkingDay: (day) => isWorkingIndex(indexOf(day)),
    nextWorkingDay: (day) => nthDay(countBefore(indexOf(day) + 1)),
    previousWorkingDay: (day) => nthDay(countBefore(indexOf(day)) - 1),
    workingDaysBetween: (from, to) => (to > from ? countBefore(indexOf(to)) - countBefore(indexOf(from)) : 0),
    isWorkingTime: (atMs) => worked(atMs + 1) > worked(atMs),
    workingMsBetween: (fromMs, toMs) => (toMs > fromMs ? worked(toMs) - worked(fromMs) : 0),
    addWorkingMs,
    subtractWorkingMs(fromMs, ms) {
      requireAmount(ms);
      if (ms === 0) return fromMs;
      const target = worked(fromMs) - ms;
      const n = Math.floor(target / dayMs);
      const index = nth[n];
      if (index === undefined) return Math.min(fromMs, TABLE_START);
      const rest = target - n * dayMs;
      const session = sessions.find(({ workedByEnd }) => rest < workedByEnd) ?? closing;
      return startOfIndex(index) + session.end - (session.workedByEnd - rest);
    },
    addWorkingDays(fromMs, days) {
      requireAmount(days);
      const from = Math.max(fromMs, TABLE_START);
      const index = Math.floor((from - TABLE_START) / DAY_MS);
      if (index >= DAY_COUNT) return from;
      const timeOfDay = from - startOfIndex(index);
      const isInOffice = isWorkingIndex(index) && timeOfDay <= closing.end;
      const receipt = countBefore(isInOffice ? index : index + 1);
      if (days === 0)
        return closingOf(isInOffice && timeOfDay > SAME_DAY_CUTOFF_MS ? receipt + 1 : receipt, from);
      const whole = Math.floor(days);
      const part = Math.round((days - whole) * dayMs);
      return addWorkingMs(whole === 0 ? from : closingOf(receipt + whole, from), part);
    },
  };
}

function workedInDay(sessions: readonly Session[], timeOfDay: number): number {
  let sum = 0;
  for (const { start, end, workedByEnd } of sessions) {
    if (timeOfDay <= start) return sum;
    if (timeOfDay < end) return sum + timeOfDay - start;
    sum = workedByEnd;
  }
  return sum;
}

function indexOf(day: Day): number {
  const index = (startOfDay(day) - TABLE_START) / DAY_MS;
  if (index < 0 || index >= DAY_COUNT) throw outOfRange();
  return index;
}

function outOfRange(): AppError {
  return new AppError("time-out-of-range", `working days are known from ${FIRST_YEAR} to ${LAST_YEAR}`);
}

function requireAmount(amount: number): void {
  if (!(amount >= 0)) throw new AppError("invalid-value", "an amount of working time is zero or more");
}

function parseOfficeHours(officeHours: OfficeHours): Session[] {
  const sessions: Session[] = [];
  let last = { end: 0, workedByEnd: 0 };
  for (const [from, to] of officeHours) {
    const start = parseTimeOfDay(from);
    const end = parseTimeOfDay(to);
    if (start < last.end || end <= start)
      throw new AppError("invalid-value", "office hours must follow one another");
    const session = { start, end, workedByEnd: last.workedByEnd + end - start };
    sessions.push(session);
    last = session;
  }
  if (sessions.length === 0) throw new AppError("invalid-value", "an office needs office hours");
  return sessions;
}

/** Milliseconds since midnight of `HH:MM`. */
function parseTimeOfDay(text: string): number {
  if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(text)) throw new AppError("invalid-value", "a time of day is HH:MM");
  return (Number(text.slice(0, 2)) * 60 + Number(text.slice(3))) * 60_000;
}

function workingDaysOf(holidays: readonly HolidayYear[]): WorkingDays {
  let table = tables.get(holidays);
  if (!table) tables.set(holidays, (table = countWorkingDays(daysOffOf(holidays))));
  return table;
}

/** One flag a day of the table, 1 for a day off. */
function daysOffOf(holidays: readonly HolidayYear[]): Uint8Array {
  const isOff = new Uint8Array(DAY_COUNT);
  const firstWeekday = weekday(`${FIRST_YEAR}-01-01`) - 1;
  for (let index = 0; index < DAY_COUNT; index++) isOff[index] = (firstWeekday + index) % 7 >= 5 ? 1 : 0;

  const known = new Map<number, HolidayYear>();
  for (const entry of holidays) {
    if (entry.version >= (known.get(entry.year)?.version ?? -Infinity)) known.set(entry.year, entry);
  }
  for (let year = FIRST_YEAR; year <= LAST_YEAR; year++) {
    const entry = known.get(year);
    const daysOff = entry ? entry.daysOff.map(({ day }) => day) : fixedHolidays(year);
    for (const day of daysOff) isOff[indexOf(day)] = 1;
    for (const day of entry?.workingDays ?? []) isOff[indexOf(day)] = 0;
  }
  return isOff;
}

function countWorkingDays(isOff: Uint8Array): WorkingDays {
  const before = new Uint16Array(DAY_COUNT + 1);
  const nth = new Uint16Array(DAY_COUNT);
  let count = 0;
  for (let index = 0; index < DAY_COUNT; index++) {
    before[index] = count;
    if (isOff[index] === 0) nth[count++] = index;
  }
  before[DAY_COUNT] = count;
  return { before, nth: nth.slice(0, count) };
}
