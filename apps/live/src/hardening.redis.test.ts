import { request } from "node:http";
import { createScreens } from "@nhip/backbone";
import { ROLES, SCREEN_COOKIE, type ErrorBody, type Role } from "@nhip/contracts";
import { POLICY, mayPass } from "@nhip/domain";
import { createPeople } from "@nhip/people";
import { afterAll, beforeAll, expect, test } from "vitest";
import { QUIET, openLive, openLiveWith, screenSetup } from "./live.testing.ts";

let live: Awaited<ReturnType<typeof openLive>>;
beforeAll(async () => {
  live = await openLive();
});
afterAll(() => live.close());

const entrances = Object.keys(POLICY)
  .filter((entrance) => !entrance.startsWith("socket "))
  .map((entrance) => {
    const [method = "", pattern = ""] = entrance.split(" ");
    const role: Role | "screen" = ROLES.findLast((one) => mayPass(one, entrance)) ?? "screen";
    return { method, path: pattern.replace(":ward", QUIET).replaceAll(/:\w+/g, "x"), role };
  });
const writes = entrances.filter(({ method }) => method !== "GET");
/** Somebody who may use an entrance, in a session of its own: one of them is to end it. */
const cookie = async (role: Role | "screen"): Promise<string> => {
  if (role === "screen") {
    const screens = createScreens(live.redis, live.keys);
    const { id } = await screens.add(screenSetup(QUIET), "test", live.now());
    return `${SCREEN_COOKIE}=${await screens.issue(id, live.now())}`;
  }
  const people = createPeople({ redis: live.redis, keys: live.keys, now: live.now });
  await live.signIn(role);
  const account = (await people.accounts.list()).find((one) => one.role === role);
  return `nhip=${account ? await people.open(account, { address: "", device: "" }) : ""}`;
};

test("H4: every answer of every entrance carries the headers that browsers obey, and no page of a server's name", async () => {
  const answers: [path: string, response: Response][] = [];
  for (const { method, path, role } of entrances) {
    const body = method === "GET" || method === "DELETE" ? {} : { body: "{" };
    const headers = { cookie: await cookie(role), "content-type": "application/json" };
    answers.push([path, await fetch(`${live.base}${path}`, { method, headers, ...body })]);
  }
  for (const path of ["/", "/quan-tri", "/assets/none.js", "/api/v1/none", "/none.txt"])
    answers.push([path, await fetch(`${live.base}${path}`)]);
  for (const [path, { headers }] of answers) {
    const missing = [
      "x-content-type-options",
      "referrer-policy",
      "cross-origin-opener-policy",
      "cross-origin-resource-policy",
      "permissions-policy",
      "content-security-policy",
    ].filter((name) => !headers.has(name));
    expect({ path, missing }).toEqual({ path, missing: [] });
    expect(headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
    expect(headers.get("content-security-policy")).not.toMatch(/script-src[^;]*unsafe/);
    expect(headers.get("x-frame-options")).toBe("DENY");
    expect(headers.get("x-powered-by")).toBeNull();
    expect(headers.get("strict-transport-security")).toBeNull();
  }
});

test("H3: no entrance that changes something takes a page of another origin, nor what a form can send", async () => {
  expect(writes.length).toBeGreaterThan(15);
  const json = { "content-type": "application/json" };
  for (const { method, path, role } of writes) {
    const mine = await cookie(role);
    const ask = async (headers: Record<string, string>) => {
      const body = method === "DELETE" ? {} : { body: "{}" };
      const response = await fetch(`${live.base}${path}`, {
        method,
        headers: { cookie: mine, ...headers },
        ...body,
      });
      return { path, status: response.status, code: ((await response.json()) as ErrorBody).code };
    };
    const foreign = { path, status: 403, code: "foreign-origin" };
    expect(await ask({ ...json, origin: "https://evil.example" })).toEqual(foreign);
    expect(await ask({ ...json, origin: "null" })).toEqual(foreign);
    expect(await ask({ ...json, "sec-fetch-site": "cross-site" })).toEqual(foreign);
    expect(await ask({ ...json, "sec-fetch-site": "same-site" })).toEqual(foreign);
    if (method === "DELETE") continue;
    for (const type of ["application/x-www-form-urlencoded", "text/plain", "multipart/form-data; boundary=x"])
      expect(await ask({ "content-type": type })).toEqual({
        path,
        status: 415,
        code: "unsupported-media-type",
      });
  }
});

test("H5: no entrance takes a body without a bound", async () => {
  for (const { method, path, role } of writes.filter((one) => one.method !== "DELETE")) {
    const headers = { "content-type": "application/json", cookie: await cookie(role) };
    // Told by its header alone: what comes after is not waited for.
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const options = { method, headers: { ...headers, "content-length": "1200000" }, agent: false };
      const asked = request(`${live.base}${path}`, options, (answer) => {
        resolve(answer.statusCode);
        asked.destroy();
      });
      asked.once("error", reject);
      asked.flushHeaders();
    });
    expect([path, status]).toEqual([path, 413]);
  }
});

test("H6: who asks too much is told when to come back, others go on", async () => {
  const limited = await openLiveWith({
    REQUESTS_PER_MINUTE_ADDRESS: 40,
    REQUESTS_PER_MINUTE: 12,
    WRITES_PER_MINUTE: 3,
  });
  const as = async (role: "leader" | "clerk" | "admin", init: RequestInit = {}) => {
    const headers = { cookie: await limited.signIn(role), "content-type": "application/json" };
    return fetch(`${limited.base}/api/v1/${init.method ? "keys" : "wards"}`, { ...init, headers });
  };
  for (let n = 0; n < 12; n += 1) expect((await as("leader")).status).toBe(200);
  const refused = await as("leader");
  expect(refused.status).toBe(429);
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThanOrEqual(1);
  expect(Number(refused.headers.get("retry-after"))).toBeLessThanOrEqual(60);
  expect(((await refused.json()) as ErrorBody).code).toBe("rate-limited");
  expect((await as("clerk")).status).toBe(200);
  const write = () => as("admin", { method: "POST", body: "{}" });
  for (let n = 0; n < 3; n += 1) expect((await write()).status).toBe(400);
  expect((await write()).status).toBe(429);
  expect((await as("admin")).status).toBe(200);
  // Of one address, whoever it says it is; what is no API is not counted.
  let last = 0;
  for (let n = 0; n < 40 && last !== 429; n += 1)
    last = (await fetch(`${limited.base}/api/v1/wards`, { headers: { cookie: `nhip=x${n}` } })).status;
  expect(last).toBe(429);
  expect((await as("clerk")).status).toBe(429);
  expect((await fetch(`${limited.base}/`)).status).not.toBe(429);
  await limited.close();
});

test("behind TLS browsers are told to stay with it, and cookies are sent there alone", async () => {
  const secure = await openLiveWith({ PUBLIC_URL: "https://phuong.example" });
  const answer = await fetch(`${secure.base}/api/v1/session`, { method: "DELETE" });
  expect(answer.headers.get("strict-transport-security")).toBe("max-age=31536000");
  const cookies = answer.headers.getSetCookie();
  expect(cookies.length).toBeGreaterThan(0);
  for (const one of cookies) expect(one).toMatch(/HttpOnly(?=.*Secure)(?=.*SameSite=Strict)/);
  await secure.close();
});
