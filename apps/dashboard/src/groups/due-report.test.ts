import { expect, it } from "vitest";
import type { SeriesPoint } from "@nhip/contracts";
import { dueReport, whoReported } from "./due-report.ts";

const point = (key: string, period: string | null): SeriesPoint => ({
  key,
  label: key,
  value: period === null ? null : 1,
  numerator: null,
  denominator: null,
  report: period === null ? null : { at: "2026-11-02T08:00:00+07:00", period, met: null },
});

it("asks for the month or quarter that has ended, never for one of the year before", () => {
  expect(dueReport("month", "2026-11-25")).toBe("2026-10");
  expect(dueReport("month", "2026-11-30")).toBe("2026-11");
  expect(dueReport("month", "2026-01-15")).toBeNull();
  expect(dueReport("quarter", "2026-11-25")).toBe("2026-Q3");
  expect(dueReport("quarter", "2022-12-31")).toBe("2022-Q4");
  expect(dueReport("quarter", "2026-02-01")).toBeNull();
  expect(dueReport("year", "2026-11-25")).toBeNull();
});

it("names those whose newest report does not reach that period", () => {
  const points = [point("a", "2026-10"), point("b", "2026-09"), point("c", null), point("d", "2026")];
  expect(whoReported(points, "2026-10").missing.map(({ key }) => key)).toEqual(["b", "c"]);
  expect(whoReported(points, null)).toMatchObject({ told: 3, missing: [{ key: "c" }] });
});
