import { expect, test, vi } from "vitest";
import type { ApiKey } from "@nhip/backbone";
import { createKeyGuard } from "./key-guard.ts";

const key = (scope: ApiKey["scope"]): ApiKey => ({ id: "k", scope, wards: ["w"], source: "s", createdAt: 0 });

type Find = (token: string) => Promise<ApiKey | undefined>;

test("asks the store once for all who come within 2 s, and again after that", async () => {
  let at = 0;
  let stored: ApiKey | undefined = key("ingest");
  const find = vi.fn<Find>(async () => stored);
  const admit = createKeyGuard({ find, now: () => at });
  await Promise.all([admit("Bearer t"), admit("bearer t"), admit("Bearer  t")]);
  expect(find).toHaveBeenCalledTimes(1);
  stored = undefined;
  at = 2_000;
  await expect(admit("Bearer t")).rejects.toMatchObject({ code: "unauthorized" });
});

test("neither a missing key nor a failed look-up is remembered", async () => {
  const find = vi.fn<Find>();
  find
    .mockResolvedValueOnce(undefined)
    .mockRejectedValueOnce(new Error("away"))
    .mockResolvedValue(key("ingest"));
  const admit = createKeyGuard({ find, now: () => 0 });
  await expect(admit("Bearer t")).rejects.toMatchObject({ code: "unauthorized" });
  await expect(admit("Bearer t")).rejects.toThrow("away");
  await expect(admit("Bearer t")).resolves.toMatchObject({ id: "k" });
});

test("no key, no look-up; another scope, no entry", async () => {
  const find = vi.fn<Find>(async () => key("read"));
  const admit = createKeyGuard({ find, now: () => 0 });
  for (const header of [undefined, "", "Basic x", "Bearer ", `Bearer ${"x".repeat(201)}`])
    await expect(admit(header)).rejects.toMatchObject({ code: "unauthorized" });
  expect(find).not.toHaveBeenCalled();
  await expect(admit("Bearer t")).rejects.toMatchObject({ code: "scope-not-allowed" });
});

test("the list of keys is bounded", async () => {
  const find = vi.fn<Find>(async () => key("ingest"));
  const admit = createKeyGuard({ find, now: () => 0 });
  for (let n = 0; n <= 1_000; n++) await admit(`Bearer t${n}`);
  await admit("Bearer t1000");
  expect(find).toHaveBeenCalledTimes(1_001);
  await admit("Bearer t0");
  expect(find).toHaveBeenCalledTimes(1_002);
});
