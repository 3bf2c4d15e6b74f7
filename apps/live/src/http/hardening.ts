import type { RequestCounter } from "@nhip/backbone";
import { AppError } from "@nhip/contracts";
import type { MiddlewareHandler } from "hono";
import type { LiveEnv } from "./app.ts";
import { addressOf } from "./address.ts";

const YEAR_S = 31_536_000;
/** What is no page loads nothing and stands in no frame. */
const CLOSED = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/**
 * Headers that browsers obey, on every answer; what a route has said itself stays. A page brings its own
 * `Content-Security-Policy`; one that may stand in frames of others says so there.
 */
export function secureHeaders(publicUrl: string): MiddlewareHandler<LiveEnv> {
  const always: [name: string, value: string][] = [
    ["X-Content-Type-Options", "nosniff"],
    ["Referrer-Policy", "no-referrer"],
    ["Cross-Origin-Opener-Policy", "same-origin"],
    ["Cross-Origin-Resource-Policy", "same-origin"],
    ["Origin-Agent-Cluster", "?1"],
    ["X-DNS-Prefetch-Control", "off"],
    ["X-Permitted-Cross-Domain-Policies", "none"],
    [
      "Permissions-Policy",
      "camera=(), microphone=(), geolocation=(), payment=(), usb=(), fullscreen=(self), clipboard-write=(self)",
    ],
  ];
  if (publicUrl.startsWith("https:")) always.push(["Strict-Transport-Security", `max-age=${YEAR_S}`]);
  return async (c, next) => {
    await next();
    for (const [name, value] of always) if (!c.res.headers.has(name)) c.header(name, value);
    const policy = c.res.headers.get("Content-Security-Policy") ?? CLOSED;
    c.header("Content-Security-Policy", policy);
    if (policy.includes("frame-ancestors 'none'")) c.header("X-Frame-Options", "DENY");
  };
}

/** Before it is looked up who asks: a guesser of tokens and a runaway script meet this. */
export function limitAddress(limits: RequestCounter | null): MiddlewareHandler<LiveEnv> {
  return async (c, next) => {
    if (limits) refuse(await limits.takeAddress(addressOf(c)));
    await next();
  };
}

/** After the guard: requests of one person, key or screen, and among them what changes something. */
export function limitCaller(limits: RequestCounter | null): MiddlewareHandler<LiveEnv> {
  return async (c, next) => {
    const caller = c.get("caller");
    if (limits && caller.kind !== "nobody") {
      const name = `${caller.kind} ${caller.id}`;
      refuse(await limits.takeCaller(name));
      if (c.req.method !== "GET" && c.req.method !== "HEAD") refuse(await limits.takeWrite(name));
    }
    await next();
  };
}

function refuse(waitSeconds: number | null): void {
  if (waitSeconds !== null) throw new AppError("rate-limited", "", { retryAfterSeconds: waitSeconds });
}
