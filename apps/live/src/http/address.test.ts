import { expect, test } from "vitest";
import { createAddressReader } from "./address.ts";

const own = createAddressReader(["127.0.0.1", "10.0.0.0/8", "fd00::/8"]);

test("without trusted proxies nobody's word is taken", () => {
  const read = createAddressReader([]);
  expect(read("10.0.0.1", "203.0.113.9")).toBe("10.0.0.1");
  expect(read("::ffff:10.0.0.1", "203.0.113.9")).toBe("10.0.0.1");
});

test("who is no proxy cannot say to be somebody else", () => {
  expect(own("203.0.113.5", "198.51.100.1")).toBe("203.0.113.5");
  expect(own(undefined, "198.51.100.1")).toBe("");
});

test("a proxy is believed as to who came to it, and not what that one brought along", () => {
  expect(own("10.0.0.1", "203.0.113.9")).toBe("203.0.113.9");
  // The client wrote the first two by itself.
  expect(own("10.0.0.1", "1.1.1.1, 10.9.9.9, 203.0.113.9")).toBe("203.0.113.9");
  expect(own("127.0.0.1", "1.1.1.1, 203.0.113.9, 10.0.0.7")).toBe("203.0.113.9");
});

test("nonsense ends the walk at the last address that is known", () => {
  expect(own("10.0.0.1", "unknown")).toBe("10.0.0.1");
  expect(own("10.0.0.1", "203.0.113.9, <script>, 10.0.0.7")).toBe("10.0.0.7");
  expect(own("10.0.0.1", "")).toBe("10.0.0.1");
  expect(own("10.0.0.1", undefined)).toBe("10.0.0.1");
});

test("ports and brackets are taken off, networks of version 6 count too", () => {
  expect(own("10.0.0.1", "203.0.113.9:5123")).toBe("203.0.113.9");
  expect(own("fd00::7", "[2001:db8::5]:443")).toBe("2001:db8::5");
  expect(own("10.0.0.1", "::ffff:203.0.113.9")).toBe("203.0.113.9");
});
