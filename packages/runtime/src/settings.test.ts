import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { Settings, parseSettings } from "./settings.ts";

const example = readFileSync(fileURLToPath(new URL("../../../.env.example", import.meta.url)), "utf8");

/** Lines `NAME=value`, also commented out ones. */
function namesAndValues(text: string): Record<string, string> {
  return Object.fromEntries(
    [...text.matchAll(/^#? ?([A-Z_]+)=(.*)$/gm)].map(([, name, value]) => [name, value?.trim()]),
  );
}

test(".env.example names every setting and nothing else, with values that parse", () => {
  const given = namesAndValues(example);
  expect(Object.keys(given).toSorted()).toEqual(Object.keys(Settings.shape).toSorted());
  expect(parseSettings(given)).toMatchObject({ ok: true });
});

test("all that is wrong is told at once", () => {
  const result = parseSettings({ PORT: "99999", LOG_LEVEL: "loud" });
  expect(result).toMatchObject({ ok: false });
  expect(result.ok ? [] : result.faults.map((fault) => fault.split(":")[0])).toEqual(["PORT", "LOG_LEVEL"]);
});
