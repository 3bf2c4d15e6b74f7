import { AppError, VISIT_COOKIE } from "@nhip/contracts";
import type { Context, Hono } from "hono";
import { z } from "zod";
import { addressOf } from "./address.ts";
import type { LiveEnv } from "./app.ts";
import { boundedBody } from "./bounded-body.ts";
import { cookieIn, giveCookie } from "./cookies.ts";
import { createEntering } from "./entering.ts";
import type { SessionDeps } from "./session-routes.ts";

const MAX_BODY_BYTES = 4_096;
const VISIT_LIVES_S = 600;
/** What a visit is for: to sign in, to tie one's own account, or to take up an invitation. */
const Kept = z.object({
  for: z.literal("visit"),
  visit: z.object({ state: z.string(), nonce: z.string(), verifier: z.string() }),
  account: z.string().optional(),
  invitation: z.string().optional(),
});
type Purpose = Pick<z.infer<typeof Kept>, "account" | "invitation">;

/** The single sign-on: an account is tied to somebody there by its owner, and none is ever made by itself. */
export function addSingleSignOnRoutes(app: Hono<LiveEnv>, deps: SessionDeps): void {
  const { people, publicUrl, singleSignOn } = deps;
  const limit = boundedBody(MAX_BODY_BYTES);
  const enter = createEntering(deps);

  /** Begins a visit and resolves to where it leads; the browser keeps by which one it is. */
  async function begin(c: Context<LiveEnv>, purpose: Purpose): Promise<string> {
    if (!singleSignOn) throw new AppError("not-found");
    const { url, visit } = await singleSignOn.begin();
    const token = await people.sessions.issueTicket(
      { for: "visit", visit, ...purpose },
      VISIT_LIVES_S * 1_000,
    );
    keepVisit(c, token, VISIT_LIVES_S);
    return url;
  }
  /** The way back comes from another site: a strict cookie would stay behind. */
  const keepVisit = (c: Context<LiveEnv>, value: string, maxAgeSeconds: number): void =>
    giveCookie(c, publicUrl, { name: VISIT_COOKIE, value, maxAgeSeconds, sameSite: "Lax" });

  app.get("/auth/oidc", async (c) => {
    try {
      return c.redirect(await begin(c, {}));
    } catch (error) {
      if (error instanceof AppError) return c.redirect(`/?sso=${error.code}`);
      throw error;
    }
  });

  app.post("/api/v1/invitation/single-sign-on", limit, async (c) => {
    const body = z
      .object({ token: z.string().max(100) })
      .safeParse(await c.req.json().catch(() => undefined));
    if (!body.success) throw new AppError("unreadable");
    const { token } = body.data;
    await people.signIn.link(addressOf(c), () => people.invitations.look(token));
    return c.json({ url: await begin(c, { invitation: token }) });
  });

  app.post("/api/v1/session/single-sign-on", limit, async (c) => {
    const account = await own(c);
    const typed = await readPassword(c);
    c.set("particulars", { what: "single-sign-on.refused", target: account.name });
    await people.prove(account, typed);
    c.set("particulars", { what: "single-sign-on.begin", target: account.name });
    return c.json({ url: await begin(c, { account: account.id }) });
  });

  app.post("/api/v1/session/single-sign-on/off", limit, async (c) => {
    const account = await own(c);
    const typed = await readPassword(c);
    // Without a password nothing would be left to sign in with.
    if (account.password === null) throw new AppError("missing");
    c.set("particulars", { what: "single-sign-on.refused", target: account.name });
    await people.prove(account, typed);
    await people.tie(account.id, null);
    c.set("particulars", { what: "single-sign-on.off", target: account.name });
    return c.json({ ok: true });
  });

  app.get("/auth/oidc/callback", async (c) => {
    const token = cookieIn(c.req.header("cookie"), VISIT_COOKIE);
    keepVisit(c, "", 0);
    const kept = Kept.safeParse(token === undefined ? undefined : await people.sessions.useTicket(token));
    const back = kept.data?.account ? "/tai-khoan" : kept.data?.invitation ? "/moi" : "/";
    try {
      if (!singleSignOn || !kept.success) throw new AppError("link-used");
      const subject = await singleSignOn.finish(new URL(c.req.url).search, kept.data.visit);
      return c.redirect(await arrive(c, subject, kept.data));
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      const before = c.get("particulars");
      c.set("particulars", { what: "single-sign-on.refused", ...before, after: { reason: error.code } });
      return c.redirect(`${back}?sso=${error.code}`);
    }
  });

  /** What somebody who was shown to be `subject` came for; resolves to the page to go on with. */
  async function arrive(c: Context<LiveEnv>, subject: string, purpose: Purpose): Promise<string> {
    if (purpose.account !== undefined) {
      const { after } = await people.tie(purpose.account, subject);
      const who = { kind: "person", id: after.id, name: after.name } as const;
      c.set("particulars", { what: "single-sign-on.tie", target: after.name, who });
      return "/tai-khoan?sso=tied";
    }
    const holder = await people.accounts.findBySubject(subject);
    if (purpose.invitation !== undefined) {
      if (holder) throw new AppError("name-taken");
      const account = await people.invitations.tie(purpose.invitation, subject);
      await enter(c, account, { by: "single-sign-on", what: "single-sign-on.tie" });
      return "/";
    }
    if (!holder) throw new AppError("unauthorized");
    c.set("particulars", { what: "single-sign-on.refused", target: holder.name });
    if (holder.disabled) throw new AppError("forbidden");
    await enter(c, holder, { by: "single-sign-on" });
    return "/";
  }

  async function own(c: Context<LiveEnv>) {
    const caller = c.get("caller");
    const account = caller.kind === "person" ? await people.accounts.find(caller.id) : undefined;
    if (!account) throw new AppError("unauthorized");
    return account;
  }
}

async function readPassword(c: Context<LiveEnv>): Promise<string> {
  const body = z
    .object({ password: z.string().max(1_000).default("") })
    .safeParse(await c.req.json().catch(() => undefined));
  if (!body.success) throw new AppError("unreadable");
  return body.data.password;
}
