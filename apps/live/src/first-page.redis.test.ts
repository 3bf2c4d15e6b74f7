import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { KpiReading, Role, WardSummary } from "@nhip/contracts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openLiveIn, QUIET } from "./live.testing.ts";

/** A name that would end the script that carries it. */
const SLY = "Phường </script><b>";
const dir = mkdtempSync(join(tmpdir(), "nhip-first-"));
let live: Awaited<ReturnType<typeof openLiveIn>>;

beforeAll(async () => {
  for (const name of ["index.html", "first-page.html"])
    writeFileSync(join(dir, name), "<!doctype html><html><head></head><body>trang</body></html>");
  live = await openLiveIn(dir, { id: "phuong-kin", name: SLY });
  // Wards are followed from when somebody looks at them, and told of with the next pulse.
  await live.get(`/api/v1/wards/${QUIET}/kpis`);
});
afterAll(async () => {
  await live.close();
  rmSync(dir, { recursive: true, force: true });
});

async function open(path: string, as: Role | null) {
  const headers = new Headers(as === null ? {} : [["cookie", await live.signIn(as)]]);
  const response = await fetch(`${live.base}${path}`, { headers });
  const html = await response.text();
  const json = html.match(/<script type="application\/json" id="early">(.*?)<\/script>/)?.[1];
  const early: Record<string, unknown> | null = json === undefined ? null : JSON.parse(json);
  return { html, early, headers: response.headers };
}

test("the document brings what its page would ask for, as the routes answer it", async () => {
  const { early, headers } = await open(`/?ward=${QUIET}&period=2022`, "leader");
  const of = `/wards/${QUIET}`;
  expect(Object.keys(early ?? {})).toEqual(
    expect.arrayContaining(["/session", "/wards", `${of}/kpis?period=2022`, `${of}/plan?period=2022`]),
  );
  expect(Object.keys(early ?? {})).toEqual(
    expect.arrayContaining([`${of}/layout`, `${of}/dossiers?status=overdue`, `${of}/duties?period=month`]),
  );
  const path = `${of}/kpis?period=2022`;
  const asked = (await live.get<KpiReading>(`/api/v1${path}`)).body;
  const { computedAt } = asked;
  expect({ ...(early?.[path] as KpiReading), computedAt }).toEqual(asked);
  // It is somebody's own, and no cache may keep it.
  expect(headers.get("cache-control")).toBe("no-store");
  expect(headers.get("content-security-policy")).toContain("default-src 'self'");
});

test("nobody is brought what they may not ask for", async () => {
  const nobody = await open(`/?ward=${QUIET}`, null);
  expect(nobody.early).toEqual({ "/session": { person: null, singleSignOn: null } });
  const admin = await open(`/?ward=${QUIET}`, "admin");
  expect(Object.keys(admin.early ?? {}).filter((path) => path.includes("/dossiers"))).toEqual([]);
  expect(admin.early).toHaveProperty([`/wards/${QUIET}/kpis?period=today`]);
});

test("a moment of the past brings no figures of now, and no other page brings any", async () => {
  const past = await open(`/?ward=${QUIET}&asOf=2022-12-05T08:00:00%2B07:00`, "leader");
  expect(Object.keys(past.early ?? {}).toSorted()).toEqual(["/session", "/wards"]);
  expect((await open(`/chi-tieu?ward=${QUIET}`, "leader")).early).toBeNull();
  expect((await open("/first-page.html", "leader")).early).toBeNull();
});

test("what is brought cannot end the script that carries it; a document tells which build it is", async () => {
  const { html, early } = await open("/", "leader");
  const list = (early ?? {})["/wards"] as { wards: WardSummary[] };
  expect(list.wards.map(({ name }) => name)).toContain(SLY);
  expect(html).not.toContain("<b>");
  expect(html).toContain('<html data-version="test"');
  expect((await open("/chi-bo", null)).html).toContain('<html data-version="test"');
});
