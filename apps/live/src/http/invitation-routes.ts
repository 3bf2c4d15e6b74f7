import { AppError, type Invitation } from "@nhip/contracts";
import type { Hono } from "hono";
import { z } from "zod";
import { addressOf } from "./address.ts";
import type { LiveEnv } from "./app.ts";
import { boundedBody } from "./bounded-body.ts";
import { createEntering } from "./entering.ts";
import type { SessionDeps } from "./session-routes.ts";

const MAX_BODY_BYTES = 4_096;
const Look = z.object({ token: z.string().min(1).max(100) });
const Accept = Look.extend({ password: z.string().max(1_000) });

/** Links by which somebody sets a password. The token comes in the body alone: paths are logged by proxies. */
export function addInvitationRoutes(app: Hono<LiveEnv>, deps: SessionDeps): void {
  const { people, singleSignOn } = deps;
  const path = "/api/v1/invitation";
  const limit = boundedBody(MAX_BODY_BYTES);
  const enter = createEntering(deps);

  app.post(`${path}/look`, limit, async (c) => {
    const body = Look.safeParse(await c.req.json().catch(() => undefined));
    if (!body.success) throw new AppError("unreadable");
    const account = await people.signIn.link(addressOf(c), () => people.invitations.look(body.data.token));
    const answer: Invitation = {
      name: account.name,
      role: account.role,
      renews: account.password !== null,
      singleSignOn: singleSignOn?.button ?? null,
    };
    return c.json(answer);
  });

  app.post(path, limit, async (c) => {
    const body = Accept.safeParse(await c.req.json().catch(() => undefined));
    if (!body.success) throw new AppError("unreadable");
    const { token, password } = body.data;
    // What a weak password breaks is told on the page already: it counts as little as a good one.
    const { name } = await people.signIn.link(addressOf(c), () => people.invitations.look(token));
    c.set("particulars", { what: "password.refused", target: name });
    const account = await people.invitations.setPassword(token, password);
    const what = "password.set";
    // A link stands for a password alone: who has a second factor is asked for it at the sign-in.
    if (account.secondFactor === null) await enter(c, account, { what });
    else c.set("particulars", { what, target: name });
    return c.json({ signedIn: account.secondFactor === null });
  });
}
