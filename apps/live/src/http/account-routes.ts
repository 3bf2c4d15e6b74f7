import type { Account, Session } from "@nhip/backbone";
import {
  AppError,
  type Caller,
  type FactorSetup,
  type OwnSession,
  type RecoveryCodes,
} from "@nhip/contracts";
import type { Context, Hono } from "hono";
import { z } from "zod";
import type { LiveEnv } from "./app.ts";
import { boundedBody } from "./bounded-body.ts";
import type { SessionDeps } from "./session-routes.ts";

const MAX_BODY_BYTES = 4_096;
const password = z.string().max(1_000);
const code = z.string().max(40);
const Change = z.object({ old: password, new: password });
const Confirm = z.object({ ticket: z.string().max(100), code });
const Off = z.object({ password: password.default(""), code: code.default("") });

/** One's own account: password, second factor, sessions. */
export function addAccountRoutes(app: Hono<LiveEnv>, { people, access }: SessionDeps): void {
  const limit = boundedBody(MAX_BODY_BYTES);

  app.put("/api/v1/session/password", limit, async (c) => {
    const { account, caller } = await own(c);
    const typed = await read(c, Change);
    c.set("particulars", { what: "password.refused", target: account.name });
    await people.changePassword(account, typed, caller.session);
    c.set("particulars", { what: "password.change", target: account.name });
    return c.json({ ok: true });
  });

  app.post("/api/v1/session/factor", limit, async (c) => {
    const { account } = await own(c);
    const setup: FactorSetup = await people.factor.begin(account);
    c.set("particulars", { what: "factor.begin", target: account.name });
    return c.json(setup);
  });

  app.put("/api/v1/session/factor", limit, async (c) => {
    const { account } = await own(c);
    const { ticket, code } = await read(c, Confirm);
    const answer: RecoveryCodes = {
      codes: await people.signIn.own(account, () => people.factor.confirm(account, ticket, code)),
    };
    access.forgetAll();
    c.set("particulars", {
      what: "factor.set",
      target: account.name,
      before: { secondFactor: false },
      after: { secondFactor: true },
    });
    return c.json(answer);
  });

  app.post("/api/v1/session/factor/off", limit, async (c) => {
    const { account } = await own(c);
    const typed = await read(c, Off);
    c.set("particulars", { what: "factor.refused", target: account.name });
    await people.dropFactor(account, typed);
    c.set("particulars", {
      what: "factor.off",
      target: account.name,
      before: { secondFactor: true },
      after: { secondFactor: false },
    });
    return c.json({ ok: true });
  });

  app.get("/api/v1/sessions", async (c) => {
    const { account, caller } = await own(c);
    const all = await people.sessions.of(account.id);
    return c.json({ sessions: all.map((session) => told(session, caller.session)) });
  });

  app.delete("/api/v1/sessions", async (c) => {
    const { account, caller } = await own(c);
    await people.sessions.endAll(account.id, caller.session);
    access.forgetAll();
    c.set("particulars", { what: "session.end-others", target: account.name });
    return c.json({ ok: true });
  });

  app.delete("/api/v1/sessions/:session", async (c) => {
    const { account } = await own(c);
    if (!(await people.sessions.end(account.id, c.req.param("session")))) throw new AppError("not-found");
    access.forgetAll();
    c.set("particulars", { what: "session.end", target: account.name });
    return c.json({ ok: true });
  });

  /** Who asks, and the account as it is now. */
  async function own(
    c: Context<LiveEnv>,
  ): Promise<{ account: Account; caller: Extract<Caller, { kind: "person" }> }> {
    const caller = c.get("caller");
    const account = caller.kind === "person" ? await people.accounts.find(caller.id) : undefined;
    if (caller.kind !== "person" || !account) throw new AppError("unauthorized");
    return { account, caller };
  }
}

async function read<T>(c: Context<LiveEnv>, schema: z.ZodType<T>): Promise<T> {
  const body = schema.safeParse(await c.req.json().catch(() => undefined));
  if (!body.success) throw new AppError("unreadable");
  return body.data;
}

function told({ id, device, address, createdAt, seenAt }: Session, current: string): OwnSession {
  const [browser = "", system = ""] = device.split("/");
  return {
    id,
    browser,
    system,
    address,
    createdAt: new Date(createdAt).toISOString(),
    seenAt: new Date(seenAt).toISOString(),
    current: id === current,
  };
}
