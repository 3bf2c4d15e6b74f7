import { describe, expect, it } from "vitest";
import { createCatalogue } from "@nhip/domain";
import { recentDays } from "./recent-days.ts";
import { isDossierEvent, keepsOrder, recount, verdictOf } from "./recount.ts";
import { wireFaults } from "./wire-check.ts";

const at = (time: string) => Date.parse(`${time}+07:00`);
/** Working days of several seasons, one of them after Tết, one a Monday, and hours from night to night. */
const MOMENTS = ["2026-02-24", "2026-05-06", "2026-07-13", "2026-11-18", "2026-11-23", "2027-03-04"].flatMap(
  (day) =>
    ["00:05", "07:35", "08:40", "10:20", "12:00", "14:45", "16:30", "17:05", "22:00"].map((clock) => ({
      day,
      now: `${day}T${clock}:00+07:00`,
    })),
);

describe.each(MOMENTS)("$now", ({ day, now }) => {
  const events = recentDays(day, Date.parse(now));
  const dossiers = recount(events).filter(({ receivedAt }) => receivedAt);
  const open = dossiers.filter(({ resolvedAt }) => !resolvedAt);

  it("tells nothing from the future", () => {
    expect(events.filter(({ time }) => time > now)).toEqual([]);
  });

  it("leaves a believable office", () => {
    const overdue = open.filter(({ waiting, dueAt = "9" }) => !waiting && dueAt < now);
    expect(open.length).toBeGreaterThanOrEqual(20);
    expect(open.length).toBeLessThanOrEqual(55);
    expect(overdue.length).toBeGreaterThanOrEqual(1);
    expect(overdue.length).toBeLessThanOrEqual(5);
    expect(open.filter(({ waiting }) => waiting).length).toBeGreaterThanOrEqual(1);
    expect(open.filter(({ waiting }) => waiting).length).toBeLessThanOrEqual(5);
    expect(new Set(open.map(({ dueAt }) => dueAt?.slice(0, 10))).size).toBeGreaterThan(5);
    const isDueToday = open.some(({ dueAt }) => dueAt?.startsWith(day));
    expect(isDueToday || now.slice(11, 16) > "17:00").toBe(true);
  });

  it("is mostly online and mostly in time", () => {
    const online = dossiers.filter(({ channel }) => channel === "online").length / dossiers.length;
    expect(online).toBeGreaterThan(0.82);
    expect(online).toBeLessThan(0.88);
    const resolved = dossiers.filter(({ resolvedAt }) => resolvedAt);
    const late = resolved.filter((one) => verdictOf(one) === "late").length / resolved.length;
    expect(late).toBeGreaterThan(0.005);
    expect(late).toBeLessThan(0.02);
  });
});

describe("recent days", () => {
  const day = "2026-11-18";
  const events = recentDays(day, at(`${day}T23:59:59`));
  const dossierEvents = events.filter(isDossierEvent);

  it("takes in 90 to 150 dossiers on each of twenty working days and today", () => {
    const perDay = new Map<string, number>();
    for (const { type, time } of dossierEvents)
      if (type === "dossier.received")
        perDay.set(time.slice(0, 10), (perDay.get(time.slice(0, 10)) ?? 0) + 1);
    expect(perDay.size).toBe(21);
    for (const count of perDay.values()) {
      expect(count).toBeGreaterThanOrEqual(90);
      expect(count).toBeLessThanOrEqual(150);
    }
  });

  it("gives the same dossiers on another day and at another hour, gone on", () => {
    const later = new Set(
      recentDays("2026-11-25", at("2026-11-25T10:00:00")).map((event) => JSON.stringify(event)),
    );
    const shared = dossierEvents.filter(({ subject }) => subject > "H64.38.25-261101");
    expect(shared.length).toBeGreaterThan(5000);
    expect(shared.filter((event) => !later.has(JSON.stringify(event)))).toEqual([]);
    expect(recentDays(day, at(`${day}T23:59:59`))).toEqual(events);
  });

  it("keeps office hours, order, unique ids and the ingest's schemas", () => {
    const clockOf = (time: string) => time.slice(11, 19);
    const outside = dossierEvents.filter(({ type, time }) => {
      const clock = clockOf(time);
      const isOpen =
        (clock >= "07:30:00" && clock <= "11:30:00") || (clock >= "13:30:00" && clock <= "17:00:00");
      return type !== "dossier.submitted" && !isOpen;
    });
    expect(outside).toEqual([]);
    expect(recount(events).filter((one) => !keepsOrder(one))).toEqual([]);
    expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
    expect(events.flatMap(wireFaults)).toEqual([]);
  });

  it("opens no counter on a day off", () => {
    const today = "2026-11-24"; // Ngày Văn hóa Việt Nam
    const dayOff = recentDays(today, at(`${today}T15:00:00`));
    expect(dayOff.filter(({ time }) => time.startsWith(today))).toEqual([]);
  });

  it("sets this year's targets for KPIs of the catalogue", () => {
    const targets = events.flatMap((event) => (event.type === "target.set" ? [event.data] : []));
    expect(Object.fromEntries(targets.map(({ kpi, value }) => [kpi, value]))).toMatchObject({
      "online.partial.rate": 80,
      "online.full.rate": 70,
      "dossiers.onTimeRate": 98,
      "indicator.party.handbookCells": 22,
    });
    const ids = new Set(createCatalogue().kpis.map(({ id }) => id));
    expect(targets.filter(({ kpi, period }) => !ids.has(kpi) || period !== "2026")).toEqual([]);
    const newYear = recentDays("2027-01-01", at("2027-01-01T00:00:00"));
    expect(newYear.filter(({ type }) => type === "target.set")).toHaveLength(targets.length);
  });

  it("reports every system up to last month, some units late and one that never does", () => {
    const reports = events.flatMap((event) => (event.type === "indicator.reported" ? [event.data] : []));
    const of = (indicator: string) => reports.filter((one) => one.indicator === indicator);
    expect(of("accounts.assisted").map(({ period }) => period)).toEqual(
      Array.from({ length: 10 }, (_, index) => `2026-${String(index + 1).padStart(2, "0")}`),
    );
    const october = of("party.handbookCells").filter(({ period }) => period === "2026-10");
    expect(october.map(({ unit }) => unit)).not.toContain("chi-bo-9");
    expect(october).toHaveLength(20);
    expect(new Set(of("idCards.issued").map(({ unit }) => unit)).size).toBe(14);
    expect(of("eid.accounts").map(({ unit }) => unit)).not.toContain("to-11");
    expect(of("cashless.adults").map(({ period }) => period)).toEqual(["2026-Q1", "2026-Q2", "2026-Q3"]);
    expect(reports.filter(({ numerator = 0, denominator = 0 }) => numerator > denominator)).toEqual([]);
  });
});
