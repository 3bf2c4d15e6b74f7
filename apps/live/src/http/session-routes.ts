import { AppError, SESSION_COOKIE, type Myself, type SessionAnswer } from "@nhip/contracts";
import type { People } from "@nhip/people";
import type { Context, Hono } from "hono";
import { z } from "zod";
import type { Access } from "./access.ts";
import { addAccountRoutes } from "./account-routes.ts";
import { addressOf } from "./address.ts";
import type { LiveEnv } from "./app.ts";
import { boundedBody } from "./bounded-body.ts";
import { cookieIn, giveCookie } from "./cookies.ts";
import { createEntering, deviceTokenOf } from "./entering.ts";
import { addInvitationRoutes } from "./invitation-routes.ts";
import type { SingleSignOn } from "./single-sign-on.ts";
import { addSingleSignOnRoutes } from "./single-sign-on-routes.ts";

const MAX_BODY_BYTES = 4_096;
/** What is written down of a name that somebody typed. */
const MAX_TOLD = 40;
const SignIn = z.object({
  name: z.string().max(200),
  password: z.string().max(1_000),
  code: z.string().max(40).optional(),
});

export type SessionDeps = {
  people: People;
  access: Access;
  publicUrl: string;
  /** Null where none is set up. */
  singleSignOn: SingleSignOn | null;
};

/** Signing in and out, and who one is. */
export function addSessionRoutes(app: Hono<LiveEnv>, deps: SessionDeps): void {
  const { people, access, publicUrl, singleSignOn } = deps;
  const path = "/api/v1/session";
  const enter = createEntering(deps);
  const limit = boundedBody(MAX_BODY_BYTES);

  async function myself(c: Context<LiveEnv>): Promise<Myself | null> {
    const caller = c.get("caller");
    const account = caller.kind === "person" ? await people.accounts.find(caller.id) : undefined;
    if (!account) return null;
    const { id, name, role, wards, units } = account;
    return {
      id,
      name,
      role,
      wards,
      units,
      secondFactor: account.secondFactor !== null,
      password: account.password !== null,
      singleSignOn: account.subject !== null,
      owesSecondFactor: caller.kind === "person" && caller.owesSecondFactor === true,
    };
  }

  app.get(path, async (c) => {
    const answer: SessionAnswer = { person: await myself(c), singleSignOn: singleSignOn?.button ?? null };
    return c.json(answer);
  });

  app.post(path, limit, async (c) => {
    const body = SignIn.safeParse(await c.req.json().catch(() => undefined));
    if (!body.success) throw new AppError("unreadable");
    c.set("particulars", {
      what: "session.refused",
      target: body.data.name.normalize("NFC").trim().toLowerCase().slice(0, MAX_TOLD),
    });
    const from = { address: addressOf(c), device: deviceTokenOf(c) };
    const account = await people.signIn.check(body.data, from);
    await enter(c, account);
    return c.json({ ok: true });
  });

  app.delete(path, async (c) => {
    const caller = c.get("caller");
    const token = cookieIn(c.req.header("cookie"), SESSION_COOKIE);
    if (caller.kind === "person") await people.sessions.end(caller.id, caller.session);
    if (token !== undefined) access.forget(token);
    giveCookie(c, publicUrl, { name: SESSION_COOKIE, value: "", maxAgeSeconds: 0 });
    c.set("particulars", { what: "session.end" });
    return c.json({ ok: true });
  });

  addInvitationRoutes(app, deps);
  addAccountRoutes(app, deps);
  addSingleSignOnRoutes(app, deps);
}
