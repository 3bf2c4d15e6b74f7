import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addDays,
  DAY_MS,
  dayOf,
  daysBetween,
  endOfDay,
  formatInstant,
  isDay,
  startOfDay,
  weekday,
} from "./civil-day.ts";

const FIRST = Date.UTC(2000, 0, 1);
const LAST = Date.UTC(2099, 11, 31);
const instant = fc.integer({ min: FIRST, max: LAST });
const day = fc.integer({ min: 0, max: 36_524 }).map((n) => addDays("2000-01-01", n));

const intl = new Intl.DateTimeFormat("en-US", {
  timeZone: "Asia/Ho_Chi_Minh",
  calendar: "iso8601",
  hourCycle: "h23",
  weekday: "short",
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
});

function byIntl(atMs: number): { day: string; clock: string; weekday: string } {
  const part = new Map(intl.formatToParts(atMs).map(({ type, value }) => [type, value]));
  return {
    day: `${part.get("year")}-${part.get("month")}-${part.get("day")}`,
    clock: `${part.get("hour")}:${part.get("minute")}:${part.get("second")}`,
    weekday: part.get("weekday") ?? "",
  };
}

/** Instants round the edges of the day, here and in UTC, with what the wall clock of the office says. */
const EDGES: readonly [utc: string, day: string, local: string][] = [
  ["2026-11-23T16:59:59.999Z", "2026-11-23", "2026-11-23T23:59:59.999+07:00"],
  ["2026-11-23T17:00:00.000Z", "2026-11-24", "2026-11-24T00:00:00+07:00"],
  ["2026-11-23T23:59:59.000Z", "2026-11-24", "2026-11-24T06:59:59+07:00"],
  ["2026-11-23T23:59:59.999Z", "2026-11-24", "2026-11-24T06:59:59.999+07:00"],
  ["2026-11-24T00:00:00.000Z", "2026-11-24", "2026-11-24T07:00:00+07:00"],
  ["2026-11-24T16:59:59.999Z", "2026-11-24", "2026-11-24T23:59:59.999+07:00"],
  ["2022-12-31T17:00:00.007Z", "2023-01-01", "2023-01-01T00:00:00.007+07:00"],
  ["2024-02-28T17:00:00.000Z", "2024-02-29", "2024-02-29T00:00:00+07:00"],
  // The nights in which Los Angeles turns its clocks.
  ["2026-03-08T10:00:00.000Z", "2026-03-08", "2026-03-08T17:00:00+07:00"],
  ["2026-11-01T08:30:00.000Z", "2026-11-01", "2026-11-01T15:30:00+07:00"],
];

describe("the civil day of Asia/Ho_Chi_Minh", () => {
  it.each(EDGES)("%s lies on %s", (utc, expectedDay, local) => {
    const at = Date.parse(utc);
    expect(dayOf(at)).toBe(expectedDay);
    expect(formatInstant(at)).toBe(local);
    expect(Date.parse(local)).toBe(at);
  });

  it("agrees with Intl on day, clock and weekday at any instant", () => {
    const names = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    fc.assert(
      fc.property(instant, (at) => {
        const expected = byIntl(at);
        expect(dayOf(at)).toBe(expected.day);
        expect(formatInstant(at).slice(0, 19)).toBe(`${expected.day}T${expected.clock}`);
        expect(names[weekday(dayOf(at)) - 1]).toBe(expected.weekday);
      }),
      { numRuns: 2000 },
    );
  });

  it("agrees with Intl on every day from 2000 to 2099, first and last millisecond", () => {
    const wrong: string[] = [];
    for (let at = startOfDay("2000-01-01"); at < startOfDay("2100-01-01"); at += DAY_MS) {
      const expected = byIntl(at);
      const agrees =
        expected.clock === "00:00:00" &&
        dayOf(at) === expected.day &&
        dayOf(at + DAY_MS - 1) === expected.day;
      if (!agrees) wrong.push(`${expected.day} ${expected.clock}`);
    }
    expect(wrong).toEqual([]);
  });

  it("writes an instant that reads back as itself, with milliseconds only where there are some", () => {
    fc.assert(
      fc.property(instant, (at) => {
        expect(Date.parse(formatInstant(at))).toBe(at);
      }),
    );
    expect(formatInstant(Date.parse("2022-12-05T08:12:00+07:00"))).toBe("2022-12-05T08:12:00+07:00");
    expect(formatInstant(Date.parse("2022-12-05T08:12:00.050+07:00"))).toBe("2022-12-05T08:12:00.050+07:00");
  });

  it.each(["UTC", "America/Los_Angeles", "Asia/Ho_Chi_Minh"])(
    "is the same in a process with TZ=%s",
    (zone) => {
      const url = (file: string): string => JSON.stringify(new URL(file, import.meta.url).href);
      const script = `
      import { dayOf, formatInstant } from ${url("./civil-day.ts")};
      import { createCalendar } from ${url("./calendar.ts")};
      import { parsePeriod } from ${url("./period.ts")};
      const calendar = createCalendar({ officeHours: [["07:30", "11:30"], ["13:30", "17:00"]] });
      const instants = ${JSON.stringify(EDGES.map(([utc]) => utc))}.map((text) => Date.parse(text));
      const received = Date.parse("2026-11-20T08:00:00Z") + 60_000;
      console.log(JSON.stringify([
        new Date(2026, 6, 1).getTimezoneOffset(),
        instants.map((at) => [dayOf(at), formatInstant(at)]),
        [0, 1, 2.5].map((days) => formatInstant(calendar.addWorkingDays(received, days))),
        parsePeriod("week", dayOf(instants[1])),
      ]));`;
      const output = execFileSync(
        process.execPath,
        ["--import", "tsx", "--input-type=module", "--eval", script],
        {
          cwd: fileURLToPath(new URL("../../..", import.meta.url)),
          env: { ...process.env, TZ: zone },
          encoding: "utf8",
        },
      );
      const offsets: Record<string, number> = {
        UTC: 0,
        "America/Los_Angeles": 420,
        "Asia/Ho_Chi_Minh": -420,
      };
      expect(JSON.parse(output)).toEqual([
        offsets[zone],
        EDGES.map(([, expectedDay, local]) => [expectedDay, local]),
        ["2026-11-23T17:00:00+07:00", "2026-11-23T17:00:00+07:00", "2026-11-26T11:15:00+07:00"],
        { from: "2026-11-23", to: "2026-11-29" },
      ]);
    },
    30_000,
  );
});

describe("days as dates", () => {
  it("has 86,400,000 ms a day, all of them on that day", () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: DAY_MS - 1 }), (it, ms) => {
        expect(dayOf(startOfDay(it) + ms)).toBe(it);
        expect(endOfDay(it)).toBe(startOfDay(addDays(it, 1)) - 1);
      }),
    );
  });

  it("counts and adds days as inverses", () => {
    fc.assert(
      fc.property(day, fc.integer({ min: -40_000, max: 40_000 }), (it, n) => {
        expect(daysBetween(it, addDays(it, n))).toBe(n);
        expect(addDays(addDays(it, n), -n)).toBe(it);
      }),
    );
    expect(addDays("2024-02-28", 1)).toBe("2024-02-29");
    expect(addDays("2023-02-28", 1)).toBe("2023-03-01");
    expect(addDays("2000-01-01", -1)).toBe("1999-12-31");
    expect(daysBetween("2000-01-01", "2099-12-31")).toBe(36_524);
  });

  it("knows weekdays", () => {
    expect(weekday("2022-12-05")).toBe(1);
    expect(weekday("2026-11-24")).toBe(2);
    expect(weekday("2000-01-01")).toBe(6);
    expect(weekday("1969-12-28")).toBe(7);
  });

  it("sorts as text", () => {
    fc.assert(
      fc.property(day, day, (a, b) => {
        expect(a < b).toBe(daysBetween(a, b) > 0);
      }),
    );
  });

  it.each([
    ["2000-01-01", true],
    ["2099-12-31", true],
    ["2024-02-29", true],
    ["1999-12-31", false],
    ["2100-01-01", false],
    ["2023-02-29", false],
    ["2022-04-31", false],
    ["2022-00-10", false],
    ["2022-13-10", false],
    ["2022-12-00", false],
    ["2022-12-5", false],
    ["2022-12-05 ", false],
    ["2022/12/05", false],
    ["２022-12-05", false],
    ["-022-12-05", false],
    ["", false],
  ])("isDay(%j) is %j", (text, expected) => expect(isDay(text)).toBe(expected));

  it("refuses what is not a day and not an instant", () => {
    for (const text of ["2023-02-29", "today", ""]) {
      expect(() => startOfDay(text)).toThrow(expect.objectContaining({ code: "invalid-value" }));
      expect(() => addDays(text, 1)).toThrow(expect.objectContaining({ code: "invalid-value" }));
      expect(() => weekday(text)).toThrow(expect.objectContaining({ code: "invalid-value" }));
    }
    for (const at of [NaN, Infinity, -Infinity, 1e18]) {
      expect(() => dayOf(at)).toThrow(expect.objectContaining({ code: "invalid-time" }));
    }
  });
});
