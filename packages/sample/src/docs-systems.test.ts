import { existsSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { KPI_GROUPS } from "@nhip/contracts";
import { createCatalogue } from "@nhip/domain";

const ROOT = new URL("../../../", import.meta.url);
const rows = readFileSync(new URL("docs/systems.md", ROOT), "utf8")
  .split("\n")
  .filter((line) => line.includes("/chi-tieu/") && line.startsWith("|"))
  .map((line) => line.split("|").slice(1, -1));
const codes = (cell = "") => [...cell.matchAll(/`([^`]+)`/g)].map(([, code = ""]) => code);

it("names each system with its KPIs, its page and its test", () => {
  expect(rows.length).toBe(14);
  const ids = new Set(createCatalogue().kpis.map(({ id }) => id));
  for (const [system, , kpis, pages, tests] of rows) {
    expect([system, codes(kpis).filter((id) => !ids.has(id)), codes(kpis).length > 0]).toEqual([
      system,
      [],
      true,
    ]);
    const groups = codes(pages).flatMap((path) => /^\/chi-tieu\/(\w+)$/.exec(path)?.[1] ?? []);
    expect([system, groups.length > 0]).toEqual([system, true]);
    expect(groups.filter((group) => !KPI_GROUPS.some((one) => one === group))).toEqual([]);
    expect([system, codes(tests).filter((path) => !existsSync(new URL(path, ROOT)))]).toEqual([system, []]);
    expect(codes(tests).length).toBeGreaterThan(0);
  }
});

it("puts each KPI on the page of its own group, and leaves out none of those groups", () => {
  const { byId, kpis } = createCatalogue();
  const told = new Map(
    rows.flatMap(([, , ids, pages]) => codes(ids).map((id) => [id, codes(pages).at(-1)] as const)),
  );
  for (const [id, page] of told) expect([id, page]).toEqual([id, `/chi-tieu/${byId(id)?.group}`]);
  const groups = new Set([...told.keys()].map((id) => byId(id)?.group));
  const untold = kpis.filter(({ id, group }) => groups.has(group) && !told.has(id)).map(({ id }) => id);
  expect(untold).toEqual([]);
});
