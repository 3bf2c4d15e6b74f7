import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createCalendar } from "./calendar.ts";
import { DAY_MS, dayOf } from "./civil-day.ts";
import { isSilent } from "./silence.ts";

const HOUR = 3_600_000;
const calendar = createCalendar({
  officeHours: [
    ["07:30", "11:30"],
    ["13:30", "17:00"],
  ],
});
const at = (text: string): number => Date.parse(`${text}:00+07:00`);
/** Sent on the days before it too, as a one-stop office's software does. */
const daily = (last: string) => ({
  lastAt: at(last),
  days: [0, 1, 2, 3].map((n) => dayOf(at(last) - n * DAY_MS)),
});
const silent = (last: string, now: string, afterMs = 4 * HOUR): boolean =>
  isSilent(daily(last), { calendar, afterMs, now: at(now) });

describe("a source that sends every day", () => {
  // 18 November 2026 is a Wednesday.
  test.each([
    ["four working hours, the lunch break not among them", "2026-11-18T09:12", "2026-11-18T15:12", true],
    ["a minute less", "2026-11-18T09:12", "2026-11-18T15:11", false],
    ["the evening after a last event at closing time", "2026-11-18T16:59", "2026-11-18T23:00", false],
    ["the night", "2026-11-18T16:59", "2026-11-19T07:29", false],
    ["the next noon", "2026-11-18T16:59", "2026-11-19T11:30", true],
    ["a whole weekend", "2026-11-27T16:30", "2026-11-30T07:30", false],
    ["Monday's noon after it", "2026-11-27T16:30", "2026-11-30T11:00", true],
    ["Tết, 14 to 22 February 2026", "2026-02-13T16:30", "2026-02-22T20:00", false],
    ["the first noon after Tết", "2026-02-13T16:30", "2026-02-23T11:00", true],
    ["still, at night, when it was silent by day", "2026-11-18T09:12", "2026-11-18T22:00", true],
  ])("%s", (_what, last, now, expected) => {
    expect(silent(last, now)).toBe(expected);
  });

  test("no threshold, no alarm", () => {
    expect(silent("2026-11-02T09:12", "2026-11-18T15:12", 0)).toBe(false);
  });
});

test("a source that reports once a week or once a month is never called silent", () => {
  const now = at("2026-11-30T16:00");
  for (const gap of [7, 30]) {
    const lastAt = at("2026-11-23T09:00");
    const days = [0, 1, 2].map((n) => dayOf(lastAt - n * gap * DAY_MS));
    expect(isSilent({ lastAt, days }, { calendar, afterMs: 4 * HOUR, now })).toBe(false);
  }
});

test("law: silence only ever grows while nothing comes, turns at the threshold, and never outside working time", () => {
  const moment = fc.integer({ min: at("2026-01-05T00:00"), max: at("2026-12-20T00:00") });
  fc.assert(
    fc.property(
      moment,
      fc.integer({ min: 0, max: 10 * DAY_MS }),
      fc.integer({ min: 0, max: DAY_MS }),
      fc.integer({ min: 1, max: 12 * HOUR }),
      (lastAt, waited, more, afterMs) => {
        const heard = { lastAt, days: [dayOf(lastAt), calendar.previousWorkingDay(dayOf(lastAt))] };
        const look = (now: number) => isSilent(heard, { calendar, afterMs, now });
        const now = lastAt + waited;
        expect(!look(now) || look(now + more)).toBe(true);
        const turns = calendar.addWorkingMs(lastAt, afterMs);
        expect(look(turns)).toBe(true);
        expect(look(turns - 1)).toBe(false);
        expect(calendar.workingMsBetween(turns - 1, turns)).toBe(1);
      },
    ),
  );
});
