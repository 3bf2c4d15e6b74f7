import { expect, it } from "vitest";
import { fixedPeriod, frozenLink, frozenMoment, liveLink } from "./link.ts";

const range = { from: "2022-12-05", to: "2022-12-11" };
const view = { path: "/", query: { field: "ho-tich", asOf: "2022-12-01T08:00:00+07:00" }, ward: "w", range };

it("a live link keeps the filters and no moment", () => {
  expect(liveLink({ ...view, period: "week" })).toBe("/?field=ho-tich&ward=w&period=week");
});
it("a frozen link stays what it was", () => {
  expect(frozenLink({ ...view, period: "week" }, "2022-12-12T09:41:00+07:00")).toBe(
    "/?field=ho-tich&asOf=2022-12-12T09%3A41%3A00%2B07%3A00&ward=w&period=2022-12-05..2022-12-11",
  );
});
it("names of periods become periods of the calendar", () => {
  const days = { from: "2022-10-01", to: "2022-12-31" };
  expect(["month", "quarter", "year", "2022-11"].map((name) => fixedPeriod(name, days))).toEqual([
    "2022-10",
    "2022-Q4",
    "2022",
    "2022-11",
  ]);
  expect(fixedPeriod("today", { from: "2022-12-12", to: "2022-12-12" })).toBe("2022-12-12");
});
it("a moment is told to the second, in Vietnam's time", () => {
  expect(frozenMoment(Date.UTC(2022, 11, 12, 2, 41, 7, 900))).toBe("2022-12-12T09:41:07+07:00");
});
