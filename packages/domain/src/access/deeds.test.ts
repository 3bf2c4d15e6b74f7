import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ASKING, deedWord } from "./deeds.ts";
import { POLICY } from "./policy.ts";

const root = new URL("../../../../", import.meta.url).pathname;
const sources = ["apps/live/src", "apps/nhip/src", "apps/worker/src", "packages/people/src"].flatMap((dir) =>
  readdirSync(join(root, dir), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts") && !/\.(test|testing)\.ts$/.test(name))
    .map((name) => join(root, dir, name)),
);

test("each entrance that changes something has a word in the audit log", () => {
  const writes = Object.keys(POLICY).filter((entrance) => !/^(GET|socket) /.test(entrance));
  expect(writes.length).toBeGreaterThan(10);
  const deeds = writes.filter((entrance) => !ASKING.includes(entrance));
  expect(deeds.filter((entrance) => deedWord(entrance.replace("/api/v1", "")) === null)).toEqual([]);
  expect(ASKING.filter((entrance) => !writes.includes(entrance))).toEqual([]);
});

test("each deed that a route or a command names itself has a word", () => {
  const named = sources.flatMap((file) =>
    [
      ...readFileSync(file, "utf8").matchAll(
        /(?:what: |what = |what \?\? |record\(\w+, )"([a-z-]+\.[a-z-]+)"/g,
      ),
    ].flatMap(([, what]) => what ?? []),
  );
  expect(named).toEqual(expect.arrayContaining(["session.open", "user.add"]));
  expect([...new Set(named)].filter((what) => deedWord(what) === null)).toEqual([]);
});
