import { afterAll, beforeAll, expect, test } from "vitest";
import { createWards } from "@nhip/backbone";
import {
  WardSettings,
  type CatalogueState,
  type ErrorBody,
  type KpiReading,
  type WardEvent,
} from "@nhip/contracts";
import { QUIET, next, openLive, valueOf, watch } from "./live.testing.ts";

let live: Awaited<ReturnType<typeof openLive>>;
beforeAll(async () => {
  live = await openLive();
});
afterAll(() => live.close());

const PATH = `/api/v1/wards/${QUIET}/catalogue`;
const read = async () => (await live.get<CatalogueState>(PATH)).body;
const send = <T>(method: string, path: string, body: object, headers: Record<string, string> = {}) =>
  live.get<T>(path, {
    method,
    headers: { "content-type": "application/json", "accept-language": "en", ...headers },
    body: JSON.stringify(body),
  });
const put = <T = CatalogueState>(body: object) => send<T>("PUT", PATH, body);
const kpis = async () => (await live.get<KpiReading>(`/api/v1/wards/${QUIET}/kpis?period=2022`)).body;

const TREES = {
  id: "cay-xanh",
  label: "Cây xanh trồng mới",
  unit: "count",
  direction: "higher",
  reporter: "group",
  cadence: "month",
  addsUp: "sum",
};
const SHARE = {
  id: "tren-cay",
  label: "Hồ sơ trên một cây",
  unit: "points",
  direction: "neutral",
  formula: "dossiers.received / indicator.cay-xanh",
};
const report = (unit: string, value: number): WardEvent => ({
  id: `r-${unit}`,
  type: "indicator.reported",
  time: Date.parse("2022-05-31T17:00:00+07:00"),
  data: { indicator: "cay-xanh", unit, period: "2022-05", value },
});

test("an indicator and a ratio that are set are on watching screens at once, and move with reports", async () => {
  const screen = live.client();
  const { snapshot } = await watch(screen, QUIET, "2022").then((answer) => {
    if (!answer.ok) throw new Error(answer.code);
    return answer;
  });
  expect(snapshot.kpis.map(({ id }) => id)).not.toContain("ratio.tren-cay");
  const pushed = next(screen, "kpi:snapshot");
  const { version } = await read();
  const answer = await put({ catalogue: { indicators: [TREES], ratios: [SHARE] }, version });
  expect(answer.status).toBe(200);
  expect(answer.body.kpis.find(({ id }) => id === "ratio.tren-cay")).toMatchObject({
    group: "own",
    on: true,
    formula: SHARE.formula,
    reporting: null,
    target: null,
  });
  expect((await pushed).kpis.map(({ id }) => id)).toContain("ratio.tren-cay");

  await live.put(QUIET, [
    {
      id: "d",
      type: "dossier.received",
      subject: "H64-1",
      time: Date.parse("2022-05-04T08:00:00+07:00"),
      data: {},
    },
    report("to-7", 3),
    report("to-8", 1),
  ]);
  await expect.poll(async () => valueOf(await kpis(), "ratio.tren-cay")).toBe(0.3);
  expect(valueOf(await kpis(), "indicator.cay-xanh")).toBe(4);
  const explained = await live.get(`/api/v1/wards/${QUIET}/kpis/ratio.tren-cay/explain?period=2022`);
  expect(explained.body).toMatchObject({
    formula: SHARE.formula,
    operands: [
      { measure: "dossiers.received", value: 1 },
      { measure: "indicator.cay-xanh", value: 4 },
    ],
  });
});

test("two administrators: who read before the other saved is told, and overwrites nothing", async () => {
  const { version, settings } = await read();
  const first = await put({ catalogue: { ...settings, off: ["dossiers.undated"] }, version });
  expect(first.status).toBe(200);
  const late = await put<ErrorBody>({ catalogue: { ...settings, off: ["dossiers.late"] }, version });
  expect(late).toMatchObject({ status: 409, body: { code: "changed-meanwhile" } });
  const after = await read();
  expect(after.settings.off).toEqual(["dossiers.undated"]);
  expect(after.version).toBe(first.body.version);
  expect(after.kpis.find(({ id }) => id === "dossiers.undated")?.on).toBe(false);

  // The store itself decides, whatever both had seen; and a repeated save of the same is no conflict.
  const wards = createWards(live.redis, live.keys);
  const seen = await wards.read(QUIET);
  if (!seen) throw new Error("no ward");
  const mine = { ...seen.settings, place: "Yên Bái" };
  const [a, b] = await Promise.all([
    wards.replace(mine, seen.version),
    wards.replace({ ...mine, place: "Lào Cai" }, seen.version),
  ]);
  expect([a === null, b === null].toSorted()).toEqual([false, true]);
  expect(await wards.replace(a === null ? { ...mine, place: "Lào Cai" } : mine, seen.version)).toBe(a ?? b);
  expect(await wards.replace(WardSettings.parse({ id: "khong-co", name: "x" }), "x")).toBe(null);
});

test("mistakes are told with path and column, and change nothing", async () => {
  const before = await read();
  const catalogue = { ratios: [{ ...SHARE, formula: "100 * dossiers.lat / 2" }], off: ["x"] };
  const answer = await put<ErrorBody>({ catalogue, version: before.version });
  expect(answer).toMatchObject({
    status: 422,
    body: {
      issues: [
        { path: "off[0]", code: "unknown-kpi" },
        {
          path: "ratios[0].formula",
          column: 7,
          length: 12,
          message: expect.stringContaining("dossiers.late?"),
        },
      ],
    },
  });
  expect(await read()).toEqual(before);
  const tried = await send<{ ok: boolean; issues: object[] }>("POST", `${PATH}/check`, { catalogue });
  expect(tried).toMatchObject({ status: 200, body: { ok: false, issues: [{ path: "off[0]" }, {}] } });
  const good = await send("POST", `${PATH}/check`, { catalogue: { indicators: [TREES], ratios: [SHARE] } });
  expect(good.body).toEqual({ ok: true, issues: [] });
});

test("units are kept where a save says nothing of them; other pages and other wards are turned away", async () => {
  const { version, settings } = await read();
  const unit = { id: "to-7", name: "Tổ dân phố số 7", kind: "group", validFrom: "2020-01-01" };
  const saved = await put({ catalogue: settings, units: [unit], version });
  expect(saved.body.units).toEqual([unit]);
  const again = await put({ catalogue: settings, version: saved.body.version });
  expect(again.body.units).toEqual([unit]);
  const foreign = { origin: "https://evil.example" };
  expect((await send("PUT", PATH, { catalogue: {}, version: "x" }, foreign)).status).toBe(403);
  expect((await live.get("/api/v1/wards/khong-co/catalogue")).status).toBe(404);
  expect((await put({ catalogue: [], version: 1 })).status).toBe(400);
});
