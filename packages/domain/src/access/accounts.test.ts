import type { Caller, Role } from "@nhip/contracts";
import { expect, test } from "vitest";
import { accountRefusal, coversAll, type Held } from "./accounts.ts";

const held = (
  id: string,
  role: Role = "admin",
  wards: string[] | null = null,
  rest: Partial<Held> = {},
): Held => ({
  id,
  role,
  wards,
  disabled: false,
  ...rest,
});
const caller = ({ id, role, wards }: Held): Caller => ({
  kind: "person",
  id,
  name: id,
  role,
  wards,
  units: [],
  session: "s",
});
const house = held("house");
const ward = held("ward", "admin", ["a"]);
const clerk = held("clerk", "clerk", ["a"]);

test("an administrator of some wards manages accounts of those alone, and makes none of all wards", () => {
  const all = [house, ward, clerk];
  expect(coversAll(caller(ward), ["a"])).toBe(true);
  expect(coversAll(caller(ward), ["a", "b"])).toBe(false);
  expect(coversAll(caller(ward), null)).toBe(false);
  expect(coversAll(caller(house), null)).toBe(true);
  expect(coversAll({ kind: "nobody" }, [])).toBe(false);
  expect(accountRefusal(caller(ward), house, null, all)).toBe("ward-not-allowed");
  expect(accountRefusal(caller(ward), clerk, { role: "admin", wards: null }, all)).toBe("ward-not-allowed");
  expect(accountRefusal(caller(ward), clerk, { role: "clerk", wards: ["b"] }, all)).toBe("ward-not-allowed");
  expect(accountRefusal(caller(ward), clerk, { role: "admin", wards: ["a"] }, all)).toBeNull();
  expect(accountRefusal(caller(ward), clerk, null, all)).toBeNull();
});

test("nobody switches off or demotes the own account", () => {
  const all = [house, held("second")];
  expect(accountRefusal(caller(house), house, null, all)).toBe("own-account");
  expect(accountRefusal(caller(house), house, { role: "clerk", wards: null }, all)).toBe("own-account");
  expect(accountRefusal(caller(house), house, { role: "admin", wards: ["a"] }, all)).toBe("own-account");
  expect(accountRefusal(caller(house), house, { role: "admin", wards: null }, all)).toBeNull();
  expect(accountRefusal(caller(clerk), clerk, { role: "admin", wards: ["a"] }, all)).toBe("own-account");
});

test("the last administrator stays one", () => {
  const second = held("second");
  const server: Caller = { kind: "person", ...house, id: "other", name: "x", units: [], session: "s" };
  expect(accountRefusal(server, house, null, [house, ward])).toBe("last-admin");
  expect(accountRefusal(server, house, { role: "admin", wards: ["a"] }, [house, ward])).toBe("last-admin");
  expect(accountRefusal(server, house, null, [house, { ...second, disabled: true }])).toBe("last-admin");
  expect(accountRefusal(server, house, null, [house, second])).toBeNull();
  expect(accountRefusal(server, ward, null, [ward])).toBe("last-admin");
  expect(accountRefusal(server, ward, null, [ward, house])).toBeNull();
  expect(accountRefusal(server, { ...house, disabled: true }, null, [ward])).toBeNull();
});
