import { createMiddleware } from "hono/factory";
import { AppError } from "@nhip/contracts";
import type { AppEnv } from "./app-env.ts";

/** Systems send no `Origin`; our own API page sends its own. A page from elsewhere is refused (pitfall H3). */
export const sameOrigin = createMiddleware<AppEnv>(async (c, next) => {
  const origin = c.req.header("origin");
  if (origin !== undefined && hostOf(origin) !== c.req.header("host")) throw new AppError("foreign-origin");
  await next();
});

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}
