import type { Context } from "hono";
import type { LiveEnv } from "./app.ts";

/** The ward in a route's path; the guard has seen that the caller may look at it. */
export function wardOf(c: Context<LiveEnv>): string {
  return c.req.param("ward") ?? "";
}

/** The name under which what a caller does is remembered. */
export function nameOf(c: Context<LiveEnv>): string {
  const caller = c.get("caller");
  return caller.kind === "person" || caller.kind === "screen" ? caller.name : "";
}
