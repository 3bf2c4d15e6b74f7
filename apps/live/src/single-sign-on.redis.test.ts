import { VISIT_COOKIE, type SessionAnswer } from "@nhip/contracts";
import { createPeople, hashPassword, type People } from "@nhip/people";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openOidcProvider, type OidcProvider } from "../../../tests/oidc.ts";
import { freePorts } from "../../../tests/stack.ts";
import { openLiveWith } from "./live.testing.ts";

const PASSWORD = "bốn mùa hoa sữa";
let live: Awaited<ReturnType<typeof openLiveWith>>;
let provider: OidcProvider;
let people: People;
let providerPort = 0;
const callback = (): string => `${live.base}/auth/oidc/callback`;
beforeAll(async () => {
  const [port = 0, other = 0] = await freePorts(2);
  providerPort = other;
  provider = await openOidcProvider(other, `http://127.0.0.1:${port}/auth/oidc/callback`);
  live = await openLiveWith({
    PORT: port,
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    OIDC_ISSUER: provider.issuer,
    OIDC_CLIENT_ID: provider.client.id,
    OIDC_CLIENT_SECRET: provider.client.secret,
    OIDC_LABEL: "Tài khoản của tỉnh",
  });
  people = createPeople(live);
});
afterAll(async () => {
  await live.close();
  await provider.close();
});

let count = 0;
async function somebody(password?: string) {
  const account = await people.add({ name: `nguoi-${++count}`, role: "leader", wards: null });
  if (password !== undefined) {
    const hashed = await hashPassword(password, account.name);
    await people.accounts.change(account.id, (one) => ({ ...one, password: hashed }));
  }
  return account;
}

/** A browser: keeps cookies by origin, follows where it is led, and sends no strict cookie on the way from elsewhere. */
function openBrowser() {
  const jars = new Map<string, Map<string, string>>();
  const jarOf = (url: string): Map<string, string> => {
    const { origin } = new URL(url);
    const jar = jars.get(origin) ?? new Map<string, string>();
    jars.set(origin, jar);
    return jar;
  };
  async function ask(url: string, init: RequestInit = {}, isFromElsewhere = false): Promise<Response> {
    const jar = jarOf(url);
    const kept = [...jar].filter(
      ([name]) => !isFromElsewhere || name === VISIT_COOKIE || !name.startsWith("nhip"),
    );
    const cookie = kept.map(([name, value]) => `${name}=${value}`).join("; ");
    const headers = { ...init.headers, cookie };
    const answer = await fetch(url, { ...init, headers, redirect: "manual" });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === "") jar.delete(name);
      else jar.set(name, value);
    }
    return answer;
  }
  return {
    ask,
    jarOf,
    post: (path: string, body: object) =>
      ask(`${live.base}/api/v1${path}`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
      }),
    /** Goes where it is led; resolves to the last address, that of a page. */
    async go(from: string): Promise<string> {
      let url = from;
      for (let hops = 0; hops < 12; hops++) {
        const answer = await ask(url, {}, url.startsWith(callback()));
        await answer.arrayBuffer();
        const next = answer.headers.get("location");
        if (next === null) throw new Error(`${url} leads nowhere: ${answer.status}`);
        url = new URL(next, url).href;
        const { origin, pathname, search } = new URL(url);
        if (origin === live.base && !pathname.startsWith("/auth/")) return pathname + search;
      }
      throw new Error("led in circles");
    },
    async me(): Promise<SessionAnswer> {
      return (await (await ask(`${live.base}/api/v1/session`)).json()) as SessionAnswer;
    },
  };
}
const signOn = (): string => `${live.base}/auth/oidc`;

test("D8: an invitation is taken up by the single sign-on, which then signs in; no account is made by itself", async () => {
  const account = await somebody();
  provider.be("cong-chuc-1");
  const stranger = openBrowser();
  expect(await stranger.go(signOn())).toBe("/?sso=unauthorized");
  expect((await stranger.me()).person).toBeNull();
  expect(await people.accounts.count()).toBe(1);

  const token = await people.invite(account.id);
  const invited = openBrowser();
  const { url } = (await (await invited.post("/invitation/single-sign-on", { token })).json()) as {
    url: string;
  };
  expect(url).toContain("code_challenge_method=S256");
  expect(await invited.go(url)).toBe("/");
  expect((await invited.me()).person).toMatchObject({
    name: account.name,
    singleSignOn: true,
    password: false,
  });
  expect((await invited.post("/invitation/look", { token })).status).toBe(410);

  const later = openBrowser();
  expect(await later.go(signOn())).toBe("/");
  expect(await later.me()).toMatchObject({
    person: { name: account.name },
    singleSignOn: { label: "Tài khoản của tỉnh", url: "/auth/oidc" },
  });
  await people.disable(account.id);
  expect((await later.me()).person).toBeNull();
  expect(await openBrowser().go(signOn())).toBe("/?sso=forbidden");
});

test("somebody who is signed in ties the own account by the password, and one person to one account", async () => {
  const [one, two] = [await somebody(PASSWORD), await somebody(PASSWORD)];
  provider.be("cong-chuc-2");
  const tie = async (name: string, password = PASSWORD) => {
    const browser = openBrowser();
    await browser.post("/session", { name, password: PASSWORD });
    const answer = await browser.post("/session/single-sign-on", { password });
    const { url, code } = (await answer.json()) as { url?: string; code?: string };
    return { browser, end: url === undefined ? code : await browser.go(url) };
  };
  expect((await tie(one.name, "không phải")).end).toBe("wrong-credentials");
  const { browser, end } = await tie(one.name);
  expect(end).toBe("/tai-khoan?sso=tied");
  expect((await tie(two.name)).end).toBe("/tai-khoan?sso=name-taken");
  expect((await browser.post("/session/single-sign-on/off", { password: PASSWORD })).status).toBe(200);
  expect((await tie(two.name)).end).toBe("/tai-khoan?sso=tied");
});

test("an answer that is not that of this visit is refused", async () => {
  provider.be("cong-chuc-2");
  // Somebody else's answer, slipped to a browser that never set out.
  const victim = openBrowser();
  expect(await victim.go(`${callback()}?code=abc&state=def`)).toBe("/?sso=link-used");
  // One that set out, and another state.
  await victim.ask(signOn());
  expect(victim.jarOf(live.base).has(VISIT_COOKIE)).toBe(true);
  expect(await victim.go(`${callback()}?code=abc&state=def`)).toBe("/?sso=unauthorized");
  // A visit works once.
  expect(await victim.go(`${callback()}?code=abc&state=def`)).toBe("/?sso=link-used");
});

test("while the provider is away that is said, and a password still works", async () => {
  const { name } = await somebody(PASSWORD);
  await provider.close();
  // What it said about itself is known for an hour; then it is asked again.
  live.clock.skewMs += 3_600_001;
  try {
    const browser = openBrowser();
    expect(await browser.go(signOn())).toBe("/?sso=sign-on-away");
    expect((await browser.post("/session", { name, password: PASSWORD })).status).toBe(200);
    expect((await browser.me()).person).toMatchObject({ name });
  } finally {
    live.clock.skewMs = 0;
    provider = await openOidcProvider(providerPort, callback());
  }
});
