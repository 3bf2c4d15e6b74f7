import { AppError, MAX_COMPLAINTS, type PublicPageState, type WardSettings } from "@nhip/contracts";
import type { Hono } from "hono";
import { z } from "zod";
import type { AppDeps, LiveEnv } from "./app.ts";
import { boundedBody } from "./bounded-body.ts";
import { wardOf } from "./caller.ts";

const MAX_BODY_BYTES = 16_384;
const TRIES = 3;
const Body = z.object({ on: z.boolean(), complaints: z.string().trim().max(MAX_COMPLAINTS) });

/** Whether a ward has a public page and what it says about complaints: `GET` and `PUT …/public {on, complaints}`. */
export function addPublicSettingRoutes(app: Hono<LiveEnv>, { wards }: Pick<AppDeps, "wards">): void {
  const path = "/api/v1/wards/:ward/public";
  const stateOf = ({ id, publicPage }: WardSettings): PublicPageState => ({
    ...publicPage,
    path: `/cong-khai/${encodeURIComponent(id)}`,
  });

  app.get(path, async (c) => {
    const found = await wards.find(wardOf(c));
    if (!found) throw new AppError("unknown-ward");
    return c.json(stateOf(found));
  });

  app.put(path, boundedBody(MAX_BODY_BYTES), async (c) => {
    const body = Body.safeParse(await c.req.json().catch(() => undefined));
    if (!body.success) throw new AppError("invalid-value");
    // Other settings may change at the same moment; this part alone is ours.
    for (let left = TRIES; left > 0; left--) {
      const found = await wards.read(wardOf(c));
      if (!found) throw new AppError("unknown-ward");
      const settings = { ...found.settings, publicPage: body.data };
      if ((await wards.replace(settings, found.version)) === null) continue;
      c.set("particulars", { what: "public.set", before: found.settings.publicPage, after: body.data });
      return c.json(stateOf(settings));
    }
    throw new AppError("changed-meanwhile");
  });
}
