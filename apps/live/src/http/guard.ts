import { AppError } from "@nhip/contracts";
import { refusalOf } from "@nhip/domain";
import type { Context, MiddlewareHandler } from "hono";
import { matchedRoutes } from "hono/route";
import type { Access } from "./access.ts";
import { hostOf } from "./access.ts";
import type { LiveEnv } from "./app.ts";

const WRITES = new Set(["POST", "PUT", "PATCH", "DELETE"]);

/** Lets a request through where the policy says so, and remembers who asks. */
export function guard(access: Access): MiddlewareHandler<LiveEnv> {
  return async (c, next) => {
    c.header("Cache-Control", "no-store");
    const caller = await access.of(Object.fromEntries(c.req.raw.headers));
    c.set("caller", caller);
    const entrance = entranceOf(c);
    if (entrance !== undefined) {
      const refusal = refusalOf(
        caller,
        `${entrance.method} ${entrance.pattern}`,
        placeOf(entrance.pattern, c),
      );
      if (refusal) throw new AppError(refusal);
      if (WRITES.has(entrance.method)) checkOrigin(c);
    } else if (caller.kind === "nobody") throw new AppError("unauthorized");
    await next();
  };
}

/** The route that will answer: the last one of this method, which is no middleware. */
export function entranceOf(c: Context): { method: string; pattern: string } | undefined {
  const method = c.req.method === "HEAD" ? "GET" : c.req.method;
  const route = matchedRoutes(c).findLast((one) => one.method === method && !one.path.endsWith("*"));
  return route && { method, pattern: route.path };
}

/** The ward and unit that a path names. */
function placeOf(pattern: string, c: Context): { ward?: string; unit?: string } {
  const parts = c.req.path.split("/");
  const at = (name: string): string | undefined => parts[pattern.split("/").indexOf(`:${name}`)];
  const [ward, unit] = [at("ward"), at("unit")];
  return {
    ...(ward === undefined ? {} : { ward: decoded(ward) }),
    ...(unit === undefined ? {} : { unit: decoded(unit) }),
  };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw new AppError("invalid-value");
  }
}

/** No page but our own may write, and a form of another page cannot send JSON (pitfall H3). Commands send no origin. */
function checkOrigin(c: Context): void {
  const site = c.req.header("sec-fetch-site");
  const origin = c.req.header("origin");
  if (site !== undefined && site !== "same-origin") throw new AppError("foreign-origin");
  if (origin !== undefined && hostOf(origin) !== c.req.header("host")) throw new AppError("foreign-origin");
  if (c.req.method === "DELETE") return;
  if (!/^application\/json\s*(;|$)/i.test(c.req.header("content-type") ?? ""))
    throw new AppError("unsupported-media-type");
}
