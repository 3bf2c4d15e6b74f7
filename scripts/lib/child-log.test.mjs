import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { wordsOf } from "./child-log.mjs";
import { openLog } from "./log-file.mjs";

it("echoes warnings and errors alone", () => {
  expect(wordsOf(`{"level":30,"msg":"listening"}`, false)).toBeNull();
  expect(wordsOf(`{"level":50,"msg":"lost","err":{"message":"no Redis"}}`, false)).toBe("lost: no Redis");
  expect(wordsOf("plain words", false)).toBeNull();
  expect(wordsOf("plain words", true)).toBe("plain words");
});

it("keeps a log within its bound", () => {
  const folder = mkdtempSync(join(tmpdir(), "nhip-log-"));
  const write = openLog(join(folder, "a.log"), { maxBytes: 1000, keep: 3 });
  for (let line = 0; line < 500; line += 1) write(`${"x".repeat(99)}\n`);
  const files = readdirSync(folder).toSorted();
  expect(files).toEqual(["a.log", "a.log.1", "a.log.2"]);
  for (const name of files) expect(statSync(join(folder, name)).size).toBeLessThanOrEqual(1100);
  rmSync(folder, { recursive: true });
});
