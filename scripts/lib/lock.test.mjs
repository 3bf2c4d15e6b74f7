import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { readHolder, takeLock } from "./lock.mjs";
import { markProcess } from "./process-mark.mjs";

let folder = "";
let file = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "nhip-lock-"));
  file = join(folder, "nhip.lock");
});
afterEach(() => rmSync(folder, { recursive: true }));

it("is taken once, tells who has it, and leaves nothing behind", () => {
  const first = takeLock(file, "npm start");
  expect(takeLock(file, "second").holder).toMatchObject({ pid: process.pid, what: "npm start" });
  first.lock?.update({ redisUrl: "unix:///r.sock" });
  expect(readHolder(file)).toMatchObject({ what: "npm start", redisUrl: "unix:///r.sock" });
  first.lock?.release();
  expect(readdirSync(folder)).toEqual([]);
});

it("is taken over from a dead holder, also where its pid is somebody else's by now", () => {
  const dead = { ...markProcess(process.pid), mark: "another-boot:1", what: "npm start", children: [] };
  writeFileSync(file, JSON.stringify(dead));
  const { lock } = takeLock(file, "npm start");
  expect(lock?.previous).toMatchObject({ mark: "another-boot:1" });
});

it("is taken over when the file makes no sense", () => {
  writeFileSync(file, "{half");
  expect(takeLock(file, "npm start").lock).toBeDefined();
});
