import { createTrail } from "@nhip/backbone";
import { DEVICE_COOKIE, SESSION_COOKIE, type OwnSession, type SessionAnswer } from "@nhip/contracts";
import { createPeople, hashPassword, type People } from "@nhip/people";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { totpCode } from "../../../packages/people/src/totp.testing.ts";
import { openLiveWith, next, watch, QUIET } from "./live.testing.ts";

const PASSWORD = "bốn mùa hoa sữa";
let live: Awaited<ReturnType<typeof openLiveWith>>;
let people: People;
beforeAll(async () => {
  live = await openLiveWith({ TRUSTED_PROXIES: ["127.0.0.1"], SECOND_FACTOR_FOR: ["admin"] });
  people = createPeople(live);
});
afterAll(() => live.close());

let count = 0;
async function somebody(role: "leader" | "admin" = "leader") {
  const account = await people.add({ name: `nguoi-${++count}`, role, wards: [QUIET] });
  const hashed = await hashPassword(PASSWORD, account.name);
  await people.accounts.change(account.id, (one) => ({ ...one, password: hashed }));
  return account;
}

/** A browser of somebody at an address: keeps cookies. */
function browserAt(address: string) {
  const jar = new Map<string, string>();
  return {
    jar,
    async send(method: string, path: string, body?: object) {
      const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
      const headers = {
        "content-type": "application/json",
        "x-forwarded-for": address,
        "user-agent": "Mozilla/5.0 (Windows NT 10.0) Chrome/126.0 Safari/537.36",
        cookie,
      };
      const init = { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) };
      const answer = await fetch(`${live.base}/api/v1${path}`, init);
      for (const line of answer.headers.getSetCookie()) {
        const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
        if (value === "") jar.delete(name);
        else jar.set(name, value);
        expect(line).toMatch(/; HttpOnly/);
        expect(line).toMatch(/; SameSite=Strict/);
      }
      const json = (await answer.json()) as { code?: string; [more: string]: unknown };
      return { status: answer.status, code: json.code, json, wait: answer.headers.get("retry-after") };
    },
    signIn(name: string, password = PASSWORD, code?: string) {
      return this.send("POST", "/session", { name, password, ...(code === undefined ? {} : { code }) });
    },
  };
}
const codeOf = (secret: string, skewMs = 0) => totpCode(secret, live.now() + skewMs);

describe("D8: brute force is slowed", () => {
  test("and does not lock out the rightful user, at an own device or an own address", async () => {
    const { name } = await somebody();
    const owner = browserAt("203.0.113.5");
    expect((await owner.signIn(name)).status).toBe(200);
    expect(owner.jar.has(DEVICE_COOKIE)).toBe(true);
    // Somebody at the same address, all at once: no more than five are even looked at.
    const attacker = () => browserAt("203.0.113.5").signIn(name, "đoán mò thôi mà");
    const answers = await Promise.all(Array.from({ length: 12 }, attacker));
    expect(answers.filter(({ code }) => code === "wrong-credentials")).toHaveLength(5);
    const slowed = answers.find(({ status }) => status === 429);
    expect(Number(slowed?.wait)).toBeGreaterThan(0);
    expect(Number(slowed?.wait)).toBeLessThanOrEqual(60);
    // The right password is not looked at either, where nobody is known.
    expect((await browserAt("203.0.113.5").signIn(name)).status).toBe(429);
    expect((await owner.signIn(name)).status).toBe(200);
    expect((await browserAt("203.0.113.77").signIn(name)).status).toBe(200);
    // Another account at that address is another matter.
    expect((await browserAt("203.0.113.5").signIn((await somebody()).name)).status).toBe(200);
  });

  test("whatever addresses somebody claims to come from", async () => {
    const { name } = await somebody();
    // The proxy at 127.0.0.1 appends who came; what stands before it is the attacker's own word.
    const codes = [];
    for (let n = 0; n < 7; n++)
      codes.push((await browserAt(`10.1.1.${n}, 203.0.113.9`).signIn(name, "sai mật khẩu rồi")).status);
    expect(codes).toEqual([401, 401, 401, 401, 401, 429, 429]);
  });

  test("an unknown account and a known one are told apart by nothing", async () => {
    const { name } = await somebody();
    const known = await browserAt("203.0.113.20").signIn(name, "sai mật khẩu rồi");
    const unknown = await browserAt("203.0.113.20").signIn("khong-co-ai", "sai mật khẩu rồi");
    expect(known.json["message"]).toBe(unknown.json["message"]);
    expect([known.status, unknown.status]).toEqual([401, 401]);
  });
});

describe("the second factor", () => {
  test("D8: set up with codes of a library, asked for at the sign-in; wrong codes count", async () => {
    const { name } = await somebody();
    const browser = browserAt("203.0.113.30");
    await browser.signIn(name);
    const { json: setup } = await browser.send("POST", "/session/factor", {});
    const secret = String(setup["secret"]);
    const sent = { ticket: setup["ticket"], code: codeOf(secret) };
    expect((await browser.send("PUT", "/session/factor", sent)).json["codes"]).toHaveLength(8);

    const elsewhere = browserAt("203.0.113.31");
    expect((await elsewhere.signIn(name)).code).toBe("code-needed");
    expect((await elsewhere.signIn(name, "sai mật khẩu rồi", codeOf(secret, 30_000))).code).toBe(
      "wrong-credentials",
    );
    for (let n = 0; n < 4; n++)
      expect((await elsewhere.signIn(name, PASSWORD, "000 000")).code).toBe("wrong-code");
    expect((await elsewhere.signIn(name, PASSWORD, codeOf(secret, 30_000))).status).toBe(429);
    expect((await browserAt("203.0.113.32").signIn(name, PASSWORD, codeOf(secret, 30_000))).status).toBe(200);
    expect((await browserAt("203.0.113.33").signIn(name, PASSWORD, codeOf(secret, 30_000))).code).toBe(
      "wrong-code",
    );
  });

  test("who owes one may do nothing before it is there", async () => {
    const { name } = await somebody("admin");
    const browser = browserAt("203.0.113.40");
    await browser.signIn(name);
    const me = async () => (await browser.send("GET", "/session")).json as unknown as SessionAnswer;
    expect((await me()).person).toMatchObject({ owesSecondFactor: true });
    for (const path of ["/wards", `/wards/${QUIET}/kpis`, "/sessions"])
      expect((await browser.send("GET", path)).code).toBe("second-factor-needed");
    const socket = live.client({
      extraHeaders: { cookie: `${SESSION_COOKIE}=${browser.jar.get(SESSION_COOKIE)}` },
    });
    const refused = await new Promise<{ data?: { code: string } }>((resolve) =>
      socket.once("connect_error", resolve),
    );
    expect(refused.data?.code).toBe("second-factor-needed");
    const { json: setup } = await browser.send("POST", "/session/factor", {});
    const sent = { ticket: setup["ticket"], code: codeOf(String(setup["secret"])) };
    await browser.send("PUT", "/session/factor", sent);
    expect((await me()).person).toMatchObject({ owesSecondFactor: false, secondFactor: true });
    expect((await browser.send("GET", "/wards")).status).toBe(200);
  });
});

describe("links", () => {
  test("set a password once, end all sessions, and sign in", async () => {
    const account = await somebody();
    const before = browserAt("203.0.113.50");
    await before.signIn(account.name);
    const token = await people.invite(account.id);
    const browser = browserAt("203.0.113.51");
    expect((await browser.send("POST", "/invitation/look", { token })).json).toMatchObject({
      name: account.name,
      role: "leader",
      renews: true,
    });
    expect((await browser.send("POST", "/invitation", { token, password: "ngắn" })).code).toBe(
      "weak-password",
    );
    const set = await browser.send("POST", "/invitation", { token, password: "một câu khác hẳn" });
    expect(set.json).toEqual({ signedIn: true });
    expect((await browser.send("GET", "/wards")).status).toBe(200);
    expect((await before.send("GET", "/wards")).status).toBe(401);
    expect((await browser.send("POST", "/invitation/look", { token })).code).toBe("link-used");
  });
});

describe("own sessions", () => {
  test("are listed in words and ended; the line of an ended one is cut within 5 s", async () => {
    const { name } = await somebody();
    const [mine, other] = [browserAt("203.0.113.60"), browserAt("203.0.113.61")];
    await mine.signIn(name);
    await other.signIn(name);
    const list = async () => (await mine.send("GET", "/sessions")).json["sessions"] as OwnSession[];
    const all = await list();
    expect(all).toHaveLength(2);
    expect(all.find(({ current }) => !current)).toMatchObject({
      browser: "Chrome",
      system: "Windows",
      address: "203.0.113.61",
    });
    const cookie = `${SESSION_COOKIE}=${other.jar.get(SESSION_COOKIE)}`;
    const socket = live.client({ extraHeaders: { cookie } });
    await watch(socket, QUIET, "today");
    const ended = next(socket, "session:ended");
    const id = all.find(({ current }) => !current)?.id ?? "";
    const began = Date.now();
    expect((await mine.send("DELETE", `/sessions/${id}`)).status).toBe(200);
    expect((await other.send("GET", "/wards")).status).toBe(401);
    expect((await ended).code).toBe("unauthorized");
    expect(Date.now() - began).toBeLessThan(5_000);
    expect((await mine.send("DELETE", `/sessions/${id}`)).code).toBe("not-found");
  });

  test("a new password ends all but this one; the old one has to be known", async () => {
    const { name } = await somebody();
    const [mine, other] = [browserAt("203.0.113.62"), browserAt("203.0.113.63")];
    await mine.signIn(name);
    await other.signIn(name);
    const change = (old: string) => mine.send("PUT", "/session/password", { old, new: "một câu khác hẳn" });
    expect((await change("không phải")).code).toBe("wrong-credentials");
    expect((await change(PASSWORD)).status).toBe(200);
    expect((await mine.send("GET", "/wards")).status).toBe(200);
    expect((await other.send("GET", "/wards")).status).toBe(401);
  });

  test("a switched-off account and a changed role hold at the next request", async () => {
    const account = await somebody();
    const browser = browserAt("203.0.113.64");
    await browser.signIn(account.name);
    const dossiers = () => browser.send("GET", `/wards/${QUIET}/dossiers?status=open`);
    expect((await dossiers()).status).toBe(200);
    await people.changeRole(account.id, { role: "head", wards: [QUIET], units: ["to-7"] });
    expect((await dossiers()).code).toBe("forbidden");
    await people.disable(account.id);
    expect((await dossiers()).code).toBe("unauthorized");
    expect((await browser.signIn(account.name)).code).toBe("wrong-credentials");
  });
});

test("what was done stands in the audit log, from where it was, without a secret", async () => {
  const { name } = await somebody();
  const browser = browserAt("203.0.113.70");
  await browser.signIn(name, "sai mật khẩu rồi");
  await browser.signIn(name);
  const { json: setup } = await browser.send("POST", "/session/factor", {});
  const code = codeOf(String(setup["secret"]));
  const set = await browser.send("PUT", "/session/factor", { ticket: setup["ticket"], code });
  const off = { password: PASSWORD };
  await browser.send("POST", "/session/factor/off", off);
  await browser.send("PUT", "/session/password", { old: PASSWORD, new: "một câu khác hẳn" });
  await browser.send("DELETE", "/session");
  const { deeds } = await createTrail(live.redis, live.keys).list(undefined, 7);
  expect(deeds.map(({ what, from, who }) => [what, from, who.name]).toReversed()).toEqual([
    ["session.refused", "203.0.113.70", ""],
    ["session.open", "203.0.113.70", name],
    ["factor.begin", "203.0.113.70", name],
    ["factor.set", "203.0.113.70", name],
    ["factor.off", "203.0.113.70", name],
    ["password.change", "203.0.113.70", name],
    ["session.end", "203.0.113.70", name],
  ]);
  const text = JSON.stringify(deeds);
  const secrets = [PASSWORD, "một câu khác hẳn", setup["secret"], setup["ticket"]];
  for (const secret of [...secrets, ...(set.json["codes"] as string[]), ...browser.jar.values()])
    expect(text).not.toContain(String(secret));
});
