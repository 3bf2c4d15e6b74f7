import type { Actor, Trail } from "@nhip/backbone";
import type { Caller } from "@nhip/contracts";
import { ASKING } from "@nhip/domain";
import type { MiddlewareHandler } from "hono";
import { addressOf } from "./address.ts";
import type { LiveEnv } from "./app.ts";
import { entranceOf } from "./guard.ts";

/** What a route adds to the line of the audit log: what it was done to, and how that was before and is now. No secrets. */
export type Particulars = {
  what?: string;
  /** The wards that it concerns, where the path names none. */
  wards?: readonly string[];
  target?: string;
  before?: unknown;
  after?: unknown;
  /** Who it turned out to be: at a sign-in nobody is known before. */
  who?: Actor;
};

/**
 * Writes down every change that somebody made through a route: who, what, when, from where. No route can forget it; a route
 * that knows more sets `particulars`. A line is written where the answer was a success, or where `particulars` were set.
 */
export function audit(
  trail: Trail,
  now: () => number,
  onError: (error: Error) => void,
): MiddlewareHandler<LiveEnv> {
  return async (c, next) => {
    await next();
    const entrance = entranceOf(c);
    const particulars = c.get("particulars");
    if (!entrance || ASKING.includes(`${entrance.method} ${entrance.pattern}`)) return;
    if ((!c.res.ok || entrance.method === "GET") && particulars === undefined) return;
    const ward = c.req.param("ward");
    await trail
      .add({
        at: now(),
        who: actorOf(c.get("caller")),
        what: `${entrance.method} ${entrance.pattern.replace("/api/v1", "")}`,
        from: addressOf(c),
        ...(ward === undefined ? {} : { ward }),
        ...particulars,
      })
      .catch(onError);
  };
}

/** A caller as the audit log names it. */
export function actorOf(caller: Caller): Actor {
  switch (caller.kind) {
    case "nobody":
      return { kind: "nobody", id: "", name: "" };
    case "key":
      return { kind: "key", id: caller.id, name: caller.id };
    default:
      return { kind: caller.kind, id: caller.id, name: caller.name };
  }
}
