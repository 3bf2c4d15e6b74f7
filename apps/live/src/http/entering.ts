import { DEVICE_LIVES_S, type Account, type Session } from "@nhip/backbone";
import { DEVICE_COOKIE, SESSION_COOKIE } from "@nhip/contracts";
import { SESSION_LIMITS } from "@nhip/domain";
import { deviceOf, type People } from "@nhip/people";
import type { Context } from "hono";
import { addressOf } from "./address.ts";
import type { LiveEnv } from "./app.ts";
import { cookieIn, giveCookie } from "./cookies.ts";

export type EnteringDeps = { people: People; publicUrl: string };

/** Lets somebody in: a session with its cookie, a device that is known from now on, a line in the audit log. */
export function createEntering({ people, publicUrl }: EnteringDeps) {
  return async (
    c: Context<LiveEnv>,
    account: Account,
    { by, what = "session.open" }: { by?: Session["by"]; what?: string } = {},
  ): Promise<void> => {
    const device = await people.signIn.trust(account, deviceTokenOf(c));
    const whence = { address: addressOf(c), device: deviceOf(c.req.header("user-agent") ?? "") };
    const token = await people.open(account, whence, by);
    const maxAgeSeconds = SESSION_LIMITS[account.role].absoluteMs / 1_000;
    giveCookie(c, publicUrl, { name: SESSION_COOKIE, value: token, maxAgeSeconds });
    giveCookie(c, publicUrl, { name: DEVICE_COOKIE, value: device, maxAgeSeconds: DEVICE_LIVES_S });
    c.set("particulars", {
      what,
      who: { kind: "person", id: account.id, name: account.name },
      target: account.name,
    });
  };
}

/** The token of a device on which somebody signed in before. */
export function deviceTokenOf(c: Context<LiveEnv>): string | undefined {
  return cookieIn(c.req.header("cookie"), DEVICE_COOKIE);
}
