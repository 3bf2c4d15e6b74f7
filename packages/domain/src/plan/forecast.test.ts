import { describe, expect, test } from "vitest";
import { createCalendar } from "../calendar.ts";
import { addDays, type Day } from "../civil-day.ts";
import { forecastCount, forecastRate } from "./forecast.ts";
import { neededAWeek } from "./needed.ts";
import { usualSteps, weeklySteps, type DayFigure, type Step } from "./steps.ts";

const calendar = createCalendar({ officeHours: [["07:30", "17:00"]] });
const week = (n: number, of = 0, days = 5): Step => ({ from: "2022-03-07", to: "2022-03-13", days, n, of });

describe("a count", () => {
  test("grows by what is usual for each working day left", () => {
    const found = forecastCount([week(10), week(10), week(8, 0, 4)], { n: 100, of: 0, daysLeft: 10 });
    expect(found).toMatchObject({ value: 120, nADay: 2 });
  });

  test("even without ups and downs is not foretold to the unit, and never falls below what is there", () => {
    const even = forecastCount([week(10), week(10), week(10)], { n: 100, of: 0, daysLeft: 100 });
    expect(even?.low).toBeLessThan(300);
    expect(even?.high).toBeGreaterThan(300);
    const wild = forecastCount([week(0), week(100), week(0)], { n: 100, of: 0, daysLeft: 100 });
    expect(wild?.low).toBe(100);
    expect((wild?.high ?? 0) - (wild?.value ?? 0)).toBeGreaterThan((even?.high ?? 0) - (even?.value ?? 0));
  });

  test("on the last day is what is there and what one day brings; with no day left, what is there", () => {
    const steps = [week(10), week(10), week(10)];
    expect(forecastCount(steps, { n: 100, of: 0, daysLeft: 1 })?.value).toBe(102);
    expect(forecastCount(steps, { n: 100, of: 0, daysLeft: 0 })).toMatchObject({
      value: 100,
      low: 100,
      high: 100,
    });
  });

  test("without steps is not foretold", () => {
    expect(forecastCount([], { n: 0, of: 0, daysLeft: 200 })).toBeNull();
    expect(forecastRate([], { n: 0, of: 0, daysLeft: 200 })).toBeNull();
  });
});

describe("a rate", () => {
  test("moves towards that of late as what is divided by grows", () => {
    const steps = [week(8, 10), week(8, 10), week(8, 10)];
    // 60 of 100 now; 50 more will come, 40 of them in the numerator.
    expect(forecastRate(steps, { n: 60, of: 100, daysLeft: 25 })?.value).toBeCloseTo(66.67, 2);
  });

  test("stays within 0 and 100, and has none where nothing is to be divided by", () => {
    const steps = [week(10, 10), week(9, 10), week(10, 10)];
    const found = forecastRate(steps, { n: 10, of: 10, daysLeft: 50 });
    expect(found?.high).toBe(100);
    expect(forecastRate([week(0), week(0), week(0)], { n: 0, of: 0, daysLeft: 5 })).toBeNull();
  });
});

describe("what is usual", () => {
  const daily = (from: Day, to: Day, n: (day: Day) => number): DayFigure[] => {
    const days: DayFigure[] = [];
    for (let day = from; day <= to; day = addDays(day, 1)) days.push({ day, n: n(day), of: 0 });
    return days;
  };

  test("comes by the week, from the first one in which anything was counted", () => {
    const steps = weeklySteps(
      daily("2022-03-05", "2022-03-23", (day) => (day < "2022-03-14" ? 0 : 1)),
      calendar,
    );
    expect(steps).toEqual([
      { from: "2022-03-14", to: "2022-03-20", days: 5, n: 7, of: 0 },
      { from: "2022-03-21", to: "2022-03-23", days: 3, n: 3, of: 0 },
    ]);
    expect(
      weeklySteps(
        daily("2022-03-05", "2022-03-23", () => 0),
        calendar,
      ),
    ).toEqual([]);
  });

  test("leaves out Tết, the week before it and the two after it", () => {
    const steps = weeklySteps(
      daily("2022-01-10", "2022-03-06", () => 1),
      calendar,
    );
    expect(usualSteps(steps, calendar).map(({ from }) => from)).toEqual([
      "2022-01-10",
      "2022-01-17",
      "2022-02-21",
      "2022-02-28",
    ]);
  });

  test("is that of the last half year of work, and of nothing before three weeks", () => {
    const year = usualSteps(
      weeklySteps(
        daily("2022-03-07", "2022-12-18", () => 1),
        calendar,
      ),
      calendar,
    );
    expect(year.reduce((sum, { days }) => sum + days, 0)).toBeGreaterThanOrEqual(130);
    expect(year.length).toBeLessThan(29);
    expect(
      usualSteps(
        weeklySteps(
          daily("2022-03-07", "2022-03-20", () => 1),
          calendar,
        ),
        calendar,
      ),
    ).toEqual([]);
  });
});

describe("what is needed a week", () => {
  const base = {
    kind: "flow" as const,
    isCeiling: false,
    target: 100,
    value: 60,
    n: 60,
    of: 0,
    ofADay: 0,
    daysLeft: 20,
  };
  const needed = (more: Partial<Parameters<typeof neededAWeek>[0]>) => neededAWeek({ ...base, ...more });

  test("of a count is what is missing over the weeks of five working days left", () => {
    expect(needed({})).toEqual({ value: 10 });
    expect(needed({ daysLeft: 3 })).toEqual({ value: 40 / 0.6 });
  });

  test("of a rate is what its numerator has to bring, with what is expected to come", () => {
    // 60 of 100 and 40 to come: 70 % of 140 are 98, 38 more in 4 weeks.
    expect(needed({ kind: "rate", target: 70, of: 100, ofADay: 2 }).value).toBeCloseTo(9.5);
    expect(needed({ kind: "rate", target: 72, of: 100, ofADay: 2 })).toEqual({
      value: null,
      reason: "out-of-reach",
    });
    expect(needed({ kind: "rate", target: 40, of: 100, ofADay: 2 })).toEqual({
      value: null,
      reason: "reached",
    });
    expect(needed({ kind: "rate", target: 70, of: 100, ofADay: 0 })).toEqual({
      value: null,
      reason: "too-early",
    });
  });

  test("is not said of a ceiling, a balance, a target that is reached, or a period that is over", () => {
    expect(needed({ isCeiling: true })).toEqual({ value: null, reason: "ceiling" });
    expect(needed({ kind: "balance" })).toEqual({ value: null, reason: "balance" });
    expect(needed({ value: 100 })).toEqual({ value: null, reason: "reached" });
    expect(needed({ daysLeft: 0 })).toEqual({ value: null, reason: "period-over" });
  });
});
