import { ROLES, type Caller } from "@nhip/contracts";
import { expect, test } from "vitest";
import { POLICY, callerRole, coversWard, mayPass, refusalOf } from "./policy.ts";
import { statementRefusal } from "./sayings.ts";

const person = (
  role: (typeof ROLES)[number],
  more: Partial<Extract<Caller, { kind: "person" }>> = {},
): Caller => ({
  kind: "person",
  id: "1",
  name: "lan",
  role,
  wards: ["phuong-a"],
  units: role === "secretary" || role === "head" ? ["to-7"] : [],
  session: "s",
  ...more,
});
const KPIS = "GET /api/v1/wards/:ward/kpis";
const DUTIES = "GET /api/v1/wards/:ward/units/:unit/duties";

test("what the policy does not name is refused to everybody, names that every object has included", () => {
  for (const caller of [person("admin", { wards: null }), { kind: "nobody" } as const])
    for (const entrance of ["GET /api/v1/secret", "constructor", "__proto__", ""])
      expect(refusalOf(caller, entrance)).not.toBeNull();
});

test("a ward has to be one of the caller's own; an account without a list of wards has all", () => {
  expect(refusalOf(person("leader"), KPIS, { ward: "phuong-a" })).toBeNull();
  expect(refusalOf(person("leader"), KPIS, { ward: "phuong-b" })).toBe("ward-not-allowed");
  expect(refusalOf(person("leader", { wards: null }), KPIS, { ward: "phuong-b" })).toBeNull();
  expect(coversWard({ kind: "nobody" }, "phuong-a")).toBe(false);
});

test("secretaries and heads look at their own units alone; others are bound to none", () => {
  const place = (unit: string) => ({ ward: "phuong-a", unit });
  expect(refusalOf(person("secretary"), DUTIES, place("to-7"))).toBeNull();
  expect(refusalOf(person("head"), DUTIES, place("to-8"))).toBe("unit-not-allowed");
  expect(refusalOf(person("clerk"), DUTIES, place("to-8"))).toBeNull();
});

test("the reason tells who has to sign in, whose key is of another scope, and whose role is another", () => {
  const write = "PUT /api/v1/wards/:ward/catalogue";
  expect(refusalOf({ kind: "nobody" }, write)).toBe("unauthorized");
  expect(refusalOf({ kind: "key", id: "k", wards: ["phuong-a"] }, write)).toBe("scope-not-allowed");
  expect(refusalOf(person("leader"), write, { ward: "phuong-a" })).toBe("forbidden");
  expect(refusalOf({ kind: "screen", id: "s", name: "TV", wards: ["phuong-a"] }, write)).toBe("forbidden");
});

test("dossier codes stay behind a leader's or clerk's sign-in and keys of systems", () => {
  const passes = (entrance: keyof typeof POLICY) =>
    ([...ROLES, "key", "screen", "nobody"] as const).filter((role) => mayPass(role, entrance));
  for (const entrance of [
    "GET /api/v1/wards/:ward/dossiers",
    "GET /api/v1/wards/:ward/kpis/:id/explain/dossiers",
    "GET /api/v1/wards/:ward/suspects",
  ] as const)
    expect([entrance, passes(entrance)]).toEqual([entrance, ["leader", "clerk", "key"]]);
});

test("a screen changes nothing but what it says of itself, and nobody but sign-in and pairing", () => {
  const writes = Object.keys(POLICY).filter((entrance) => /^(POST|PUT|PATCH|DELETE) /.test(entrance));
  const OWN = /^\w+ \/api\/v1\/(session|invitation|pairing|screen)(\/|$)/;
  for (const role of ["screen", "nobody"] as const)
    expect(writes.filter((entrance) => mayPass(role, entrance) && !OWN.test(entrance))).toEqual([]);
});

test("what each role may say by hand, and about whom", () => {
  const say = (caller: Caller, type: string, unit?: string) => statementRefusal(caller, type, unit);
  expect(say(person("secretary"), "indicator.reported", "to-7")).toBeNull();
  expect(say(person("secretary"), "indicator.reported", "to-8")).toBe("unit-not-allowed");
  expect(say(person("secretary"), "indicator.reported")).toBe("unit-not-allowed");
  expect(say(person("head"), "target.set")).toBe("forbidden");
  expect(say(person("clerk"), "target.set")).toBe("forbidden");
  expect(say(person("leader"), "target.set")).toBeNull();
  expect(say({ kind: "key", id: "k", wards: [] }, "indicator.reported", "to-7")).toBe("forbidden");
  expect(callerRole(person("admin"))).toBe("admin");
});
