import { expect, test } from "vitest";
import { createRequestLimits } from "./request-limits.ts";

test("one request too many is told how long to wait, and others are let through", async () => {
  const limits = createRequestLimits({ perAddress: 3, perCaller: 2, writes: 1 });
  expect([await limits.takeCaller("a"), await limits.takeCaller("a")]).toEqual([null, null]);
  const wait = await limits.takeCaller("a");
  expect(wait).toBeGreaterThanOrEqual(1);
  expect(wait).toBeLessThanOrEqual(60);
  expect(await limits.takeCaller("b")).toBeNull();
  expect(await limits.takeWrite("a")).toBeNull();
  expect(await limits.takeWrite("a")).toBeGreaterThanOrEqual(1);
});

test("addresses of one IPv6 network are one, and IPv4 addresses are not", async () => {
  const limits = createRequestLimits({ perAddress: 1, perCaller: 1, writes: 1 });
  expect(await limits.takeAddress("2001:db8:1:2::1")).toBeNull();
  expect(await limits.takeAddress("2001:db8:1:2:aaaa::77")).not.toBeNull();
  expect(await limits.takeAddress("2001:db8:1:3::1")).toBeNull();
  expect(await limits.takeAddress("2001:db8::1")).toBeNull();
  expect(await limits.takeAddress("2001:db8:0:0:5::9")).not.toBeNull();
  expect(await limits.takeAddress("10.0.0.1")).toBeNull();
  expect(await limits.takeAddress("10.0.0.2")).toBeNull();
});
