import { AppError, SESSION_COOKIE, type Myself, type SessionAnswer } from "@nhip/contracts";
import { SESSION_LIMITS } from "@nhip/domain";
import { isPassword, type People } from "@nhip/people";
import type { Context, Hono } from "hono";
import { z } from "zod";
import type { Access } from "./access.ts";
import type { LiveEnv } from "./app.ts";
import { addressOf } from "./audit.ts";
import { boundedBody } from "./bounded-body.ts";
import { cookieIn, giveCookie } from "./cookies.ts";

const MAX_BODY_BYTES = 4_096;
const MAX_DEVICE = 120;
const SignIn = z.object({ name: z.string().max(200), password: z.string().max(1_000) });

export type SessionDeps = { people: People; access: Access; publicUrl: string };

/** Signing in and out, and who one is. */
export function addSessionRoutes(app: Hono<LiveEnv>, { people, access, publicUrl }: SessionDeps): void {
  const path = "/api/v1/session";
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
    const answer: SessionAnswer = { person: await myself(c), singleSignOn: null };
    return c.json(answer);
  });

  app.post(path, limit, async (c) => {
    const body = SignIn.safeParse(await c.req.json().catch(() => undefined));
    if (!body.success) throw new AppError("unreadable");
    const name = body.data.name.normalize("NFC").trim().toLowerCase();
    c.set("particulars", { what: "session.refused", target: name.slice(0, 40) });
    const account = await people.accounts.findByName(name);
    const isRight = await isPassword(body.data.password, account?.password ?? null);
    if (!account || !isRight || account.disabled) throw new AppError("wrong-credentials");
    const device = (c.req.header("user-agent") ?? "").slice(0, MAX_DEVICE);
    const token = await people.open(account, { address: addressOf(c), device });
    const maxAgeSeconds = SESSION_LIMITS[account.role].absoluteMs / 1_000;
    giveCookie(c, publicUrl, { name: SESSION_COOKIE, value: token, maxAgeSeconds });
    c.set("particulars", { what: "session.open", target: account.name });
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
}
