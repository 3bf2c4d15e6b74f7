import type { Layouts } from "@nhip/backbone";
import { AppError, LayoutBody, type LayoutAnswer } from "@nhip/contracts";
import type { Context, Hono } from "hono";
import type { AppDeps, LiveEnv } from "./app.ts";
import { boundedBody } from "./bounded-body.ts";
import { wardOf } from "./caller.ts";

const MAX_BODY_BYTES = 16_384;
export type LayoutDeps = { layouts: Layouts };

/** How somebody arranged the page of a ward for himself: `GET` and `PUT …/layout {layout}`; nobody reads another's. */
export function addLayoutRoutes(
  app: Hono<LiveEnv>,
  { layouts, wards }: Pick<AppDeps, "layouts" | "wards">,
): void {
  const path = "/api/v1/wards/:ward/layout";

  async function place(c: Context<LiveEnv>): Promise<{ ward: string; account: string }> {
    const caller = c.get("caller");
    if (caller.kind !== "person") throw new AppError("forbidden");
    const ward = await wards.find(wardOf(c));
    if (!ward) throw new AppError("unknown-ward");
    return { ward: ward.id, account: caller.id };
  }

  app.get(path, async (c) => {
    const { ward, account } = await place(c);
    const answer: LayoutAnswer = { layout: await layouts.read(ward, account) };
    return c.json(answer);
  });

  app.put(path, boundedBody(MAX_BODY_BYTES), async (c) => {
    const body = LayoutBody.safeParse(await c.req.json().catch(() => undefined));
    if (!body.success) throw new AppError("invalid-value");
    const { ward, account } = await place(c);
    await layouts.save(ward, account, body.data.layout);
    c.set("particulars", { what: "layout.set" });
    const answer: LayoutAnswer = { layout: body.data.layout };
    return c.json(answer);
  });
}
