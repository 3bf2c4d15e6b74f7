import { afterAll, beforeAll, expect, test } from "vitest";
import { createWards, openQueue, type EventQueue } from "@nhip/backbone";
import { WardSettings, type ErrorBody, type KpiReading } from "@nhip/contracts";
import { QUIET, openLive } from "./live.testing.ts";

let live: Awaited<ReturnType<typeof openLive>>;
let queue: EventQueue;
beforeAll(async () => {
  live = await openLive();
  queue = openQueue({ url: live.url, keys: live.keys, shards: 1, onError: () => undefined });
});
afterAll(async () => {
  await queue.close();
  await live.close();
});

const ids = async () =>
  (await live.get<KpiReading>(`/api/v1/wards/${QUIET}/kpis?period=2022`)).body.kpis.map(({ id }) => id);
const say = (events: object[]) =>
  live.get<ErrorBody & { accepted: number }>(`/api/v1/wards/${QUIET}/statements`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ events }),
  });

test("a KPI that a ward switches off and an indicator of its own are in force at once", async () => {
  expect(await ids()).toContain("dossiers.undated");
  const wards = createWards(live.redis, live.keys);
  const own = {
    id: "cay-xanh",
    label: "Cây xanh trồng mới",
    unit: "count",
    direction: "higher",
    reporter: "group",
    cadence: "month",
    addsUp: "sum",
  } as const;
  await wards.save(
    WardSettings.parse({
      id: QUIET,
      name: "Phường Yên",
      catalogue: { off: ["dossiers.undated"], indicators: [own] },
    }),
  );
  await expect.poll(ids).toContain("indicator.cay-xanh");
  expect(await ids()).not.toContain("dossiers.undated");
});

test("statements of a page are queued all or none, and a bad one is told with its place", async () => {
  const report = (id: string, data: object) => ({ id, type: "indicator.reported", data });
  const good = { indicator: "cay-xanh", unit: "to-7", period: "2022-05", value: 12 };
  const bad = await say([report("a", good), report("b", { ...good, period: "tháng 5" })]);
  expect(bad).toMatchObject({ status: 422, body: { issues: [{ path: "events.1.data.period" }] } });
  expect(await queue.depth()).toBe(0);
  expect(await say([{ id: "d", type: "dossier.received", data: {} }])).toMatchObject({ status: 400 });
  expect(await say([report("a", good)])).toMatchObject({ status: 202, body: { accepted: 1 } });
  expect(await queue.depth()).toBe(1);
});
