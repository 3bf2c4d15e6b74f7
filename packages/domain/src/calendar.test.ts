import { describe, expect, it } from "vitest";
import { createCalendar, type OfficeHours } from "./calendar.ts";
import { formatInstant } from "./civil-day.ts";
import { HOLIDAYS, type HolidayYear } from "./holidays.ts";

const HOUR = 3_600_000;
const officeHours: OfficeHours = [
  ["07:30", "11:30"],
  ["13:30", "17:00"],
];
const calendar = createCalendar({ officeHours });

/** `2022-12-05 08:12` on the office's wall clock. */
function local(text: string): number {
  return Date.parse(`${text.replace(" ", "T")}+07:00`);
}

function clock(atMs: number): string {
  return formatInstant(atMs).slice(0, 16).replace("T", " ");
}

const DUE: readonly [received: string, days: number, due: string, why: string][] = [
  ["2022-12-05 08:12", 3, "2022-12-08 17:00", "Monday and three days"],
  ["2022-12-09 10:00", 1, "2022-12-12 17:00", "over a weekend"],
  ["2022-12-05 06:00", 1, "2022-12-06 17:00", "before the office opens"],
  ["2022-12-05 12:00", 1, "2022-12-06 17:00", "in the lunch break"],
  ["2022-12-05 17:00", 1, "2022-12-06 17:00", "at closing time, still that day"],
  ["2022-12-05 17:01", 1, "2022-12-07 17:00", "after closing: received on Tuesday"],
  ["2022-12-10 09:00", 1, "2022-12-13 17:00", "on a Saturday: received on Monday"],
  ["2022-12-30 10:00", 2, "2023-01-04 17:00", "over 31 December; 1 January a Sunday, made up on Monday"],
  ["2022-12-30 10:00", 15, "2023-01-30 17:00", "over 31 December and all of Tết 2023"],
  ["2023-01-19 14:00", 2, "2023-01-30 17:00", "Tết 2023 is off until Thursday the 26th"],
  ["2026-02-13 10:00", 1, "2026-02-23 17:00", "Tết 2026, nine days with its weekends"],
  ["2026-02-18 10:00", 1, "2026-02-24 17:00", "on the second day of Tết"],
  ["2025-12-31 09:00", 3, "2026-01-07 17:00", "Friday 2 January 2026 is off by swap"],
  ["2026-01-08 09:00", 2, "2026-01-10 17:00", "and worked on Saturday 10 January"],
  ["2026-01-10 09:00", 1, "2026-01-12 17:00", "received on a worked Saturday"],
  ["2024-05-03 10:00", 1, "2024-05-04 17:00", "the worked Saturday of 2024"],
  ["2024-04-26 10:00", 1, "2024-05-02 17:00", "29 April 2024 is off by swap"],
  ["2025-04-25 10:00", 1, "2025-04-26 17:00", "the worked Saturday of 2025"],
  ["2026-08-21 10:00", 1, "2026-08-22 17:00", "the worked Saturday before National Day 2026"],
  ["2026-08-28 10:00", 1, "2026-09-03 17:00", "31 August by swap, 1 and 2 September"],
  ["2022-04-29 09:00", 1, "2022-05-04 17:00", "two holidays on a weekend, made up on Monday and Tuesday"],
  ["2026-04-24 09:00", 1, "2026-04-28 17:00", "Hùng Kings' Day on a Sunday"],
  ["2025-11-21 16:00", 2, "2025-11-25 17:00", "24 November was worked before 2026"],
  ["2026-11-23 16:00", 1, "2026-11-25 17:00", "24 November 2026 is off"],
  ["2026-11-24 10:00", 1, "2026-11-26 17:00", "received on 24 November: counts as the 25th"],
  ["2026-11-19 07:30", 0, "2026-11-19 17:00", "within the day"],
  ["2026-11-19 15:00", 0, "2026-11-19 17:00", "15:00 itself is not after 15:00"],
  ["2026-11-19 15:01", 0, "2026-11-20 17:00", "after 15:00: the next working day"],
  ["2026-11-20 15:01", 0, "2026-11-23 17:00", "after 15:00 on a Friday"],
  ["2026-11-23 15:01", 0, "2026-11-25 17:00", "after 15:00 on the eve of 24 November"],
  ["2026-11-19 17:30", 0, "2026-11-20 17:00", "after closing, moved once and not twice"],
  ["2026-11-21 16:00", 0, "2026-11-23 17:00", "within the day, received on a Saturday afternoon"],
  ["2026-11-19 15:01", 1, "2026-11-20 17:00", "15:00 matters only within the day"],
  ["2022-12-05 07:30", 0.5, "2022-12-05 11:15", "half of seven and a half hours"],
  ["2022-12-05 08:00", 0.5, "2022-12-05 13:45", "half a day round the lunch break"],
  ["2022-12-05 12:00", 0.5, "2022-12-06 07:45", "half a day from the lunch break on"],
  ["2022-12-10 09:00", 0.5, "2022-12-12 11:15", "half a day received on a Saturday"],
  ["2022-12-05 10:00", 1.5, "2022-12-07 11:15", "half a day after the end of the first"],
];

describe("due times worked by hand", () => {
  it.each(DUE)("%s and %d days: %s, %s", (received, days, due) => {
    expect(clock(calendar.addWorkingDays(local(received), days))).toBe(due);
  });

  it("moves a dossier of the day at the first millisecond after 15:00", () => {
    expect(clock(calendar.addWorkingDays(local("2026-11-19 15:00") + 1, 0))).toBe("2026-11-20 17:00");
  });
});

describe("working days", () => {
  it.each([
    ["2026-11-23", true, "2026-11-20", "2026-11-25"],
    ["2026-11-24", false, "2026-11-23", "2026-11-25"],
    ["2026-01-10", true, "2026-01-09", "2026-01-12"],
    ["2026-02-17", false, "2026-02-13", "2026-02-23"],
    ["2022-05-03", false, "2022-04-29", "2022-05-04"],
    ["2000-01-01", false, "1999-12-31", "2000-01-03"],
    ["2099-12-31", true, "2099-12-30", "2100-01-04"],
  ])("%s: working %s, before it %s, after it %s", (day, isWorking, previous, next) => {
    expect(calendar.isWorkingDay(day)).toBe(isWorking);
    expect(calendar.previousWorkingDay(day)).toBe(previous);
    expect(calendar.nextWorkingDay(day)).toBe(next);
  });

  it("knows weekends and fixed holidays alone in years without an entry", () => {
    expect(calendar.isWorkingDay("2028-01-26")).toBe(true); // the first day of Tết 2028, not announced
    expect(calendar.isWorkingDay("2028-11-24")).toBe(false);
    expect(calendar.isWorkingDay("2020-11-24")).toBe(true);
    expect(calendar.isWorkingDay("2020-04-30")).toBe(false);
    expect(calendar.isWorkingDay("2028-05-01")).toBe(false);
    expect(calendar.isWorkingDay("2020-09-01")).toBe(true);
  });

  it("takes another table, the highest version of a year in any order", () => {
    const entry = { year: 2028, source: "test", confirmed: false, workingDays: ["2028-01-29"] };
    const tet = { vi: "Tết", en: "Tết" };
    const holidays: HolidayYear[] = [
      { ...entry, version: 2, daysOff: [{ day: "2028-01-26", name: tet }] },
      { ...entry, version: 1, daysOff: [{ day: "2028-01-27", name: tet }] },
    ];
    const own = createCalendar({ officeHours, holidays });
    expect(own.isWorkingDay("2028-01-26")).toBe(false);
    expect(own.isWorkingDay("2028-01-27")).toBe(true);
    expect(own.isWorkingDay("2028-01-29")).toBe(true);
    expect(own.isWorkingDay("2026-02-17")).toBe(true);
    expect(createCalendar({ officeHours, holidays: HOLIDAYS }).isWorkingDay("2026-02-17")).toBe(false);
  });

  it("says so beyond its years", () => {
    for (const day of ["1998-12-31", "2101-01-01"]) {
      expect(() => calendar.isWorkingDay(day)).toThrow(
        expect.objectContaining({ code: "time-out-of-range" }),
      );
    }
    expect(() => calendar.previousWorkingDay("1999-01-01")).toThrow(
      expect.objectContaining({ code: "time-out-of-range" }),
    );
    expect(calendar.addWorkingMs(local("2100-12-31 12:00"), 100 * HOUR)).toBe(local("2101-01-01 00:00"));
    expect(calendar.addWorkingMs(local("2150-01-01 12:00"), HOUR)).toBe(local("2150-01-01 12:00"));
    expect(calendar.subtractWorkingMs(local("1990-01-01 12:00"), HOUR)).toBe(local("1990-01-01 12:00"));
    expect(calendar.addWorkingDays(local("2100-12-31 12:00"), 5)).toBe(local("2101-01-01 00:00"));
    expect(calendar.workingMsBetween(local("2100-12-31 16:00"), Infinity)).toBe(HOUR);
  });
});

describe("working time", () => {
  it.each([
    ["2022-12-05 07:29", false],
    ["2022-12-05 07:30", true],
    ["2022-12-05 11:29", true],
    ["2022-12-05 11:30", false],
    ["2022-12-05 13:30", true],
    ["2022-12-05 17:00", false],
    ["2022-12-04 09:00", false],
    ["2026-11-24 09:00", false],
    ["2024-05-04 09:00", true],
  ])("%s: %s", (at, expected) => expect(calendar.isWorkingTime(local(at))).toBe(expected));

  it.each([
    ["2022-12-05 08:30", 3, "2022-12-05 11:30"], // stays at the end of the session
    ["2022-12-05 11:30", 0, "2022-12-05 11:30"],
    ["2022-12-05 12:00", 1, "2022-12-05 14:30"],
    ["2022-12-05 12:00", 0, "2022-12-05 12:00"],
    ["2022-12-05 16:00", 1, "2022-12-05 17:00"],
    ["2022-12-09 16:00", 2, "2022-12-12 08:30"],
    ["2026-11-23 16:30", 1, "2026-11-25 08:00"],
  ])("%s and %d hours: %s", (from, hours, expected) => {
    expect(clock(calendar.addWorkingMs(local(from), hours * HOUR))).toBe(expected);
  });

  it.each([
    ["2022-12-05 14:00", 0.5, "2022-12-05 13:30"], // the latest: not the end of the morning
    ["2022-12-05 14:00", 1, "2022-12-05 11:00"],
    ["2022-12-05 12:00", 1, "2022-12-05 10:30"],
    ["2022-12-05 12:00", 0, "2022-12-05 12:00"],
    ["2022-12-05 07:30", 1, "2022-12-02 16:00"],
    ["2022-12-05 17:00", 7.5, "2022-12-05 07:30"],
    ["2026-11-25 08:00", 1, "2026-11-23 16:30"],
  ])("%s less %d hours: %s", (from, hours, expected) => {
    expect(clock(calendar.subtractWorkingMs(local(from), hours * HOUR))).toBe(expected);
  });

  it("is none backwards", () => {
    expect(calendar.workingMsBetween(local("2022-12-06 08:00"), local("2022-12-05 08:00"))).toBe(0);
    expect(calendar.workingMsBetween(local("2022-12-06 08:00"), local("2022-12-06 08:00"))).toBe(0);
  });

  it.each([-1, NaN, -Infinity])("refuses an amount of %d", (amount) => {
    const at = local("2022-12-05 08:00");
    for (const act of [calendar.addWorkingMs, calendar.subtractWorkingMs, calendar.addWorkingDays]) {
      expect(() => act(at, amount)).toThrow(expect.objectContaining({ code: "invalid-value" }));
    }
  });

  it.each<{ why: string; hours: OfficeHours }>([
    { why: "none", hours: [] },
    {
      why: "overlapping",
      hours: [
        ["07:30", "11:30"],
        ["11:00", "17:00"],
      ],
    },
    {
      why: "unordered",
      hours: [
        ["13:30", "17:00"],
        ["07:30", "11:30"],
      ],
    },
    { why: "backwards", hours: [["11:30", "07:30"]] },
    { why: "empty", hours: [["07:30", "07:30"]] },
    { why: "24:00", hours: [["07:30", "24:00"]] },
    { why: "7:30", hours: [["7:30", "11:30"]] },
    { why: "words", hours: [["sáng", "chiều"]] },
  ])("refuses office hours: $why", ({ hours }) => {
    expect(() => createCalendar({ officeHours: hours })).toThrow(
      expect.objectContaining({ code: "invalid-value" }),
    );
  });
});
