import { describe, expect, test } from "vitest";
import { createCalendar } from "./calendar.ts";
import { dayOf, endOfDay, formatInstant } from "./civil-day.ts";
import { comparedWith } from "./comparison.ts";
import { parsePeriod } from "./period.ts";

const calendar = createCalendar({
  officeHours: [
    ["07:30", "11:30"],
    ["13:30", "17:00"],
  ],
});
const at = (text: string) => Date.parse(`${text}+07:00`);
type Against = Parameters<typeof comparedWith>[0];

/** A look at `now`, or at `asOf` as it stood then; what it is compared with as `from..to as of known`. */
function compared(against: Against, period: string, now: string, asOf?: string): string {
  const range = parsePeriod(period, dayOf(at(now)));
  if (!range) throw new Error(period);
  const given = asOf === undefined ? undefined : at(asOf);
  const look = { range, asOf: given ?? Math.min(at(now), endOfDay(range.to)), knownAt: given ?? at(now) };
  const other = comparedWith(against, period, look, calendar);
  const short = (ms: number) => formatInstant(ms).slice(0, 16);
  return `${other.range.from}..${other.range.to} ${short(other.asOf)} ${short(other.knownAt)}`;
}

describe("what a look is compared with", () => {
  const NOW = "2026-11-25T09:41:00";
  test.each<[Against, string, string]>([
    ["yesterday", "today", "2026-11-24..2026-11-24 2026-11-24T09:41 2026-11-24T09:41"],
    ["lastWeek", "today", "2026-11-18..2026-11-18 2026-11-18T09:41 2026-11-18T09:41"],
    ["lastYear", "today", "2025-11-25..2025-11-25 2025-11-25T09:41 2025-11-25T09:41"],
    // 24 November is Culture Day, off from 2026 on: the working day before is Monday.
    ["previous", "today", "2026-11-23..2026-11-23 2026-11-23T23:59 2026-11-25T09:41"],
    ["yesterday", "month", "2026-11-01..2026-11-30 2026-11-24T09:41 2026-11-24T09:41"],
    ["lastYear", "month", "2025-11-01..2025-11-30 2025-11-25T09:41 2025-11-25T09:41"],
    ["previous", "month", "2026-10-01..2026-10-25 2026-10-25T23:59 2026-11-25T09:41"],
    ["lastWeek", "week", "2026-11-16..2026-11-22 2026-11-18T09:41 2026-11-18T09:41"],
    ["lastYear", "week", "2025-11-24..2025-11-30 2025-11-26T09:41 2025-11-26T09:41"],
    ["lastYear", "2026-11-01..2026-11-30", "2025-11-01..2025-11-30 2025-11-25T09:41 2025-11-25T09:41"],
    // A period that is over is compared as it ended; since yesterday only late news can have changed it.
    ["yesterday", "2022-12", "2022-12-01..2022-12-31 2022-12-31T23:59 2026-11-24T09:41"],
    ["lastYear", "2022-12", "2021-12-01..2021-12-31 2021-12-31T23:59 2026-11-25T09:41"],
    ["lastYear", "2025-02", "2024-02-01..2024-02-29 2024-02-29T23:59 2026-11-25T09:41"],
    ["previous", "2022", "2021-01-01..2021-12-31 2021-12-31T23:59 2026-11-25T09:41"],
  ])("%s, %s", (against, period, wanted) => {
    expect(compared(against, period, NOW)).toBe(wanted);
  });

  test("from a moment in the past all is shifted from there", () => {
    const asOf = "2022-12-12T07:39:06";
    expect(compared("yesterday", "2022", NOW, asOf)).toBe(
      "2022-01-01..2022-12-31 2022-12-11T07:39 2022-12-11T07:39",
    );
    expect(compared("lastYear", "2022-01-01..2022-12-12", NOW, asOf)).toBe(
      "2021-01-01..2021-12-12 2021-12-12T07:39 2021-12-12T07:39",
    );
    expect(compared("lastWeek", "2022-12-12", NOW, asOf)).toBe(
      "2022-12-05..2022-12-05 2022-12-05T07:39 2022-12-05T07:39",
    );
    expect(compared("yesterday", "2022-12-11..2022-12-13", NOW, "2022-12-11T10:00:00")).toBe(
      "2022-12-10..2022-12-12 2022-12-10T10:00 2022-12-10T10:00",
    );
  });

  test("on a leap day the year before ends on the 28th", () => {
    expect(compared("lastYear", "today", "2024-02-29T10:00:00")).toBe(
      "2023-02-28..2023-02-28 2023-02-28T10:00 2023-02-28T10:00",
    );
  });
});
