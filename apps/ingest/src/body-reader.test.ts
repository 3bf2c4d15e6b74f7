import { PassThrough, Readable } from "node:stream";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { createBodyReader } from "./body-reader.ts";

const reader = () => createBodyReader({ maxBytes: 1_000, maxTotalBytes: 2_000 });
const of = (...chunks: (string | Buffer)[]) => Readable.from(chunks.map((chunk) => Buffer.from(chunk)));
const TOO_LARGE = { code: "too-large" };
const UNREADABLE = { code: "unreadable" };

test("plain and packed bodies", async () => {
  const readBody = reader();
  expect((await readBody(of("a", "b"), false)).bytes.toString()).toBe("ab");
  expect((await readBody(of(gzipSync("abc")), true)).bytes.toString()).toBe("abc");
  expect((await readBody(of(), false)).bytes).toHaveLength(0);
});

test("too large, packed or not; a bomb is stopped while it unpacks", async () => {
  const readBody = reader();
  await expect(readBody(of("x".repeat(600), "x".repeat(600)), false)).rejects.toMatchObject(TOO_LARGE);
  await expect(readBody(of(gzipSync("x".repeat(100_000))), true)).rejects.toMatchObject(TOO_LARGE);
});

test("broken off or not gzip", async () => {
  const readBody = reader();
  await expect(readBody(of(gzipSync("abc").subarray(0, 12)), true)).rejects.toMatchObject(UNREADABLE);
  await expect(readBody(of("abc"), true)).rejects.toMatchObject(UNREADABLE);
});

test("H1: a client that leaves in the middle", async () => {
  const source = new PassThrough();
  const reading = reader()(source, false);
  source.write("half");
  setImmediate(() => source.destroy());
  await expect(reading).rejects.toMatchObject(UNREADABLE);
});

test("bodies in hand are bounded together, and make room when released", async () => {
  const readBody = reader();
  const held = [await readBody(of("x".repeat(1_000)), false), await readBody(of("x".repeat(1_000)), false)];
  await expect(readBody(of("x"), false)).rejects.toMatchObject({ code: "too-busy" });
  for (const body of held) body.release();
  expect((await readBody(of("x"), false)).bytes).toHaveLength(1);
});
