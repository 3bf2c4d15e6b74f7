import { expect, test } from "vitest";
import { deviceOf } from "./device.ts";
import { networkOf } from "./sign-in.ts";

test.each([
  [
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36",
    "Chrome/Windows",
  ],
  [
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36 Edg/126.0.0.0",
    "Edge/Windows",
  ],
  [
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1",
    "Safari/iPhone",
  ],
  [
    "Mozilla/5.0 (Linux; Android 14; SM-A155F) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/25.0 Chrome/121.0.0.0 Mobile Safari/537.36",
    "Samsung Internet/Android",
  ],
  ["Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0", "Firefox/Linux"],
  ["curl/8.5.0", "/"],
  ["", "/"],
])("%s", (userAgent, device) => {
  expect(deviceOf(userAgent)).toBe(device);
});

test("an address of version 6 counts as its network of 64 bits, one of version 4 as itself", () => {
  expect(networkOf("203.0.113.9")).toBe("203.0.113.9");
  expect(networkOf("2001:db8:0:12:a:b:c:d")).toBe("2001:db8:0:12::/64");
  expect(networkOf("2001:DB8::1")).toBe(networkOf("2001:0db8:0:0:ffff::9"));
  expect(networkOf("::1")).toBe("0:0:0:0::/64");
});
