import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { personalDataIn, type IndicatorReport } from "@nhip/contracts";
import { CIVILISED_CRITERIA, createCatalogue } from "@nhip/domain";
import { recentReports } from "./recent-reports.ts";
import { isDossierEvent, keepsOrder, recount, verdictOf } from "./recount.ts";
import { sampleWard } from "./sample-ward.ts";
import { sampleYear } from "./sample-year.ts";
import { wireFaults } from "./wire-check.ts";
import type { WireEvent } from "./wire-event.ts";

const statedReport = (event: WireEvent): IndicatorReport[] =>
  event.type === "indicator.reported" ? [event.data] : [];

const events = sampleYear();
const dossierEvents = events.filter(isDossierEvent);
const dossiers = recount(events);
const PUBLICATION = "2022-12-12T07:39:06+07:00";
const LAST_CLOSING = "2022-12-09T17:00:00+07:00";
const DAYS_OFF = new Set(
  "01-03 01-31 02-01 02-02 02-03 02-04 04-11 05-02 05-03 09-01 09-02".split(" ").map((day) => `2022-${day}`),
);

function isOfficeTime(time: string): boolean {
  const day = time.slice(0, 10);
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  const clock = time.slice(11, 19);
  const isOpen = (clock >= "07:30:00" && clock <= "11:30:00") || (clock >= "13:30:00" && clock <= "17:00:00");
  return weekday >= 1 && weekday <= 5 && !DAYS_OFF.has(day) && isOpen;
}

function countBy<T>(list: readonly T[], keyOf: (item: T) => string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const item of list) counts[keyOf(item)] = (counts[keyOf(item)] ?? 0) + 1;
  return counts;
}

describe("the figures of 12 December 2022", () => {
  const resolvedBefore = dossiers.filter(({ resolvedAt = "9" }) => resolvedAt <= PUBLICATION);
  const open = dossiers.filter(({ resolvedAt = "9" }) => resolvedAt > PUBLICATION);

  it("counts 5,188 received, 5,184 resolved: 5,126 early, 58 on time, none late", () => {
    expect(dossiers).toHaveLength(5188);
    expect(
      dossiers.every(({ types }) => types.filter((type) => type === "dossier.received").length === 1),
    ).toBe(true);
    expect(resolvedBefore).toHaveLength(5184);
    expect(resolvedBefore.every(({ resolvedAt = "9" }) => resolvedAt <= LAST_CLOSING)).toBe(true);
    expect(countBy(resolvedBefore, verdictOf)).toEqual({ early: 5126, "on-time": 58 });
  });

  it("leaves four open, none overdue, answered that week in time", () => {
    expect(open).toHaveLength(4);
    for (const one of open) {
      expect((one.dueAt ?? "") > "2022-12-13").toBe(true);
      expect(one.resolvedAt).toMatch(/^2022-12-1[345]T/);
      expect(verdictOf(one)).not.toBe("late");
      expect(one.level).toBe("none");
    }
  });

  it("hands in 477 of 609 at level 3 and 69 of 79 at level 4 online, and none of the others", () => {
    expect(countBy(dossiers, ({ level }) => String(level))).toEqual({
      "muc-do-3": 609,
      "muc-do-4": 79,
      none: 4500,
    });
    const online = dossiers.filter(({ channel }) => channel === "online");
    expect(countBy(online, ({ level }) => String(level))).toEqual({ "muc-do-3": 477, "muc-do-4": 69 });
    expect(online.every(({ types }) => types[0] === "dossier.submitted")).toBe(true);
    const byPost = dossiers.filter(({ channel }) => channel === "post");
    expect(byPost.length).toBeGreaterThan(20);
    expect(byPost.length).toBeLessThan(200);
  });

  it("has no dossier event on 10, 11 and 12 December", () => {
    expect(dossierEvents.filter(({ time }) => /^2022-12-1[012]T/.test(time) || time < "2022-01-04")).toEqual(
      [],
    );
  });

  it("hands everything out by 9 December, but for the four", () => {
    const openCodes = new Set(open.map(({ code }) => code));
    expect(
      dossierEvents.filter(({ subject, time }) => time > LAST_CLOSING && !openCodes.has(subject)),
    ).toEqual([]);
    expect(countBy(dossierEvents, ({ type }) => type)).toMatchObject({
      "dossier.resolved": 5188,
      "dossier.delivered": 5188,
    });
  });
});

describe("the run of a dossier", () => {
  it("is in order", () => {
    const RANK = ["submitted", "received", "resolved", "delivered", "rated"].map((name) => `dossier.${name}`);
    expect(dossiers.filter((one) => !keepsOrder(one))).toEqual([]);
    for (const { code, types } of dossiers) {
      const ranks = types.map((type) => RANK.indexOf(type)).filter((rank) => rank >= 0);
      expect([code, ...ranks.toSorted((a, b) => a - b)]).toEqual([code, ...ranks]);
      const resolved = types.indexOf("dossier.resolved");
      for (const type of [
        "dossier.processing",
        "dossier.digitized",
        "dossier.supplemented",
        "dossier.corrected",
      ])
        expect(types.indexOf(type)).toBeLessThan(resolved);
    }
  });

  it("stays within office hours; what citizens send from home, within the day of receipt", () => {
    const outside = dossierEvents.filter(
      ({ type, time }) => type !== "dossier.submitted" && !isOfficeTime(time),
    );
    expect(outside).toEqual([]);
    const sentIn = dossiers.filter(({ types }) => types[0] === "dossier.submitted");
    for (const { times } of sentIn) expect(times[0]?.slice(0, 10)).toBe(times[1]?.slice(0, 10));
  });

  it("pairs each request for a supplement with its answer and a later due time", () => {
    const lacking = dossiers.filter(({ types }) => types.includes("dossier.supplement-requested"));
    expect(lacking.length).toBeGreaterThan(20);
    for (const { types, waiting } of lacking) {
      expect(waiting).toBe(false);
      expect(types.indexOf("dossier.supplemented")).toBe(types.indexOf("dossier.supplement-requested") + 1);
    }
    const answers = dossierEvents.filter(({ type }) => type === "dossier.supplemented");
    expect(answers.every(({ time, data }) => (data.dueAt ?? "") > time)).toBe(true);
  });

  it("is promised for a later working day, closing time", () => {
    for (const { receivedAt = "9", dueAt = "" } of dossiers) {
      expect(dueAt.slice(0, 10) > receivedAt.slice(0, 10)).toBe(true);
      expect(dueAt.slice(11)).toBe("17:00:00+07:00");
      expect(isOfficeTime(dueAt) || dueAt > "2023").toBe(true);
    }
  });

  it("corrects a few fields and changes no total by it", () => {
    const corrected = dossierEvents.filter(({ type }) => type === "dossier.corrected");
    expect(corrected).toHaveLength(3);
    for (const { data } of corrected) expect(data).toEqual({ field: "ho-tich" });
  });
});

describe("the rhythm", () => {
  const perDay = countBy(dossiers, ({ receivedAt = "" }) => receivedAt.slice(0, 10));
  const mean = (days: readonly string[]) =>
    days.reduce((sum, day) => sum + (perDay[day] ?? 0), 0) / days.length;
  const onWeekday = (wanted: number) =>
    Object.keys(perDay).filter((day) => new Date(day).getUTCDay() === wanted);

  it("has people at the counter every working day, most on Mondays, few around Tết", () => {
    expect(Object.keys(perDay)).toHaveLength(234);
    expect(Math.min(...Object.values(perDay))).toBeGreaterThanOrEqual(5);
    expect(Math.max(...Object.values(perDay))).toBeLessThanOrEqual(50);
    for (const other of [2, 3, 4, 5]) expect(mean(onWeekday(1))).toBeGreaterThan(mean(onWeekday(other)));
    expect(mean(["2022-02-07", "2022-02-08", "2022-02-09", "2022-02-10", "2022-02-11"])).toBeLessThan(14);
  });

  it("spreads over the fields, certification first", () => {
    const perField = countBy(dossiers, ({ field }) => String(field));
    expect(Object.keys(perField).toSorted()).toEqual(
      "bao-tro-xa-hoi chung-thuc dang-ky-kinh-doanh dat-dai ho-tich nguoi-co-cong xay-dung".split(" "),
    );
    expect(perField["chung-thuc"]).toBeGreaterThan(5188 / 2);
  });

  it("numbers the codes of a day without a gap", () => {
    for (const [day, count] of Object.entries(perDay)) {
      const stem = `H64.38.25-${day.slice(2).replaceAll("-", "")}-`;
      const codes = dossiers.filter(({ code }) => code.startsWith(stem)).map(({ code }) => code);
      expect(codes.toSorted().at(-1)).toBe(`${stem}${String(count).padStart(4, "0")}`);
      expect(codes).toHaveLength(count);
    }
  });
});

describe("statements", () => {
  const reports = events
    .filter((event) => event.type === "indicator.reported")
    .map(({ time, data }) => ({ time, ...data }));

  it("reports accounts month by month to 1,873 of 2,321", () => {
    const monthly = reports.filter(({ indicator }) => indicator === "accounts.assisted");
    expect(monthly.map(({ period }) => period)).toEqual(
      Array.from({ length: 12 }, (_, index) => `2022-${String(index + 1).padStart(2, "0")}`),
    );
    expect(monthly.reduce((sum, { numerator = 0 }) => sum + numerator, 0)).toBe(1873);
    expect(monthly.reduce((sum, { denominator = 0 }) => sum + denominator, 0)).toBe(2321);
    expect(
      monthly.every(({ numerator = 0, denominator = 0, unit }) => numerator <= denominator && !unit),
    ).toBe(true);
    expect(monthly.every(({ time }) => isOfficeTime(time))).toBe(true);
    expect(monthly.at(-1)?.time).toBe("2022-12-09T16:00:00+07:00");
  });

  it("reports the other figures by month, quarter and unit, the last of them the published ones", () => {
    const newest = new Map<string, (typeof reports)[number]>();
    for (const report of reports.filter((one) => !one.indicator.startsWith("service766.")))
      newest.set(`${report.indicator} ${report.unit ?? ""}`.trim(), report);
    const figures = [...newest].map(([key, { value, numerator, denominator }]) =>
      [key, value, numerator, denominator].filter((part) => part !== undefined).join(" "),
    );
    expect(figures).toEqual(
      expect.arrayContaining([
        "cashless.adults 75",
        "cashless.businesses 100",
        "cashless.retailHouseholds 51.8",
        "einvoice.households 100",
        "idCards.issued to-7 852",
        "eid.accounts to-7 417",
        "complaints.escalated 0",
        "complaints.prolonged 0",
        "complaints.crowds 0",
      ]),
    );
    const of = (indicator: string) => [...newest.values()].filter((one) => one.indicator === indicator);
    const total = (indicator: string) => of(indicator).reduce((sum, { value = 0 }) => sum + value, 0);
    expect([of("digital.communityTeams").length, total("digital.communityTeams")]).toEqual([15, 15]);
    expect(total("digital.communityTeamMembers")).toBe(150);
    expect([of("party.handbookCells").length, total("party.handbookCells")]).toEqual([22, 22]);
    expect(of("digital.wifiHouses").filter(({ numerator }) => numerator === 1)).toHaveLength(13);
    const criteria = [...newest.values()].filter(({ indicator }) => indicator.startsWith("criterion."));
    expect([criteria.length, criteria.filter(({ value }) => value === 1).length]).toEqual([25, 22]);
    expect(criteria.every(({ note, unit }) => Boolean(note) && Boolean(unit))).toBe(true);
    expect(reports.every(({ time }) => isOfficeTime(time) && time <= "2022-12-09T16:00:00+07:00")).toBe(true);
  });

  it("names no unit and no criterion that the ward or the catalogue does not know", () => {
    const units = new Map(sampleWard.units.map((unit) => [unit.id, unit]));
    const told = [...reports, ...recentReports("2026-11-18").flatMap((event) => statedReport(event))];
    expect(told.filter(({ unit }) => unit !== undefined && !units.has(unit))).toEqual([]);
    const known = new Set(CIVILISED_CRITERIA.map(({ id }) => id));
    const criteria = told.filter(({ indicator }) => indicator.startsWith("criterion."));
    expect(new Set(criteria.map(({ indicator }) => indicator))).toEqual(known);
    expect(known.size).toBe(25);
    for (const { unit, period } of told) {
      const { validFrom = "", validTo = "9" } = units.get(unit ?? "") ?? {};
      expect([unit, period, validFrom.slice(0, 4) <= period && period <= validTo]).toEqual([
        unit,
        period,
        true,
      ]);
    }
    expect(told.flatMap(({ note }) => (note ? (personalDataIn(note, "prose") ?? []) : []))).toEqual([]);
  });

  it("sets targets with the document they are from, one of them replaced, and quotes eight published figures", () => {
    const targets = events.flatMap((event) => (event.type === "target.set" ? [event.data] : []));
    const valuesOf = (kpi: string) => targets.filter((one) => one.kpi === kpi).map(({ value }) => value);
    expect(valuesOf("online.partial.rate")).toEqual([75]);
    expect(valuesOf("online.full.rate")).toEqual([70]);
    expect(valuesOf("accounts.assisted.people")).toEqual([609, 1518]);
    expect(targets.every(({ source, period }) => /2022/.test(source ?? "") && period === "2022")).toBe(true);
    const catalogue = createCatalogue();
    const ids = new Set(catalogue.kpis.map(({ id }) => id));
    expect(targets.filter(({ kpi }) => !ids.has(kpi))).toEqual([]);
    const claims = events.flatMap((event) => (event.type === "figure.claimed" ? [event.data] : []));
    expect(new Set(claims.map(({ where, period }) => `${where}, ${period}`))).toEqual(
      new Set(["Báo Yên Bái 12/12/2022, 2022-01-01..2022-12-12"]),
    );
    expect(Object.fromEntries(claims.map(({ kpi, value }) => [kpi, value]))).toEqual({
      "dossiers.received": 5188,
      "dossiers.resolved": 5184,
      "dossiers.early": 5126,
      "dossiers.onTime": 58,
      "dossiers.open": 3,
      "online.partial.rate": 78.3,
      "online.full.rate": 87.3,
      "accounts.assisted.rate": 123.4,
    });
  });
});

describe("the whole", () => {
  it("passes the ingest's schemas with no key beyond them, so no personal data", () => {
    expect(events.flatMap(wireFaults)).toEqual([]);
  });

  it("has short unique ids and is in time order", () => {
    expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
    expect(Math.max(...dossierEvents.map(({ id }) => id.length))).toBe("s22-000123-r".length);
    const times = events.map(({ time }) => time);
    expect(times.toSorted()).toEqual(times);
  });

  it("is the same in every run and on every machine", () => {
    const text = JSON.stringify(events);
    expect(JSON.stringify(sampleYear())).toBe(text);
    expect(createHash("sha256").update(text).digest("hex")).toBe(
      "9a2bc632192851c4ca3aea46c2b520c3011448cc0d8b5400ecdb8b3744f70d11",
    );
  });
});
