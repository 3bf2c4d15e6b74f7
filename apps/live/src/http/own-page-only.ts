import { AppError } from "@nhip/contracts";
import { createMiddleware } from "hono/factory";
import { hostOf } from "./access.ts";
import type { LiveEnv } from "./app.ts";

/**
 * Guards what writes: a caller who may, JSON alone (a form of another page cannot send that), and no page but our own
 * (pitfall H3). Commands send neither `Origin` nor `Sec-Fetch-Site`.
 */
export const ownPageOnly = createMiddleware<LiveEnv>(async (c, next) => {
  const { mayWrite, wards } = c.get("grant");
  if (!mayWrite) throw new AppError(wards === null ? "forbidden" : "scope-not-allowed");
  await noOtherPage(c, next);
});

/** The same for a question that is posted and writes nothing: whoever may read may ask it. */
export const noOtherPage = createMiddleware<LiveEnv>(async (c, next) => {
  const site = c.req.header("sec-fetch-site");
  const origin = c.req.header("origin");
  if (site !== undefined && site !== "same-origin") throw new AppError("foreign-origin");
  if (origin !== undefined && hostOf(origin) !== c.req.header("host")) throw new AppError("foreign-origin");
  if (!/^application\/json\s*(;|$)/i.test(c.req.header("content-type") ?? ""))
    throw new AppError("unsupported-media-type");
  await next();
});
