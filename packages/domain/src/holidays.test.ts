import { describe, expect, it } from "vitest";
import { addDays, dayOf, daysBetween, isDay, startOfDay, weekday, type Day } from "./civil-day.ts";
import { fixedHolidays, HOLIDAYS, HOLIDAYS_VERSION, type HolidayYear } from "./holidays.ts";

/** First day of Tết and the tenth of the third lunar month, from printed Vietnamese calendars. */
const MOON: readonly [year: number, tet: Day, hungKings: Day][] = [
  [2021, "2021-02-12", "2021-04-21"],
  [2022, "2022-02-01", "2022-04-10"],
  [2023, "2023-01-22", "2023-04-29"],
  [2024, "2024-02-10", "2024-04-18"],
  [2025, "2025-01-29", "2025-04-07"],
  [2026, "2026-02-17", "2026-04-26"],
  [2027, "2027-02-06", "2027-04-16"],
];

/** Weekdays off and weekend days worked, as the notices of each year come out on an office's wall calendar. */
const WALL_CALENDAR: readonly [year: number, weekdaysOff: string, weekendsWorked: string][] = [
  [2021, "01-01 02-10 02-11 02-12 02-15 02-16 04-21 04-30 05-03 09-02 09-03", ""],
  [2022, "01-03 01-31 02-01 02-02 02-03 02-04 04-11 05-02 05-03 09-01 09-02", ""],
  [2023, "01-02 01-20 01-23 01-24 01-25 01-26 05-01 05-02 05-03 09-01 09-04", ""],
  [2024, "01-01 02-08 02-09 02-12 02-13 02-14 04-18 04-29 04-30 05-01 09-02 09-03", "05-04"],
  [2025, "01-01 01-27 01-28 01-29 01-30 01-31 04-07 04-30 05-01 05-02 09-01 09-02", "04-26"],
  [
    2026,
    "01-01 01-02 02-16 02-17 02-18 02-19 02-20 04-27 04-30 05-01 08-31 09-01 09-02 11-24",
    "01-10 08-22",
  ],
  [2027, "01-01 02-04 02-05 02-08 02-09 02-10 04-16 04-30 05-03 09-02 09-03 11-24", ""],
];

/**
 * The civil day here of the k-th new moon after 6 January 2000 (J. Meeus, Astronomical Algorithms, chapter 49, to a few
 * minutes). Not Intl: older ICU has the new moon of 6 February 2027, just before 23:00 in Hanoi, on the 7th.
 */
function newMoonDay(k: number): Day {
  const sin = (degrees: number): number => Math.sin((degrees * Math.PI) / 180);
  const sun = 2.5534 + 29.1053567 * k;
  const moon = 201.5643 + 385.81693528 * k;
  const node = 160.7108 + 390.67050284 * k;
  const julian =
    2_451_550.09766 +
    29.530588861 * k -
    0.4072 * sin(moon) +
    0.17241 * sin(sun) +
    0.01608 * sin(2 * moon) +
    0.01039 * sin(2 * node) +
    0.00739 * sin(moon - sun) -
    0.00514 * sin(moon + sun) +
    0.00208 * sin(2 * sun) -
    0.00111 * sin(moon - 2 * node);
  return dayOf((julian - 2_440_587.5) * 86_400_000);
}

/** Which lunation a day lies in and which day of it it is, 1 the day of the new moon. */
function moonOf(day: Day): { lunation: number; age: number } {
  let lunation = Math.floor(daysBetween("2000-01-06", day) / 29.530588861) + 1;
  while (newMoonDay(lunation) > day) lunation -= 1;
  return { lunation, age: daysBetween(newMoonDay(lunation), day) + 1 };
}

function named(entry: HolidayYear, start: string): Day[] {
  return entry.daysOff.filter(({ name }) => name.vi.startsWith(start)).map(({ day }) => day);
}

const isWeekend = (day: Day): boolean => weekday(day) >= 6;

describe.each(HOLIDAYS.map((entry): [number, HolidayYear] => [entry.year, entry]))(
  "holidays of %i",
  (year, entry) => {
    const days = entry.daysOff.map(({ day }) => day);
    const compensatory = named(entry, "Nghỉ bù");
    const swapped = named(entry, "Nghỉ hoán đổi");
    const statutory = days.filter((day) => !compensatory.includes(day) && !swapped.includes(day));

    it("lists real days of the year in order, once each, with both names and a source", () => {
      expect([...new Set(days)].toSorted()).toEqual(days);
      for (const day of [...days, ...entry.workingDays])
        expect(isDay(day) && day.startsWith(`${year}-`)).toBe(true);
      for (const { name } of entry.daysOff) expect(name.vi.length > 3 && name.en.length > 3).toBe(true);
      expect(entry.source).toContain("45/2019/QH14");
    });

    it("has the statutory days: 11, and 12 from 2026", () => {
      expect(statutory).toHaveLength(year >= 2026 ? 12 : 11);
      expect(statutory).toEqual(expect.arrayContaining([...fixedHolidays(year)]));
      expect(days.includes(`${year}-11-24`)).toBe(year >= 2026);
    });

    it("has Tết and Hùng Kings' Day where the moon has them", () => {
      const moon = MOON.find(([of]) => of === year);
      const [, tet = "", hungKings = ""] = moon ?? [];
      expect([moonOf(tet).age, moonOf(hungKings).age]).toEqual([1, 10]);
      // The first month starts with the new moon of 21 January to 20 February; 2023 had its second month twice.
      expect(tet >= `${year}-01-21` && tet <= `${year}-02-20`).toBe(true);
      expect(moonOf(hungKings).lunation - moonOf(tet).lunation).toBe(year === 2023 ? 3 : 2);
      expect(named(entry, "Giỗ Tổ")).toEqual([hungKings]);
      const fiveDays = named(entry, "Tết Nguyên đán");
      expect(fiveDays).toHaveLength(5);
      expect(fiveDays).toEqual([0, 1, 2, 3, 4].map((n) => addDays(fiveDays[0] ?? "", n)));
      expect(fiveDays).toContain(tet);
      expect(fiveDays[0] ?? "").toSatisfy((first: Day) => first < tet);
    });

    it("joins one day to National Day, before or after it", () => {
      const pair = named(entry, "Quốc khánh");
      expect([`${year}-09-01 ${year}-09-02`, `${year}-09-02 ${year}-09-03`]).toContain(pair.join(" "));
    });

    it("makes up each holiday on a weekend by one weekday, and each swapped weekday by one weekend day", () => {
      expect(compensatory).toHaveLength(statutory.filter(isWeekend).length);
      expect(compensatory.some(isWeekend)).toBe(false);
      expect(swapped.some(isWeekend)).toBe(false);
      expect(entry.workingDays).toHaveLength(swapped.length);
      expect(entry.workingDays.every(isWeekend)).toBe(true);
      expect(entry.workingDays.some((day) => days.includes(day))).toBe(false);
    });

    it("comes out as the wall calendar of that year", () => {
      const row = WALL_CALENDAR.find(([of]) => of === year);
      const short = (list: readonly Day[]): string => list.map((day) => day.slice(5)).join(" ");
      expect([year, short(days.filter((day) => !isWeekend(day))), short(entry.workingDays)]).toEqual(row);
    });
  },
);

describe("the holiday table", () => {
  it("covers 2021 to 2027 without a gap, and says that 2027 is not final", () => {
    expect(HOLIDAYS.map(({ year }) => year)).toEqual([2021, 2022, 2023, 2024, 2025, 2026, 2027]);
    expect(HOLIDAYS.filter(({ confirmed }) => !confirmed).map(({ year }) => year)).toEqual([2027]);
    expect(Math.max(...HOLIDAYS.map(({ version }) => version))).toBeLessThanOrEqual(HOLIDAYS_VERSION);
  });

  it("keeps only fixed dates for other years", () => {
    expect(fixedHolidays(2020)).toEqual(["2020-01-01", "2020-04-30", "2020-05-01", "2020-09-02"]);
    expect(fixedHolidays(2030)).toContain("2030-11-24");
    expect(fixedHolidays(2030).every((day) => dayOf(startOfDay(day)) === day)).toBe(true);
  });
});
