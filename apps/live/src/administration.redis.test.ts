import { createApiKeys, createTrail, createWards } from "@nhip/backbone";
import {
  SESSION_COOKIE,
  WardSettings,
  type AuditPage,
  type CatalogueState,
  type ErrorBody,
  type IssuedInvitation,
  type KeyPage,
  type NewKey,
  type Role,
  type UserPage,
  type UserRow,
  type WardHours,
} from "@nhip/contracts";
import { createPeople } from "@nhip/people";
import { afterAll, beforeAll, expect, test } from "vitest";
import { QUIET, next, openLive, watch } from "./live.testing.ts";

const OTHER = "phuong-khac";
let live: Awaited<ReturnType<typeof openLive>>;
let people: ReturnType<typeof createPeople>;
beforeAll(async () => {
  live = await openLive({
    id: OTHER,
    name: "Phường Khác",
    units: [{ id: "chi-bo-3", name: "Chi bộ 3", kind: "cell" }],
  });
  people = createPeople({ redis: live.redis, keys: live.keys, now: live.now });
});
afterAll(() => live.close());

/** Somebody of these wards, signed in. */
async function open(name: string, role: Role, wards: string[] | null, units: string[] = []) {
  const account = await people.add({ name, role, wards, units });
  const token = await people.open(account, { address: "10.0.0.7", device: "test" });
  const cookie = `${SESSION_COOKIE}=${token}`;
  const ask = async <T>(path: string, method = "GET", body?: object) => {
    const response = await fetch(`${live.base}/api/v1${path}`, {
      method,
      headers: { cookie, ...(body ? { "content-type": "application/json" } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    return { status: response.status, body: (await response.json()) as T };
  };
  return { account, cookie, ask };
}
const post = { role: "clerk", wards: [QUIET], units: [] };

test("an account is made with a link, changed, switched off and on; its socket is cut", async () => {
  const { ask } = await open("chu-nha", "admin", null);
  const made = await ask<IssuedInvitation>("/users", "POST", { ...post, name: "Lan.MC" });
  expect(made).toMatchObject({ status: 201, body: { user: { name: "lan.mc", ready: false, self: false } } });
  expect(made.body.link).toMatch(/^http:\/\/127\.0\.0\.1\/moi#[\w-]{43}$/);
  const { id } = made.body.user;
  expect(await ask<ErrorBody>("/users", "POST", { ...post, name: "LAN.mc" })).toMatchObject({
    status: 409,
    body: { code: "name-taken" },
  });
  for (const wrong of [
    { ...post, name: "b", role: "secretary" },
    { ...post, name: "bi-thu", role: "secretary", units: ["chi-bo-3"] },
    { ...post, name: "can-bo", units: ["chi-bo-3"] },
    { ...post, name: "x y" },
    { ...post, name: "z", wards: [] },
  ])
    expect((await ask("/users", "POST", wrong)).status).toBe(400);
  expect((await ask("/users", "POST", { ...post, name: "ai-do", wards: ["khong-co"] })).status).toBe(404);

  const token = await people.open(await found(id), {
    address: "",
    device: "",
  });
  const socket = live.client({ extraHeaders: { cookie: `${SESSION_COOKIE}=${token}` } });
  expect((await watch(socket, QUIET, "today")).ok).toBe(true);
  const ended = next(socket, "session:ended");
  const grant = { role: "secretary", wards: [OTHER], units: ["chi-bo-3"] };
  expect((await ask<UserRow>(`/users/${id}`, "PUT", grant)).body).toMatchObject(grant);
  expect(await ended).toMatchObject({ code: "changed-meanwhile" });

  expect((await ask<UserRow>(`/users/${id}/disable`, "POST", {})).body).toMatchObject({
    disabled: true,
    sessions: 0,
  });
  expect((await ask(`/users/${id}/invite`, "POST", {})).status).toBe(403);
  expect((await ask<UserRow>(`/users/${id}/enable`, "POST", {})).body.disabled).toBe(false);
  expect((await ask<IssuedInvitation>(`/users/${id}/invite`, "POST", {})).body.link).not.toBe(made.body.link);

  const page = (await ask<UserPage>("/users?q=LAN&role=secretary&unit=chi-bo-3")).body;
  expect(page.users.map(({ name }) => name)).toEqual(["lan.mc"]);
  expect(page).toMatchObject({ total: 1, cursor: null });
  expect(page.all).toBeGreaterThan(1);
  expect(JSON.stringify(page)).not.toMatch(/password|argon2/i);

  const log = (await ask<AuditPage>("/audit?q=lan.mc")).body.entries;
  expect(log.map(({ what }) => what)).toEqual([
    "user.invite",
    "user.enable",
    "user.disable",
    "user.change",
    "user.add",
  ]);
  expect(log[3]).toMatchObject({
    who: { kind: "person", name: "chu-nha" },
    from: "127.0.0.1",
    before: { role: "clerk", wards: [QUIET] },
    after: grant,
  });
  expect(JSON.stringify(log)).not.toContain(made.body.link.split("#")[1]);
});

async function found(id: string) {
  const account = await people.accounts.find(id);
  if (!account) throw new Error("no such account");
  return account;
}

test("sessions and the second factor of somebody are ended from afar", async () => {
  const { ask } = await open("quan-ly", "admin", null);
  const other = await open("mat-may", "leader", [QUIET]);
  await people.accounts.change(other.account.id, (one) => ({ ...one, secondFactor: "JBSWY3DP" }));
  expect((await ask<UserPage>("/users?q=mat-may")).body.users[0]).toMatchObject({
    secondFactor: true,
    sessions: 1,
  });
  expect((await ask<UserRow>(`/users/${other.account.id}/reset-factor`, "POST", {})).body.secondFactor).toBe(
    false,
  );
  expect((await ask<UserRow>(`/users/${other.account.id}/end-sessions`, "POST", {})).body).toMatchObject({
    sessions: 0,
    lastSeenAt: null,
  });
  expect((await other.ask("/wards")).status).toBe(401);
});

test("an administrator of one ward sees and makes accounts, keys and log lines of that ward alone", async () => {
  const ward = await open("quan-tri-phuong", "admin", [QUIET]);
  const house = await open("quan-tri-nha", "admin", null);
  const elsewhere = await open("nguoi-noi-khac", "clerk", [OTHER]);
  const names = (await ward.ask<UserPage>("/users")).body.users.map(({ name }) => name);
  expect(names).toContain("quan-tri-phuong");
  expect(names).not.toContain("quan-tri-nha");
  expect(names).not.toContain("nguoi-noi-khac");
  for (const wards of [null, [OTHER], [QUIET, OTHER]])
    expect(
      (await ward.ask("/users", "POST", { ...post, role: "admin", wards, name: "moi-day" })).status,
    ).toBe(403);
  expect((await ward.ask("/users", "POST", { ...post, role: "admin", name: "moi-day" })).status).toBe(201);
  for (const [method, what] of [
    ["PUT", ""],
    ["POST", "/disable"],
    ["POST", "/invite"],
    ["POST", "/end-sessions"],
    ["POST", "/reset-factor"],
  ] as const)
    expect((await ward.ask(`/users/${elsewhere.account.id}${what}`, method, post)).status).toBe(404);

  const key = { scope: "ingest", source: "Một cửa", wards: [OTHER] };
  expect((await ward.ask("/keys", "POST", key)).status).toBe(403);
  const made = (await house.ask<NewKey>("/keys", "POST", key)).body;
  expect((await ward.ask<KeyPage>("/keys")).body.keys).toEqual([]);
  expect((await ward.ask(`/keys/${made.id}`, "DELETE")).status).toBe(404);

  const wardsOf = (page: AuditPage) =>
    page.entries.flatMap((one) => (one.ward === undefined ? (one.wards ?? ["house"]) : [one.ward]));
  expect(new Set(wardsOf((await ward.ask<AuditPage>("/audit")).body))).toEqual(new Set([QUIET]));
  expect(wardsOf((await house.ask<AuditPage>("/audit")).body)).toContain(OTHER);
});

test("nobody takes away the own administration, nor that of the last administrator", async () => {
  const { ask, account } = await open("mot-minh", "admin", null);
  for (const other of await people.accounts.list())
    if (other.id !== account.id && other.role === "admin")
      await people.accounts.change(other.id, (one) => ({ ...one, disabled: true }));
  expect(await ask<ErrorBody>(`/users/${account.id}/disable`, "POST", {})).toMatchObject({
    status: 403,
    body: { code: "own-account" },
  });
  expect((await ask(`/users/${account.id}`, "PUT", post)).status).toBe(403);
  const second = await open("nguoi-thu-hai", "admin", null);
  expect((await ask(`/users/${second.account.id}/disable`, "POST", {})).status).toBe(200);
  expect((await second.ask(`/users/${account.id}/disable`, "POST", {})).status).toBe(401);
});

test("a key is shown once, works, and stops within 5 s of its revocation", async () => {
  const { ask } = await open("giu-khoa", "admin", null);
  const wanted = { scope: "read", wards: [QUIET], source: "Báo cáo tỉnh" };
  const made = await ask<NewKey>("/keys", "POST", wanted);
  expect(made.status).toBe(201);
  const headers = { authorization: `Bearer ${made.body.key}` };
  const read = async () => (await fetch(`${live.base}/api/v1/wards`, { headers })).status;
  expect(await read()).toBe(200);
  const page = (await ask<KeyPage>("/keys")).body;
  expect(page.keys[0]).toMatchObject({ id: made.body.id, ...wanted, revoked: false });
  expect(JSON.stringify(page)).not.toContain(made.body.key.slice(18));
  for (const wrong of [
    { ...wanted, source: "sample" },
    { ...wanted, source: "" },
    { ...wanted, scope: "all" },
    { ...wanted, wards: [] },
  ])
    expect((await ask("/keys", "POST", wrong)).status).toBe(400);
  expect((await ask(`/keys/${made.body.id}`, "DELETE")).status).toBe(200);
  await expect.poll(read, { timeout: 5_000 }).toBe(401);
  expect((await createApiKeys(live.redis, live.keys).list())[0]?.revoked).toBe(true);
});

test("hours are set as they were read, and what was read meanwhile is not overwritten", async () => {
  const { ask } = await open("dat-gio", "admin", [QUIET]);
  const { version, ...hours } = (await ask<WardHours>(`/wards/${QUIET}/hours`)).body;
  const wanted = { ...hours, officeHours: [["08:00", "17:00"]], dueWorkingDays: 3 };
  const set = await ask<WardHours>(`/wards/${QUIET}/hours`, "PUT", { ...wanted, version });
  expect(set.body).toMatchObject({ officeHours: [["08:00", "17:00"]], dueWorkingDays: 3 });
  expect((await ask(`/wards/${QUIET}/hours`, "PUT", { ...wanted, version })).status).toBe(409);
  const now = { ...wanted, version: set.body.version };
  for (const wrong of [
    { officeHours: [["17:00", "08:00"]] },
    { officeHours: [["8h", "17h"]] },
    { officeHours: [] },
    { dueWorkingDays: 99 },
    { dueSoonHours: 0 },
  ])
    expect((await ask(`/wards/${QUIET}/hours`, "PUT", { ...now, ...wrong })).status).toBe(400);
  const [line] = (await ask<AuditPage>(`/audit?what=hoursSet&ward=${QUIET}`)).body.entries;
  expect(line).toMatchObject({ before: { dueWorkingDays: 5 }, after: { dueWorkingDays: 3 } });
  expect(line?.after).not.toHaveProperty("dueSoonHours");
});

test("a unit that has reported is ended, not removed; what changed of the catalogue stands in the log", async () => {
  const { ask } = await open("don-vi", "admin", null);
  await createWards(live.redis, live.keys).save(
    WardSettings.parse({
      id: OTHER,
      name: "Phường Khác",
      units: [
        { id: "to-7", name: "Tổ 7", kind: "group" },
        { id: "to-8", name: "Tổ 8", kind: "group" },
      ],
    }),
  );
  await live.put(OTHER, [
    {
      id: "r",
      type: "indicator.reported",
      time: Date.now() - 60_000,
      data: { indicator: "cay", unit: "to-7", period: "2026-01", value: 3 },
    },
  ]);
  const path = `/wards/${OTHER}/catalogue`;
  const { version, units, settings } = (await ask<CatalogueState>(path)).body;
  const put = (left: object[]) => ask<ErrorBody>(path, "PUT", { catalogue: settings, units: left, version });
  expect(await put(units.slice(1))).toMatchObject({ status: 409, body: { code: "in-use" } });
  const [seven] = units;
  expect((await put([{ ...seven, validTo: "2026-06-30" }])).status).toBe(200);
  const [line] = (await ask<AuditPage>(`/audit?what=catalogueSet&ward=${OTHER}`)).body.entries;
  expect(line).toMatchObject({
    ward: OTHER,
    before: { "units.to-7": { name: "Tổ 7" }, "units.to-8": { name: "Tổ 8" } },
    after: { "units.to-7": { validTo: "2026-06-30" } },
  });
});

test("G1: the log is read and searched, has no way to be changed, and says when it was", async () => {
  const { ask } = await open("doc-nhat-ky", "admin", null);
  const trail = createTrail(live.redis, live.keys);
  const at = Date.parse("2026-03-01T08:00:00+07:00");
  const who = { kind: "server", id: "", name: "nhip" } as const;
  for (let n = 0; n < 3; n += 1)
    await trail.add({ at: at + n, who, what: "ledger.rebuild", from: "", target: `lần ${n}` });
  const first = (await ask<AuditPage>("/audit?what=rebuilt&limit=2")).body;
  expect(first.entries.map(({ target }) => target)).toEqual(["lần 2", "lần 1"]);
  const rest = (await ask<AuditPage>(`/audit?what=rebuilt&limit=2&cursor=${first.cursor}`)).body;
  expect(rest).toMatchObject({
    entries: [{ target: "lần 0", at: "2026-03-01T08:00:00+07:00" }],
    cursor: null,
  });
  const between = "from=2026-03-01T01:00:00Z&to=2026-03-01T01:00:00.002Z";
  expect((await ask<AuditPage>(`/audit?${between}`)).body.entries).toHaveLength(2);
  expect((await ask("/audit?cursor=x")).status).toBe(400);
  expect((await ask("/audit/check")).body).toMatchObject({ ok: true, broken: null });
  for (const method of ["POST", "PUT", "PATCH", "DELETE"])
    for (const path of ["/audit", "/audit/1-1"]) expect((await ask(path, method, {})).status).toBe(404);
  const [id] = (await live.redis.xrange(live.keys.trail, "-", "+", "COUNT", 1))[0] ?? [];
  await live.redis.xdel(live.keys.trail, id ?? "");
  expect((await ask("/audit/check")).body).toMatchObject({ ok: false, broken: { n: 1, why: "gap" } });
});
