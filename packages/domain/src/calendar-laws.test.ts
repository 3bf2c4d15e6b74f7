import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createCalendar, type OfficeHours } from "./calendar.ts";
import { addDays, dayOf, formatInstant, startOfDay, weekday } from "./civil-day.ts";
import { HOLIDAYS } from "./holidays.ts";

const HOUR = 3_600_000;
const DAY_WORK_MS = 7.5 * HOUR;
const officeHours: OfficeHours = [
  ["07:30", "11:30"],
  ["13:30", "17:00"],
];
const calendar = createCalendar({ officeHours });

/** `2022-12-05 08:12` on the office's wall clock. */
function local(text: string): number {
  return Date.parse(`${text.replace(" ", "T")}+07:00`);
}

describe("laws of working time", () => {
  const instant = fc.integer({ min: local("2000-01-01 00:00"), max: local("2090-01-01 00:00") });
  const edge = fc
    .tuple(
      fc.integer({ min: 0, max: 3650 }),
      fc.constantFrom(0, 7.5, 11.5, 12, 13.5, 15, 17, 24),
      fc.integer({ min: -1, max: 1 }),
    )
    .map(([days, hour, ms]) => startOfDay(addDays("2020-06-01", days)) + hour * HOUR + ms);
  const at = fc.oneof(instant, edge);
  const amount = fc.oneof(
    fc.integer({ min: 1, max: 400 * DAY_WORK_MS }),
    fc.constantFrom(1, 3.5 * HOUR, 4 * HOUR, DAY_WORK_MS, DAY_WORK_MS + 1, DAY_WORK_MS - 1, 20 * DAY_WORK_MS),
  );
  const hours = fc.constantFrom<OfficeHours>(
    officeHours,
    [
      ["07:00", "11:30"],
      ["13:30", "17:00"],
    ],
    [["00:00", "23:59"]],
    [
      ["08:00", "09:00"],
      ["09:00", "10:00"],
      ["20:15", "20:16"],
    ],
  );

  /** The slow way: each day, each session. */
  function slowly(from: number, to: number, sessions: OfficeHours): number {
    let sum = 0;
    for (let day = dayOf(from); startOfDay(day) < to; day = addDays(day, 1)) {
      if (!calendar.isWorkingDay(day)) continue;
      for (const [start, end] of sessions) {
        sum += Math.max(0, Math.min(to, local(`${day} ${end}`)) - Math.max(from, local(`${day} ${start}`)));
      }
    }
    return sum;
  }

  it("equals the slow sum over days and sessions", () => {
    fc.assert(
      fc.property(hours, at, fc.integer({ min: 0, max: 90 * 24 * HOUR }), (officeHours, from, span) => {
        const own = createCalendar({ officeHours });
        expect(own.workingMsBetween(from, from + span)).toBe(slowly(from, from + span, officeHours));
      }),
      { numRuns: 300 },
    );
  });

  it("adds up", () => {
    fc.assert(
      fc.property(at, at, at, (...three) => {
        const [a = 0, b = 0, c = 0] = three.toSorted((x, y) => x - y);
        expect(calendar.workingMsBetween(a, b) + calendar.workingMsBetween(b, c)).toBe(
          calendar.workingMsBetween(a, c),
        );
      }),
    );
  });

  it("addWorkingMs gives the earliest instant with that much elapsed", () => {
    fc.assert(
      fc.property(hours, at, amount, (officeHours, from, ms) => {
        const own = createCalendar({ officeHours });
        const to = own.addWorkingMs(from, ms);
        expect(own.workingMsBetween(from, to)).toBe(ms);
        expect(own.workingMsBetween(from, to - 1)).toBe(ms - 1);
      }),
      { numRuns: 1000 },
    );
  });

  it("subtractWorkingMs gives the latest instant with that much ahead", () => {
    fc.assert(
      fc.property(hours, at, amount, (officeHours, to, ms) => {
        const own = createCalendar({ officeHours });
        fc.pre(own.workingMsBetween(startOfDay("2000-01-01"), to) >= ms);
        const from = own.subtractWorkingMs(to, ms);
        expect(own.workingMsBetween(from, to)).toBe(ms);
        expect(own.workingMsBetween(from + 1, to)).toBe(ms - 1);
      }),
      { numRuns: 1000 },
    );
  });

  it("addWorkingDays ends n working days after the day of receipt, and never earlier for more days", () => {
    fc.assert(
      fc.property(
        at,
        fc.integer({ min: 1, max: 400 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (from, days, more) => {
          const due = calendar.addWorkingDays(from, days);
          expect(formatInstant(due).slice(11, 19)).toBe("17:00:00");
          expect(calendar.isWorkingDay(dayOf(due))).toBe(true);
          const receivedOn = calendar.isWorkingDay(dayOf(from)) && from <= local(`${dayOf(from)} 17:00`);
          const receiptDay = receivedOn ? dayOf(from) : calendar.nextWorkingDay(dayOf(from));
          expect(calendar.workingMsBetween(startOfDay(receiptDay), due)).toBe((days + 1) * DAY_WORK_MS);
          expect(calendar.addWorkingDays(from, days + more)).toBeGreaterThanOrEqual(due);
        },
      ),
    );
  });

  it("steps over days off and nothing else", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 36_524 }), (n) => {
        const day = addDays("2000-01-01", n);
        const next = calendar.nextWorkingDay(day);
        expect(calendar.isWorkingDay(next)).toBe(true);
        for (let it = addDays(day, 1); it < next; it = addDays(it, 1))
          expect(calendar.isWorkingDay(it)).toBe(false);
        expect(calendar.nextWorkingDay(calendar.previousWorkingDay(next))).toBe(next);
      }),
    );
  });

  it("works on weekends only where the table says so", () => {
    const worked: string[] = [];
    for (let day = "2000-01-01"; day <= "2099-12-31"; day = addDays(day, 1)) {
      if (calendar.isWorkingDay(day) && weekday(day) > 5) worked.push(day);
    }
    expect(worked).toEqual(HOLIDAYS.flatMap(({ workingDays }) => [...workingDays]));
  });
});
