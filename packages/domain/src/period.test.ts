import type { DayRange } from "@nhip/contracts";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createCalendar } from "./calendar.ts";
import { addDays, daysBetween, type Day } from "./civil-day.ts";
import { bucketsOf, dayBuckets, parsePeriod, previousPeriod, type Bucket } from "./period.ts";

const calendar = createCalendar({
  officeHours: [
    ["07:30", "11:30"],
    ["13:30", "17:00"],
  ],
});
const TODAY = "2026-11-24"; // a Tuesday

/** The days of what must be a period. */
function period(text: string, today: Day): DayRange {
  const range = parsePeriod(text, today);
  if (!range) throw new Error(`${text} is no period`);
  return range;
}

describe("parsePeriod", () => {
  it.each([
    ["today", "2026-11-24", "2026-11-24"],
    ["week", "2026-11-23", "2026-11-29"],
    ["month", "2026-11-01", "2026-11-30"],
    ["quarter", "2026-10-01", "2026-12-31"],
    ["year", "2026-01-01", "2026-12-31"],
    ["2022", "2022-01-01", "2022-12-31"],
    ["2022-12", "2022-12-01", "2022-12-31"],
    ["2024-02", "2024-02-01", "2024-02-29"],
    ["2022-Q1", "2022-01-01", "2022-03-31"],
    ["2022-Q4", "2022-10-01", "2022-12-31"],
    ["2022-12-05", "2022-12-05", "2022-12-05"],
    ["2022-01-01..2022-12-12", "2022-01-01", "2022-12-12"],
    ["2022-12-12..2022-12-12", "2022-12-12", "2022-12-12"],
    ["2000-01-01..2019-12-31", "2000-01-01", "2019-12-31"],
    ["2000", "2000-01-01", "2000-12-31"],
    ["2099-Q4", "2099-10-01", "2099-12-31"],
  ])("%s is %s to %s", (text, from, to) => expect(parsePeriod(text, TODAY)).toEqual({ from, to }));

  it.each([
    "",
    "Today",
    "tomorrow",
    "constructor",
    " today",
    "1999",
    "2100",
    "22",
    "20222",
    "2022-13",
    "2022-00",
    "2022-Q0",
    "2022-Q5",
    "2022-q4",
    "2022-1",
    "2022-02-30",
    "2022-12-05\n",
    "2022\n",
    "2022-12-12..2022-01-01",
    "2022-01-01..2022-02-30",
    "2022-01-01..",
    "2022-01-01...2022-12-12",
    "2022-01..2022-03",
    "2000-01-01..2020-01-01",
    "1999-12-31..2000-01-05",
    "2099-12-31..2100-01-01",
    "2022-01-01..2022-12-12x",
    "x".repeat(100_000),
  ])("%j is no period", (text) => expect(parsePeriod(text, TODAY)).toBeUndefined());

  it.each([
    ["2026-11-22", "2026-11-16", "2026-11-22"],
    ["2026-11-23", "2026-11-23", "2026-11-29"],
    ["2027-01-01", "2026-12-28", "2027-01-03"],
  ])("the week of %s runs from Monday %s to Sunday %s", (today, from, to) => {
    expect(parsePeriod("week", today)).toEqual({ from, to });
  });

  it("never throws, and gives ordered days only", () => {
    const text = fc.oneof(fc.string(), fc.stringMatching(/^[0-9Q.-]{1,22}$/));
    fc.assert(
      fc.property(text, (it) => {
        const { from, to } = parsePeriod(it, TODAY) ?? { from: TODAY, to: TODAY };
        expect(daysBetween(from, to)).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});

describe("previousPeriod", () => {
  it.each([
    // A day against the working day before it.
    ["today", "2026-11-24", "2026-11-23", "2026-11-23"],
    ["today", "2026-11-25", "2026-11-23", "2026-11-23"],
    ["2026-02-23", "2026-11-24", "2026-02-13", "2026-02-13"],
    ["2026-01-12", "2026-11-24", "2026-01-10", "2026-01-10"],
    // Running: as many days as have begun.
    ["week", "2026-11-24", "2026-11-16", "2026-11-17"],
    ["week", "2026-11-29", "2026-11-16", "2026-11-22"],
    ["month", "2026-11-15", "2026-10-01", "2026-10-15"],
    ["month", "2026-03-31", "2026-02-01", "2026-02-28"],
    ["month", "2026-04-30", "2026-03-01", "2026-03-30"],
    ["month", "2026-01-10", "2025-12-01", "2025-12-10"],
    ["quarter", "2026-11-24", "2026-07-01", "2026-08-24"],
    ["year", "2024-12-31", "2023-01-01", "2023-12-31"],
    ["year", "2026-11-24", "2025-01-01", "2025-11-24"],
    ["2026-11", "2026-11-15", "2026-10-01", "2026-10-15"],
    ["2026", "2026-01-01", "2025-01-01", "2025-01-01"],
    // Closed or still to come: all of it.
    ["2022", "2026-11-24", "2021-01-01", "2021-12-31"],
    ["2022-12", "2026-11-24", "2022-11-01", "2022-11-30"],
    ["2022-03", "2026-11-24", "2022-02-01", "2022-02-28"],
    ["2022-Q1", "2026-11-24", "2021-10-01", "2021-12-31"],
    ["2022-Q4", "2026-11-24", "2022-07-01", "2022-09-30"],
    ["2027", "2026-11-24", "2026-01-01", "2026-12-31"],
    ["2000", "2026-11-24", "1999-01-01", "1999-12-31"],
    // A free range: as many days just before, running or not.
    ["2022-12-01..2022-12-12", "2026-11-24", "2022-11-19", "2022-11-30"],
    ["2022-01-01..2022-12-31", "2026-11-24", "2021-01-01", "2021-12-31"],
    ["2026-11-20..2026-11-30", "2026-11-24", "2026-11-09", "2026-11-19"],
    ["2022-12-05..2022-12-05", "2026-11-24", "2022-12-04", "2022-12-04"],
  ])("%s on %s: %s to %s", (text, today, from, to) => {
    expect(previousPeriod(text, period(text, today), today, calendar)).toEqual({ from, to });
  });

  const day = fc.integer({ min: 366, max: 36_000 }).map((n) => addDays("2000-01-01", n));

  it("ends before the period, and is as long as the part of it that has begun, or clipped", () => {
    fc.assert(
      fc.property(day, fc.constantFrom("week", "month", "quarter", "year"), (today, text) => {
        const range = period(text, today);
        const previous = previousPeriod(text, range, today, calendar);
        const elapsed = daysBetween(range.from, today) + 1;
        const length = daysBetween(previous.from, previous.to) + 1;
        expect(previous.to < range.from).toBe(true);
        expect(length === elapsed || (length < elapsed && addDays(previous.to, 1) === range.from)).toBe(true);
        const closed = previousPeriod(text, range, addDays(range.to, 1), calendar);
        expect(addDays(closed.to, 1)).toBe(range.from);
        expect(closed.from).toBe(previous.from);
      }),
    );
  });

  it("of a free range is as long as it and touches it", () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: 365 }), day, (from, length, today) => {
        const range = { from, to: addDays(from, length) };
        const previous = previousPeriod(`${range.from}..${range.to}`, range, today, calendar);
        expect(addDays(previous.to, 1)).toBe(range.from);
        expect(daysBetween(previous.from, previous.to)).toBe(length);
      }),
    );
  });
});

describe("bucketsOf", () => {
  it.each([
    ["2022-01-01", "2022-12-31", "y:2022"],
    ["2022-12-01", "2022-12-31", "m:2022-12"],
    ["2022-12-05", "2022-12-05", "d:2022-12-05"],
    ["2022-10-01", "2022-12-31", "m:2022-10 m:2022-11 m:2022-12"],
    ["2021-12-30", "2023-02-01", "d:2021-12-30 d:2021-12-31 y:2022 m:2023-01 d:2023-02-01"],
    ["2024-02-01", "2024-02-29", "m:2024-02"],
    ["2023-12-31", "2024-01-01", "d:2023-12-31 d:2024-01-01"],
    ["2022-12-06", "2022-12-05", ""],
  ])("%s to %s: %s", (from, to, expected) => expect(bucketsOf({ from, to }).join(" ")).toBe(expected));

  /** All days of a bucket, without the help of the code under test. */
  function daysOf(bucket: Bucket): Day[] {
    const prefix = bucket.slice(2);
    const days: Day[] = [];
    const first = prefix.length === 4 ? `${prefix}-01-01` : prefix.length === 7 ? `${prefix}-01` : prefix;
    for (let day = first; day.startsWith(prefix); day = addDays(day, 1)) days.push(day);
    return days;
  }

  const start = fc.oneof(
    fc.integer({ min: 0, max: 33_000 }).map((n) => addDays("2000-01-01", n)),
    fc
      .tuple(
        fc.integer({ min: 2000, max: 2089 }),
        fc.constantFrom("01-01", "12-01", "03-01", "02-28", "12-31"),
      )
      .map((it) => it.join("-")),
  );
  const length = fc.oneof(
    fc.integer({ min: 0, max: 70 }),
    fc.integer({ min: 0, max: 3300 }),
    fc.constantFrom(30, 364, 365, 730),
  );

  it("tiles a range exactly: every day once, in order", () => {
    fc.assert(
      fc.property(start, length, (from, n) => {
        const range = { from, to: addDays(from, n) };
        const days: Day[] = [];
        for (let day = from; day <= range.to; day = addDays(day, 1)) days.push(day);
        expect(bucketsOf(range).flatMap(daysOf)).toEqual(days);
      }),
      { numRuns: 300 },
    );
  });

  it("uses the fewest: no whole month in days, no whole year in months", () => {
    fc.assert(
      fc.property(start, length, (from, n) => {
        const all = bucketsOf({ from, to: addDays(from, n) });
        const days = new Set(all.flatMap(daysOf));
        const couldBeCoarser = all.filter((bucket) => {
          const [, ofMonth, ofYear] = dayBuckets(daysOf(bucket)[0] ?? "");
          const coarser = bucket.startsWith("d:") ? ofMonth : ofYear;
          return !bucket.startsWith("y:") && daysOf(coarser).every((day) => days.has(day));
        });
        expect(couldBeCoarser).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  it("refuses what is not a day", () => {
    expect(() => bucketsOf({ from: "2022-02-30", to: "2022-03-01" })).toThrow(
      expect.objectContaining({ code: "invalid-value" }),
    );
    expect(() => bucketsOf({ from: "2022-02-01", to: "zzz" })).toThrow(
      expect.objectContaining({ code: "invalid-value" }),
    );
  });
});

describe("dayBuckets", () => {
  it("names the day, its month and its year, with the same array each time", () => {
    expect(dayBuckets("2022-12-05")).toEqual(["d:2022-12-05", "m:2022-12", "y:2022"]);
    expect(dayBuckets("2022-12-05")).toBe(dayBuckets("2022-12-05"));
  });
});
