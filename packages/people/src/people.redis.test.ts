import { randomUUID } from "node:crypto";
import { connect, createKeys } from "@nhip/backbone";
import { UNIT_ROLES, type Role } from "@nhip/contracts";
import { SESSION_LIMITS } from "@nhip/domain";
import { afterAll, describe, expect, test } from "vitest";
import { hashPassword } from "./passwords.ts";
import { createPeople } from "./people.ts";
import { totpCode as codeOf } from "./totp.testing.ts";

const PASSWORD = "bốn mùa hoa sữa";
const keys = createKeys(`t${randomUUID()}:`);
const redis = connect(process.env["TEST_REDIS_URL"] ?? "", "blocking", () => undefined);
const clock = { skewMs: 0 };
const now = () => Date.now() + clock.skewMs;
const people = createPeople({ redis, keys, now, secondFactorFor: ["admin"] });
const WHENCE = { address: "203.0.113.5", device: "Chrome/Windows" };
afterAll(() => redis.disconnect());

let count = 0;
async function somebody(role: Role = "leader", password?: string) {
  const units = UNIT_ROLES.includes(role) ? ["to-7"] : [];
  const account = await people.add({ name: `nguoi-${++count}`, role, wards: null, units });
  if (password !== undefined) {
    const hashed = await hashPassword(password, account.name);
    await people.accounts.change(account.id, (one) => ({ ...one, password: hashed }));
  }
  return account;
}
const outcomesOf = async (tasks: Promise<unknown>[]) =>
  (await Promise.allSettled(tasks)).map((one) =>
    one.status === "fulfilled" ? "done" : String((one.reason as { code?: string }).code),
  );

describe("links", () => {
  test("of two who use one at once, one wins", async () => {
    const account = await somebody();
    const token = await people.invite(account.id);
    const use = () => people.invitations.setPassword(token, PASSWORD);
    expect((await outcomesOf([use(), use()])).toSorted()).toEqual(["done", "link-used"]);
    await expect(people.invitations.look(token)).rejects.toMatchObject({ code: "link-used" });
  });

  test("a weak password leaves the link good; a newer link and a switched-off account end it", async () => {
    const account = await somebody();
    const first = await people.invite(account.id);
    await expect(people.invitations.setPassword(first, "nắng tháng tư")).resolves.toMatchObject({
      name: account.name,
    });
    const second = await people.invite(account.id);
    await expect(people.invitations.setPassword(second, "ngắn")).rejects.toMatchObject({
      code: "weak-password",
    });
    expect(await people.invitations.look(second)).toMatchObject({ id: account.id });
    const third = await people.invite(account.id);
    await expect(people.invitations.look(second)).rejects.toMatchObject({ code: "link-used" });
    await people.disable(account.id);
    await expect(people.invitations.look(third)).rejects.toMatchObject({ code: "link-used" });
  });

  test("a new password ends every session, and is kept as argon2id", async () => {
    const account = await somebody();
    const session = await people.open(account, WHENCE);
    const { password } = await people.invitations.setPassword(await people.invite(account.id), PASSWORD);
    expect(await people.callerOf(session)).toBeUndefined();
    expect(password).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(password).not.toContain(PASSWORD);
  });
});

describe("sessions", () => {
  test.each(Object.entries(SESSION_LIMITS))(
    "of a %s end when idle, and at the latest",
    async (role, limits) => {
      const account = await somebody(role as Role);
      const { idleMs, absoluteMs } = SESSION_LIMITS[account.role];
      expect([idleMs, absoluteMs]).toEqual([limits.idleMs, limits.absoluteMs]);
      try {
        const idle = await people.open(account, WHENCE);
        clock.skewMs = idleMs - 1_000;
        expect(await people.callerOf(idle)).toMatchObject({ name: account.name });
        clock.skewMs += idleMs + 1_000;
        expect(await people.callerOf(idle)).toBeUndefined();

        clock.skewMs = 0;
        const busy = await people.open(account, WHENCE);
        for (; clock.skewMs + idleMs / 2 < absoluteMs; clock.skewMs += idleMs / 2)
          expect(await people.callerOf(busy)).toBeDefined();
        clock.skewMs = absoluteMs + 1_000;
        expect(await people.callerOf(busy)).toBeUndefined();
      } finally {
        clock.skewMs = 0;
      }
    },
  );

  test("a role that became a stricter one shortens them at once", async () => {
    const account = await somebody("leader");
    const token = await people.open(account, WHENCE);
    clock.skewMs = SESSION_LIMITS.admin.idleMs + 1_000;
    try {
      await people.changeRole(account.id, { role: "admin", wards: null });
      expect(await people.callerOf(token)).toBeUndefined();
    } finally {
      clock.skewMs = 0;
    }
  });

  test("are listed, ended one by one and all but one", async () => {
    const account = await somebody();
    const tokens = [];
    for (let n = 0; n < 3; n++) tokens.push(await people.open(account, WHENCE));
    const [mine] = await Promise.all(tokens.map((token) => people.callerOf(token)));
    const all = await people.sessions.of(account.id);
    expect(all).toHaveLength(3);
    const other = all.find(({ id }) => id !== mine?.session)?.id ?? "";
    expect(await people.sessions.end(account.id, other)).toBe(true);
    expect(await people.sessions.end("somebody-else", mine?.session ?? "")).toBe(false);
    await people.sessions.endAll(account.id, mine?.session);
    expect((await people.sessions.of(account.id)).map(({ id }) => id)).toEqual([mine?.session]);
  });
});

describe("the second factor", () => {
  async function withFactor(password = PASSWORD) {
    const account = await somebody("leader", password);
    const { secret, ticket, uri } = await people.factor.begin(account);
    expect(uri).toMatch(/^otpauth:\/\/totp\//);
    const codes = await people.factor.confirm(account, ticket, codeOf(secret, now()));
    const kept = await people.accounts.find(account.id);
    if (!kept) throw new Error("gone");
    return { account: kept, secret, codes };
  }

  test("does not count before a code has shown it", async () => {
    const account = await somebody("admin");
    const { secret, ticket } = await people.factor.begin(account);
    const wrong = codeOf(secret, now() + 600_000);
    await expect(people.factor.confirm(account, ticket, wrong)).rejects.toMatchObject({ code: "wrong-code" });
    const token = await people.open(account, WHENCE);
    expect(await people.callerOf(token)).toMatchObject({ owesSecondFactor: true });
    const sso = await people.open(account, WHENCE, "single-sign-on");
    expect(await people.callerOf(sso)).not.toHaveProperty("owesSecondFactor");
    await people.factor.confirm(account, ticket, codeOf(secret, now()));
    expect(await people.callerOf(token)).not.toHaveProperty("owesSecondFactor");
    await people.resetFactor(account.id);
    expect(await people.callerOf(token)).toMatchObject({ owesSecondFactor: true });
  });

  test("a code works once, the next one too, with a step of drift and no more", async () => {
    const { account, secret } = await withFactor();
    expect(await people.factor.use(account, codeOf(secret, now()))).toBe(false);
    expect(await people.factor.use(account, codeOf(secret, now() + 90_000))).toBe(false);
    const next = codeOf(secret, now() + 30_000);
    const used = await Promise.all([people.factor.use(account, next), people.factor.use(account, next)]);
    expect(used.toSorted()).toEqual([false, true]);
  });

  test("eight recovery codes stand in for it, each once, however typed; they are kept as digests", async () => {
    const { account, codes } = await withFactor();
    expect(codes).toHaveLength(8);
    const [first = "", second = ""] = codes;
    expect(JSON.stringify(account)).not.toContain(first.replaceAll("-", ""));
    expect(await people.factor.use(account, ` ${first.toUpperCase().replaceAll("-", " ")}`)).toBe(true);
    expect(await people.factor.use(account, first)).toBe(false);
    expect(await people.factor.use(account, second)).toBe(true);
    expect(await people.factor.use(account, "")).toBe(false);
  });

  test("only the password takes it away", async () => {
    const { account } = await withFactor();
    const drop = (password: string) => people.dropFactor(account, { password, code: "" });
    await expect(drop("không phải")).rejects.toMatchObject({ code: "wrong-credentials" });
    await drop(PASSWORD);
    expect((await people.accounts.find(account.id))?.recovery).toEqual([]);
  });
});

describe("somebody at the single sign-on", () => {
  test("is tied to one account at most", async () => {
    const [one, two] = [await somebody(), await somebody()];
    const subject = `https://sso.example|${count}`;
    expect((await outcomesOf([people.tie(one.id, subject), people.tie(two.id, subject)])).toSorted()).toEqual(
      ["done", "name-taken"],
    );
    const holder = await people.accounts.findBySubject(subject);
    await people.tie(holder?.id ?? "", null);
    expect(await people.accounts.findBySubject(subject)).toBeUndefined();
  });
});

test("units go with the roles that have them, names are one however typed", async () => {
  const account = await somebody("leader");
  await expect(people.changeRole(account.id, { role: "head", wards: null })).rejects.toMatchObject({
    code: "invalid-value",
  });
  await people.changeRole(account.id, { role: "head", wards: null, units: ["to-7"] });
  await people.add({ name: "Đỗ.Thị".normalize("NFD"), role: "leader", wards: null });
  await expect(people.add({ name: "đỗ.thị", role: "leader", wards: null })).rejects.toMatchObject({
    code: "name-taken",
  });
  for (const name of ["a", "có dấu cách", "-x", "x".repeat(41)])
    await expect(people.add({ name, role: "leader", wards: null })).rejects.toMatchObject({
      code: "invalid-value",
    });
});
