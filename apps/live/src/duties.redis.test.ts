import { afterAll, beforeAll, expect, test } from "vitest";
import { createWards } from "@nhip/backbone";
import {
  WardSettings,
  type KpiReading,
  type UnitDuties,
  type WardDuties,
  type WardEvent,
} from "@nhip/contracts";
import { openLive, valueOf } from "./live.testing.ts";

const WARD = "phuong-bao-cao";
const at = (time: string): number => Date.parse(`${time}+07:00`);
const group = (id: string, name: string) => ({ id, name, kind: "group" }) as const;
const settings = WardSettings.parse({
  id: WARD,
  name: "Phường Báo Cáo",
  units: [group("to-7", "Tổ dân phố số 7"), group("to-8", "Tổ dân phố số 8")],
  catalogue: {
    indicators: [
      {
        id: "cay-xanh",
        label: "Cây xanh trồng mới",
        unit: "count",
        direction: "higher",
        reporter: "group",
        cadence: "month",
        addsUp: "sum",
      },
    ],
  },
});
let live: Awaited<ReturnType<typeof openLive>>;
beforeAll(async () => {
  live = await openLive(settings);
  live.clock.skewMs = at("2026-11-25T09:00:00") - Date.now();
});
afterAll(() => live.close());

const report = (id: string, unit: string, period: string, value: number, time: string): WardEvent => ({
  id,
  type: "indicator.reported",
  time: at(time),
  data: { indicator: "cay-xanh", unit, period, value, ...(id.endsWith("b") ? { note: "gõ nhầm" } : {}) },
});
const own = async (unit: string) =>
  (await live.get<UnitDuties>(`/api/v1/wards/${WARD}/units/${unit}/duties`)).body;
const ward = async (period: string) =>
  (await live.get<WardDuties>(`/api/v1/wards/${WARD}/duties?period=${period}`)).body;
const kpis = (period: string) =>
  live.get<KpiReading>(`/api/v1/wards/${WARD}/kpis?period=${period}`).then(({ body }) => body);

test("a unit sees what is due, its own last value, the target, and its history with what was replaced", async () => {
  await live.put(WARD, [
    {
      id: "p",
      type: "target.set",
      time: at("2026-01-05T08:00:00"),
      data: { kpi: "indicator.cay-xanh", period: "2026", value: 500 },
    },
    report("r1", "to-7", "2026-09", 410, "2026-10-02T08:00:00"),
    report("r1b", "to-7", "2026-09", 41, "2026-10-12T08:00:00"),
    report("r2", "to-8", "2026-10", 12, "2026-11-10T08:00:00"),
  ]);
  await expect.poll(async () => (await own("to-7")).rev).toBe(1);
  const { indicators, ...duties } = await own("to-7");
  expect(duties).toMatchObject({
    ward: WARD,
    wardName: "Phường Báo Cáo",
    open: 1,
    unit: { name: "Tổ dân phố số 7" },
  });
  const trees = indicators.find(({ indicator }) => indicator === "cay-xanh");
  expect(trees).toMatchObject({
    label: "Cây xanh trồng mới",
    entry: "count",
    target: { value: 500, of: "ward" },
    tasks: [
      { period: "2026-11", state: "running", dueDay: "2026-12-07" },
      { period: "2026-10", state: "late", dueDay: "2026-11-06" },
      { period: "2026-09", state: "onTime" },
    ],
    history: [
      {
        period: "2026-09",
        versions: [
          { value: 41, note: "gõ nhầm" },
          { value: 410, note: null },
        ],
      },
    ],
  });
  expect(await live.get(`/api/v1/wards/${WARD}/units/to-99/duties`)).toMatchObject({ status: 404 });
});

test("the ward's office sees who is late, and the same as figures", async () => {
  const november = await ward("2026-11");
  expect(november).toMatchObject({ due: 2, onTime: 0, missing: 2 });
  expect(november.units).toMatchObject([
    { id: "to-7", missing: [{ period: "2026-10", state: "late", sentAt: null }], lateSent: [] },
    {
      id: "to-8",
      missing: [{ period: "2026-09", state: "missing" }],
      lateSent: [{ period: "2026-10", sentAt: "2026-11-10T08:00:00+07:00" }],
    },
  ]);
  expect(await ward("2026-10")).toMatchObject({ due: 2, onTime: 1 });
  expect(valueOf(await kpis("2026-11"), "reports.onTimeRate")).toBe(0);
  expect(valueOf(await kpis("2026-10"), "reports.onTimeRate")).toBe(50);
  expect(valueOf(await kpis("month"), "reports.missing")).toBe(2);
});

test("a longer time to report is in force at once, and counts nothing anew", async () => {
  const { rev } = await ward("month");
  const longer = { ...settings, reporting: { dueWorkingDays: 20 } };
  await createWards(live.redis, live.keys).save(longer);
  await expect.poll(async () => (await ward("month")).missing).toBe(1);
  expect((await ward("month")).rev).toBe(rev);
});
