import { readFileSync } from "node:fs";
import { createApiKeys, createScreens } from "@nhip/backbone";
import { ROLES, SCREEN_COOKIE, SESSION_COOKIE, UNIT_ROLES, type Role } from "@nhip/contracts";
import { POLICY } from "@nhip/domain";
import { createPeople, type People } from "@nhip/people";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { QUIET, next, openLive, screenSetup, watch, type Client } from "./live.testing.ts";

/** The table as people read it: the expectation of this test stands in a document, not in the code that it tests. */
const LETTERS: Record<string, string> = {
  L: "leader",
  S: "secretary",
  H: "head",
  C: "clerk",
  A: "admin",
  K: "key",
  W: "screen",
  "-": "nobody",
};
const TABLE = readFileSync(new URL("../../../docs/access.md", import.meta.url), "utf8")
  .split("\n")
  .flatMap((line) => {
    const [, entrance, who] = /^\| `([^`]+)` \| ([^|]*) \|$/.exec(line) ?? [];
    if (entrance === undefined || who === undefined) return [];
    return [
      {
        entrance,
        who: who
          .trim()
          .split(" ")
          .map((letter) => LETTERS[letter] ?? letter),
      },
    ];
  });
const ROUTES = TABLE.filter(({ entrance }) => !entrance.startsWith("socket "));
const OTHER = "phuong-khac";

let live: Awaited<ReturnType<typeof openLive>>;
let people: People;
/** Headers by who sends them; sessions are opened anew for each test, since some entrances end them. */
const headers = new Map<string, Record<string, string>>();
beforeAll(async () => {
  live = await openLive({ id: OTHER, name: "Phường khác" });
  people = createPeople(live);
  for (const role of ROLES)
    for (const ward of [QUIET, OTHER])
      await people.add({
        name: `${role}.${ward}`,
        role,
        wards: [ward],
        units: UNIT_ROLES.includes(role) ? ["to-7"] : [],
      });
  const keys = createApiKeys(live.redis, live.keys);
  const keyOf = async (ward: string) => {
    const { id, key } = await keys.create({ scope: "read", wards: [ward] }, live.now());
    return { id, header: { authorization: `Bearer ${key}` } };
  };
  headers.set("key", (await keyOf(QUIET)).header);
  headers.set("key of another ward", (await keyOf(OTHER)).header);
  const revoked = await keyOf(QUIET);
  await keys.revoke(revoked.id);
  headers.set("key that was revoked", revoked.header);
  headers.set("nobody", {});
  const screens = createScreens(live.redis, live.keys);
  const screenOf = async (ward: string) => {
    const { id } = await screens.add(screenSetup(ward), "test", live.now());
    return { id, header: { cookie: `${SCREEN_COOKIE}=${await screens.issue(id, live.now())}` } };
  };
  headers.set("screen", (await screenOf(QUIET)).header);
  headers.set("screen of another ward", (await screenOf(OTHER)).header);
});
beforeEach(async () => {
  for (const role of ROLES) {
    headers.set(`${role} of another ward`, await sessionOf(role, OTHER));
    const ended = await sessionOf(role, QUIET);
    const account = await people.accounts.findByName(`${role}.${QUIET}`);
    await people.sessions.endAll(account?.id ?? "");
    headers.set(`${role} whose session was ended`, ended);
    headers.set(role, await sessionOf(role, QUIET));
  }
});
async function sessionOf(role: Role, ward: string): Promise<{ cookie: string }> {
  const account = await people.accounts.findByName(`${role}.${ward}`);
  if (!account) throw new Error(`no ${role} of ${ward}`);
  return {
    cookie: `${SESSION_COOKIE}=${await people.open(account, { address: "127.0.0.1", device: "test" })}`,
  };
}
afterAll(() => live.close());

/** Sends a request through an entrance as somebody; resolves to its status and code. */
async function knock(entrance: string, who: string): Promise<{ status: number; code: string }> {
  const [method = "GET", pattern = ""] = entrance.split(" ");
  const path = pattern.replace(":ward", QUIET).replace(":unit", "to-7").replaceAll(/:\w+/g, "x");
  const body = method === "GET" ? {} : { body: "{}" };
  const type = { "content-type": "application/json" };
  // Nobody follows where a sign-in elsewhere would lead.
  const init = { method, headers: { ...type, ...headers.get(who) }, redirect: "manual", ...body } as const;
  const answer = await fetch(live.base + path, init);
  const text = await answer.text();
  const code = /"code":"([\w-]+)"/.exec(text)?.[1] ?? "";
  return { status: answer.status, code };
}
const CLOSED = new Set([
  "unauthorized",
  "forbidden",
  "scope-not-allowed",
  "ward-not-allowed",
  "unit-not-allowed",
]);
const isShut = ({ status, code }: { status: number; code: string }) =>
  (status === 401 || status === 403) && CLOSED.has(code);

test("D1: every route and socket event of the server is in the policy and on its page, and nothing else is", async () => {
  await watch(live.client(), QUIET, "today");
  const routes = live.routes
    .filter(({ method, path }) => method !== "ALL" && !path.endsWith("*"))
    .map(({ method, path }) => `${method} ${path}`);
  const heard = live.socketEvents().filter((event) => event !== "disconnect" && event !== "error");
  const events = ["connect", ...heard].map((event) => `socket ${event}`);
  const all = [...new Set([...routes, ...events])].toSorted();
  expect(Object.keys(POLICY).toSorted()).toEqual(all);
  expect(TABLE.map(({ entrance }) => entrance).toSorted()).toEqual(all);
});

describe("D1: the table, knocked at", () => {
  test.each(ROUTES)("$entrance", async ({ entrance, who }) => {
    const everybody = ["nobody", "key", "screen", ...ROLES];
    for (const one of everybody)
      expect([one, isShut(await knock(entrance, one))]).toEqual([one, !who.includes(one)]);
    const open = who.includes("nobody");
    for (const role of ROLES) {
      const ended = `${role} whose session was ended`;
      expect([ended, isShut(await knock(entrance, ended))]).toEqual([ended, !open]);
    }
    expect(await knock(entrance, "key that was revoked")).toMatchObject({ status: 401 });
    if (!entrance.includes(":ward") || open) return;
    for (const one of ["key", "screen", ...ROLES]) {
      const stranger = `${one} of another ward`;
      expect([stranger, isShut(await knock(entrance, stranger))]).toEqual([stranger, true]);
    }
  });
});

describe("D1: sockets", () => {
  const connect = (who: string): Client => {
    const { authorization, cookie } = headers.get(who) ?? {};
    return live.client({
      auth: authorization === undefined ? {} : { token: authorization.slice("Bearer ".length) },
      extraHeaders: cookie === undefined ? {} : { cookie },
    });
  };
  const outcome = (socket: Client) =>
    new Promise<string>((resolve) => {
      socket.once("connect", () => resolve("open"));
      socket.once("connect_error", (error: Error & { data?: { code: string } }) =>
        resolve(error.data?.code ?? error.message),
      );
    });

  test("nobody, an ended session and a revoked key are not let in; everybody else watches own wards alone", async () => {
    expect(await outcome(connect("nobody"))).toBe("unauthorized");
    expect(await outcome(connect("key that was revoked"))).toBe("unauthorized");
    for (const role of ROLES) {
      expect(await outcome(connect(`${role} whose session was ended`))).toBe("unauthorized");
      const own = connect(role);
      expect([role, await outcome(own)]).toEqual([role, "open"]);
      expect(await watch(own, QUIET, "today")).toMatchObject({ ok: true });
      const stranger = connect(`${role} of another ward`);
      expect(await watch(stranger, QUIET, "today")).toMatchObject({ ok: false, code: "ward-not-allowed" });
      own.close();
      stranger.close();
    }
  });

  test("F10: an ended session, a switched-off account and a changed role cut the line within 5 s", async () => {
    const come = async (name: string) => {
      const account = await people.add({ name, role: "leader", wards: [QUIET] });
      const token = await people.open(account, { address: "127.0.0.1", device: "test" });
      const socket = live.client({ extraHeaders: { cookie: `${SESSION_COOKIE}=${token}` } });
      await watch(socket, QUIET, "today");
      const ended = next(socket, "session:ended");
      return { account, ended };
    };
    const [signedOut, switchedOff, demoted] = [await come("mot"), await come("hai"), await come("ba")];
    const began = Date.now();
    await people.sessions.endAll(signedOut.account.id);
    await people.accounts.change(switchedOff.account.id, (one) => ({ ...one, disabled: true }));
    await people.accounts.change(demoted.account.id, (one) => ({ ...one, role: "clerk" }));
    expect((await signedOut.ended).code).toBe("unauthorized");
    expect((await switchedOff.ended).code).toBe("unauthorized");
    // It may come back at once, as what it is now.
    expect((await demoted.ended).code).toBe("changed-meanwhile");
    expect(Date.now() - began).toBeLessThan(5_000);
  });
});
