import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { listedPages } from "./pages.mjs";

test("no page of the dashboard's list is forgotten, and each has somebody who may look", () => {
  const text = readFileSync(new URL("../../apps/dashboard/src/app/pages.ts", import.meta.url), "utf8");
  const pages = listedPages();
  expect(pages.length).toBe(text.match(/\bload: \(\) => import/g)?.length);
  expect(pages.find(({ name }) => name === "catalogue")).toMatchObject({
    path: "/quan-tri/chi-tieu",
    as: "admin",
  });
  expect(pages.find(({ name }) => name === "groups")).toMatchObject({ path: "/chi-tieu", as: "leader" });
  expect(pages.find(({ name }) => name === "mend")).toMatchObject({ as: "clerk" });
});
