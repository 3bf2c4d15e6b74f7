import type { Day } from "./civil-day.ts";

type Name = { vi: string; en: string };
type DayOff = { day: Day; name: Name };

/**
 * The days off of the civil service in one year. Tết moves with the moon, and the Prime Minister decides each year which
 * five days it takes, which day joins National Day, and which weekdays are swapped for a Saturday: data, not a formula.
 */
export type HolidayYear = {
  year: number;
  /** Raised when this year's days change; of two entries for a year the higher version counts. */
  version: number;
  /** The documents the days come from, by number where it is known. */
  source: string;
  /** `false` while the days rest on the statute or a decision in principle, and the year's notice may still change them. */
  confirmed: boolean;
  /** Every day off, those on a weekend, the compensatory ones and the swapped ones included. */
  daysOff: readonly DayOff[];
  /** Weekend days worked in exchange for a swapped weekday. */
  workingDays: readonly Day[];
};

/** Raised whenever a day in `HOLIDAYS` changes, for people to name it by; workers then count every ward anew. */
export const HOLIDAYS_VERSION: number = 1;

const NEW_YEAR: Name = { vi: "Tết Dương lịch", en: "New Year's Day" };
const TET: Name = { vi: "Tết Nguyên đán", en: "Lunar New Year" };
const HUNG_KINGS: Name = { vi: "Giỗ Tổ Hùng Vương", en: "Hùng Kings' Commemoration Day" };
const VICTORY: Name = { vi: "Ngày Chiến thắng 30/4", en: "Victory Day" };
const LABOUR: Name = { vi: "Ngày Quốc tế Lao động", en: "International Labour Day" };
const NATIONAL: Name = { vi: "Quốc khánh", en: "National Day" };
const CULTURE: Name = { vi: "Ngày Văn hóa Việt Nam", en: "Vietnamese Culture Day" };

const STATUTE = "Bộ luật Lao động 45/2019/QH14 Điều 111, 112";
const CULTURE_DAY = "Nghị quyết 28/2026/QH16";

function off(name: Name, ...days: Day[]): DayOff[] {
  return days.map((day) => ({ day, name }));
}

/** A holiday on a weekend is made up on the next working day (Labour Code 2019 Art. 111.3). */
function madeUp(name: Name, ...days: Day[]): DayOff[] {
  return off({ vi: `Nghỉ bù ${name.vi}`, en: `${name.en} (made up)` }, ...days);
}

function swapped(name: Name, ...days: Day[]): DayOff[] {
  return off({ vi: `Nghỉ hoán đổi dịp ${name.vi}`, en: `${name.en} (swapped day)` }, ...days);
}

/**
 * Public holidays from 2021, the first year of the Labour Code 45/2019/QH14: New Year, five days of Tết, the tenth of
 * the third lunar month (Hùng Kings), 30 April, 1 May, 2 September with the day before or after (Art. 112.1), and from
 * 2026 also 24 November (Resolution 28/2026/QH16, in force 1 July 2026).
 */
export const HOLIDAYS: readonly HolidayYear[] = [
  {
    year: 2021,
    version: 1,
    source: `${STATUTE}; Thông báo 4875/TB-LĐTBXH`,
    confirmed: true,
    daysOff: [
      ...off(NEW_YEAR, "2021-01-01"),
      ...off(TET, "2021-02-10", "2021-02-11", "2021-02-12", "2021-02-13", "2021-02-14"),
      ...madeUp(TET, "2021-02-15", "2021-02-16"),
      ...off(HUNG_KINGS, "2021-04-21"),
      ...off(VICTORY, "2021-04-30"),
      ...off(LABOUR, "2021-05-01"),
      ...madeUp(LABOUR, "2021-05-03"),
      ...off(NATIONAL, "2021-09-02", "2021-09-03"),
    ],
    workingDays: [],
  },
  {
    year: 2022,
    version: 1,
    source: `${STATUTE}; Thông báo 119/TB-LĐTBXH`,
    confirmed: true,
    daysOff: [
      ...off(NEW_YEAR, "2022-01-01"),
      ...madeUp(NEW_YEAR, "2022-01-03"),
      ...off(TET, "2022-01-31", "2022-02-01", "2022-02-02", "2022-02-03", "2022-02-04"),
      ...off(HUNG_KINGS, "2022-04-10"),
      ...madeUp(HUNG_KINGS, "2022-04-11"),
      ...off(VICTORY, "2022-04-30"),
      ...off(LABOUR, "2022-05-01"),
      ...madeUp(VICTORY, "2022-05-02"),
      ...madeUp(LABOUR, "2022-05-03"),
      ...off(NATIONAL, "2022-09-01", "2022-09-02"),
    ],
    workingDays: [],
  },
  {
    year: 2023,
    version: 1,
    source: `${STATUTE}; Công văn 8056/VPCP-KGVX ngày 01/12/2022; Thông báo 5034/TB-LĐTBXH`,
    confirmed: true,
    daysOff: [
      ...off(NEW_YEAR, "2023-01-01"),
      ...madeUp(NEW_YEAR, "2023-01-02"),
      ...off(TET, "2023-01-20", "2023-01-21", "2023-01-22", "2023-01-23", "2023-01-24"),
      ...madeUp(TET, "2023-01-25", "2023-01-26"),
      ...off(HUNG_KINGS, "2023-04-29"),
      ...off(VICTORY, "2023-04-30"),
      ...off(LABOUR, "2023-05-01"),
      ...madeUp(HUNG_KINGS, "2023-05-02"),
      ...madeUp(VICTORY, "2023-05-03"),
      ...off(NATIONAL, "2023-09-01", "2023-09-02"),
      ...madeUp(NATIONAL, "2023-09-04"),
    ],
    workingDays: [],
  },
  {
    year: 2024,
    version: 1,
    source: `${STATUTE}; Thông báo 5015/TB-LĐTBXH ngày 22/11/2023; Công văn 2450/VPCP-KGVX ngày 12/4/2024`,
    confirmed: true,
    daysOff: [
      ...off(NEW_YEAR, "2024-01-01"),
      ...off(TET, "2024-02-08", "2024-02-09", "2024-02-10", "2024-02-11", "2024-02-12"),
      ...madeUp(TET, "2024-02-13", "2024-02-14"),
      ...off(HUNG_KINGS, "2024-04-18"),
      ...swapped(VICTORY, "2024-04-29"),
      ...off(VICTORY, "2024-04-30"),
      ...off(LABOUR, "2024-05-01"),
      ...off(NATIONAL, "2024-09-02", "2024-09-03"),
    ],
    workingDays: ["2024-05-04"],
  },
  {
    year: 2025,
    version: 1,
    source: `${STATUTE}; Công văn 8726/VPCP-KGVX ngày 26/11/2024; Thông báo 6150/TB-BLĐTBXH ngày 03/12/2024`,
    confirmed: true,
    daysOff: [
      ...off(NEW_YEAR, "2025-01-01"),
      ...off(TET, "2025-01-27", "2025-01-28", "2025-01-29", "2025-01-30", "2025-01-31"),
      ...off(HUNG_KINGS, "2025-04-07"),
      ...off(VICTORY, "2025-04-30"),
      ...off(LABOUR, "2025-05-01"),
      ...swapped(LABOUR, "2025-05-02"),
      ...off(NATIONAL, "2025-09-01", "2025-09-02"),
    ],
    workingDays: ["2025-04-26"],
  },
  {
    year: 2026,
    version: 1,
    source: [
      STATUTE,
      CULTURE_DAY,
      "Thông báo 9441/TB-BNV ngày 16/10/2025",
      "Công văn 12729/VPCP-KGVX về Tết Dương lịch 2026",
      "Công văn 10065/VPCP-KGVX ngày 02/10/2026 (24/11 nghỉ 1 ngày, không hoán đổi)",
    ].join("; "),
    confirmed: true,
    daysOff: [
      ...off(NEW_YEAR, "2026-01-01"),
      ...swapped(NEW_YEAR, "2026-01-02"),
      ...off(TET, "2026-02-16", "2026-02-17", "2026-02-18", "2026-02-19", "2026-02-20"),
      ...off(HUNG_KINGS, "2026-04-26"),
      ...madeUp(HUNG_KINGS, "2026-04-27"),
      ...off(VICTORY, "2026-04-30"),
      ...off(LABOUR, "2026-05-01"),
      ...swapped(NATIONAL, "2026-08-31"),
      ...off(NATIONAL, "2026-09-01", "2026-09-02"),
      ...off(CULTURE, "2026-11-24"),
    ],
    workingDays: ["2026-01-10", "2026-08-22"],
  },
  {
    year: 2027,
    version: 1,
    // The five days of Tết and the second National Day are as that letter approves them; swaps are not announced.
    source: `${STATUTE}; ${CULTURE_DAY}; Công văn 10065/VPCP-KGVX ngày 02/10/2026; thông báo hoán đổi của năm chưa có`,
    confirmed: false,
    daysOff: [
      ...off(NEW_YEAR, "2027-01-01"),
      ...off(TET, "2027-02-04", "2027-02-05", "2027-02-06", "2027-02-07", "2027-02-08"),
      ...madeUp(TET, "2027-02-09", "2027-02-10"),
      ...off(HUNG_KINGS, "2027-04-16"),
      ...off(VICTORY, "2027-04-30"),
      ...off(LABOUR, "2027-05-01"),
      ...madeUp(LABOUR, "2027-05-03"),
      ...off(NATIONAL, "2027-09-02", "2027-09-03"),
      ...off(CULTURE, "2027-11-24"),
    ],
    workingDays: [],
  },
];

/**
 * The statutory holidays with a fixed date, for a year of which no `HolidayYear` is known. Tết, Hùng Kings' Day, the
 * second day of National Day, compensatory and swapped days are not guessed.
 */
export function fixedHolidays(year: number): readonly Day[] {
  const days = [`${year}-01-01`, `${year}-04-30`, `${year}-05-01`, `${year}-09-02`];
  return year >= 2026 ? [...days, `${year}-11-24`] : days;
}
