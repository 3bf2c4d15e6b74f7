import { localeOf } from "@nhip/contracts";
import type { Context, Hono } from "hono";
import { readUnitDuties, readWardDuties } from "../model/duties.ts";
import { rangeOf } from "../model/reading.ts";
import type { WardModel } from "../model/ward-model.ts";
import type { AppDeps, LiveEnv } from "./app.ts";
import { wardOf } from "./caller.ts";

/** What units have to report, for their secretaries; and who is late, for the ward's office. */
export function addDutyRoutes(app: Hono<LiveEnv>, { models, now }: Pick<AppDeps, "models" | "now">): void {
  const modelOf = async (c: Context<LiveEnv>): Promise<WardModel> => {
    return models.of(wardOf(c));
  };
  const locale = (c: Context<LiveEnv>) => localeOf(c.req.header("accept-language"));

  app.get("/api/v1/wards/:ward/duties", async (c) => {
    const at = now();
    const range = rangeOf(c.req.query("period") ?? "month", at);
    return c.json(readWardDuties(await modelOf(c), range, at, locale(c)));
  });

  app.get("/api/v1/wards/:ward/units/:unit/duties", async (c) =>
    c.json(readUnitDuties(await modelOf(c), c.req.param("unit"), now(), locale(c))),
  );
}
