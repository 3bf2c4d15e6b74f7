import { describe, expect, it } from "vitest";
import { addDays, civilDay, clockTime, dayText, daysIn, momentText, shortDay, weekday } from "./time.ts";

const at = (text: string): number => Date.parse(text);

describe("time in Ho Chi Minh City", () => {
  it("turns the day at 17:00 UTC, not at the browser's midnight", () => {
    expect(civilDay(at("2022-12-11T16:59:59.999Z"))).toBe("2022-12-11");
    expect(civilDay(at("2022-12-11T17:00:00Z"))).toBe("2022-12-12");
    expect(clockTime(at("2022-12-11T17:00:00Z"))).toBe("00:00");
    expect(clockTime(at("2022-12-12T09:41:59+07:00"))).toBe("09:41");
    expect(weekday(at("2026-11-24T23:59:59+07:00"))).toBe(2);
  });
  it("writes days as offices do", () => {
    expect(dayText("2022-12-05")).toBe("05/12/2022");
    expect(shortDay("2022-12-05")).toBe("05/12");
    expect(shortDay("2022-12")).toBe("12/2022");
  });
  it("counts days over month and leap ends", () => {
    expect(addDays("2024-02-28", 1)).toBe("2024-02-29");
    expect(addDays("2022-01-01", -13)).toBe("2021-12-19");
    expect(daysIn({ from: "2022-12-01", to: "2022-12-31" })).toBe(31);
  });
  it("says the day only when it is another one", () => {
    const now = at("2022-12-12T09:41:00+07:00");
    expect(momentText(at("2022-12-12T11:30:00+07:00"), now)).toBe("11:30");
    expect(momentText(at("2022-12-13T11:30:00+07:00"), now)).toBe("11:30 13/12/2022");
  });
});
