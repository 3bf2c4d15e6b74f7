import { AppError } from "@nhip/contracts";
import type { Context } from "hono";
import type { LiveEnv } from "./app.ts";

/** The ward in a route's path. Throws AppError("ward-not-allowed") where the caller's grant does not cover it. */
export function grantedWard(c: Context<LiveEnv>): string {
  const ward = c.req.param("ward") ?? "";
  const { wards } = c.get("grant");
  if (wards !== null && !wards.includes(ward)) throw new AppError("ward-not-allowed");
  return ward;
}
