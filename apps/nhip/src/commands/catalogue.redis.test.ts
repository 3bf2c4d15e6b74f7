import { randomUUID } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { commit, connect, createKeys, createWardStore, createWards, openQueue } from "@nhip/backbone";
import { WardSettings, type WardEvent } from "@nhip/contracts";
import { addressOf, createRules, entityOf, foldBatch } from "@nhip/domain";
import { parseSettings } from "@nhip/runtime";
import { afterAll, beforeAll, expect, test } from "vitest";
import { UsageError, openContext, type Context } from "../context.ts";
import { catalogue } from "./catalogue.ts";

const WARD = "phuong-tep";
const url = process.env["TEST_REDIS_URL"] ?? "";
const keys = createKeys(`t${randomUUID()}:`);
const redis = connect(url, "blocking", () => undefined);
const wards = createWards(redis, keys);
const store = createWardStore(redis, keys);
const queue = openQueue({ url, keys, shards: 1, onError: () => undefined });
const folder = mkdtempSync(join(tmpdir(), "nhip-catalogue-"));
const printed: object[] = [];
let context: Context;

beforeAll(async () => {
  const parsed = parseSettings({ REDIS_URL: url, DATA_DIR: folder });
  if (!parsed.ok) throw new Error(parsed.faults.join());
  const print = (document: object) => void printed.push(document);
  context = { ...openContext(parsed.settings, true), keys, wards, store, queue: () => queue, print };
  await wards.save(WardSettings.parse({ id: WARD, name: "Phường Tệp" }));
});
afterAll(async () => {
  await context.close();
  await queue.close();
  redis.disconnect();
  rmSync(folder, { recursive: true });
});

const path = (name: string) => join(folder, name);
async function run(...args: string[]): Promise<{ code: number; said: object | undefined }> {
  const code = await catalogue([...args, "--ward", WARD], context);
  return { code, said: printed.at(-1) };
}
/** Counts what waits in the queue, as a worker would. */
async function count(id: string, value: number): Promise<void> {
  const rules = createRules(WardSettings.parse({ id: WARD, name: WARD }).rules);
  const event: WardEvent = {
    id,
    type: "target.set",
    time: Date.now(),
    data: { kpi: "ratio.tre-han", period: "2026", value },
  };
  const read = await store.readStored(WARD, [entityOf(event)]);
  const histories = new Map([...read].map(([address, stored]) => [address, stored.history]));
  expect(histories.has(addressOf(entityOf(event)))).toBe(true);
  const outcome = foldBatch(histories, [event], rules);
  await commit(redis, keys, {
    ward: WARD,
    source: "test",
    acceptedAt: Date.now(),
    read,
    outcome,
    mark: rules.mark,
  });
}
const ratio = {
  id: "tre-han",
  label: "Tỷ lệ trễ hạn",
  unit: "percent",
  direction: "lower",
  formula: "100 * dossiers.late / dossiers.resolved",
};
const target = (value: number) => ({ kpi: "ratio.tre-han", period: "2026", value });

test("a wrong file is told with places and changes nothing; the right one is in force, and applied twice counts once", async () => {
  writeFileSync(path("w.yaml"), "off:\n  - dossiers.lat\n");
  expect(await run("check", path("w.yaml"))).toMatchObject({
    code: 1,
    said: { ok: false, issues: [{ path: "off[0]", code: "unknown-kpi", place: { line: 2, column: 5 } }] },
  });
  expect((await run("apply", path("w.yaml"))).code).toBe(1);
  expect((await wards.find(WARD))?.catalogue.off).toEqual([]);

  writeFileSync(path("r.json"), JSON.stringify({ ratios: [ratio], targets: [target(2)] }));
  expect(await run("check", path("r.json"))).toEqual({ code: 0, said: { ok: true, issues: [] } });
  expect(await run("apply", path("r.json"))).toEqual({
    code: 0,
    said: { ward: WARD, changed: true, targets: 1 },
  });
  const before = await wards.read(WARD);
  // The plan still waits to be counted: it is said again under the same id, which counts once.
  expect((await run("apply", path("r.json"))).said).toEqual({ ward: WARD, changed: false, targets: 1 });
  expect((await wards.read(WARD))?.version).toBe(before?.version);
});

test("a part that is left out stays; what is exported can be applied and changes nothing", async () => {
  await count("p1", 2);
  writeFileSync(path("off.yaml"), "off: [dossiers.undated]\n");
  expect((await run("apply", path("off.yaml"))).said).toMatchObject({ changed: true, targets: 0 });
  expect((await wards.find(WARD))?.catalogue.ratios).toHaveLength(1);
  for (const name of ["out.yaml", "out.json"]) {
    expect((await run("export", path(name))).code).toBe(0);
    expect(readFileSync(path(name), "utf8")).toContain("ratio.tre-han");
    expect((await run("apply", path(name))).said).toEqual({ ward: WARD, changed: false, targets: 0 });
  }
});

test("a plan that goes back to a value it had before is said again", async () => {
  writeFileSync(path("three.json"), JSON.stringify({ targets: [target(3)] }));
  writeFileSync(path("two.json"), JSON.stringify({ targets: [target(2)] }));
  expect((await run("apply", path("three.json"))).said).toMatchObject({ targets: 1 });
  await count("p2", 3);
  expect((await run("apply", path("three.json"))).said).toMatchObject({ targets: 0 });
  expect((await run("apply", path("two.json"))).said).toMatchObject({ targets: 1 });
});

test("wrong use is told as such", async () => {
  const wrong = (...args: string[]) => expect(run(...args)).rejects.toThrow(UsageError);
  await wrong("check");
  await wrong("check", path("not-there.yaml"));
  await wrong("apply", "a", "b");
  await wrong("delete", "a");
  await expect(catalogue(["export", "--ward", "khong-co"], context)).rejects.toThrow(/chưa có phường/);
});
