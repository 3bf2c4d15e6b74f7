import { AppError, WardSettings, type WardHours } from "@nhip/contracts";
import { createRules } from "@nhip/domain";
import type { Hono } from "hono";
import { z } from "zod";
import type { AppDeps, LiveEnv } from "./app.ts";
import { boundedBody } from "./bounded-body.ts";
import { wardOf } from "./caller.ts";

const MAX_BODY_BYTES = 16_384;
const Body = z.object({
  version: z.string().max(64),
  officeHours: z.array(z.tuple([z.string(), z.string()])),
  dueSoonHours: z.number(),
  dueWorkingDays: z.number(),
});

/**
 * What the ward's clock runs by: `GET …/hours`, `PUT …/hours {officeHours, dueSoonHours, dueWorkingDays, version}`. Office
 * hours and the hours before a due time are rules of counting: workers count the ward anew by them.
 */
export function addHoursRoutes(app: Hono<LiveEnv>, { wards }: Pick<AppDeps, "wards">): void {
  const path = "/api/v1/wards/:ward/hours";

  app.get(path, async (c) => {
    const found = await wards.read(wardOf(c));
    if (!found) throw new AppError("unknown-ward");
    return c.json(hoursOf(found.settings, found.version));
  });

  app.put(path, boundedBody(MAX_BODY_BYTES), async (c) => {
    const found = await wards.read(wardOf(c));
    if (!found) throw new AppError("unknown-ward");
    const body = Body.safeParse(await c.req.json().catch(() => undefined));
    if (!body.success) throw new AppError("invalid-value");
    const { version, officeHours, dueSoonHours, dueWorkingDays } = body.data;
    if (version !== found.version) throw new AppError("changed-meanwhile");
    const { settings } = found;
    const checked = WardSettings.safeParse({
      ...settings,
      reporting: { ...settings.reporting, dueWorkingDays },
      rules: { ...settings.rules, officeHours, dueSoonHours },
    });
    if (!checked.success) throw new AppError("invalid-value");
    createRules(checked.data.rules);
    const next = await wards.replace(checked.data, version);
    if (next === null) throw new AppError("changed-meanwhile");
    const answer = hoursOf(checked.data, next);
    c.set("particulars", {
      before: changeOf(hoursOf(settings, ""), answer),
      after: changeOf(answer, hoursOf(settings, "")),
    });
    return c.json(answer);
  });
}

function hoursOf({ id, rules, reporting }: WardSettings, version: string): WardHours {
  const { officeHours, dueSoonHours } = rules;
  return { ward: id, version, officeHours, dueSoonHours, dueWorkingDays: reporting.dueWorkingDays };
}

/** What of one differs from another. */
function changeOf(hours: WardHours, other: WardHours): Partial<WardHours> {
  const { officeHours, dueSoonHours, dueWorkingDays } = hours;
  return {
    ...(JSON.stringify(officeHours) === JSON.stringify(other.officeHours) ? {} : { officeHours }),
    ...(dueSoonHours === other.dueSoonHours ? {} : { dueSoonHours }),
    ...(dueWorkingDays === other.dueWorkingDays ? {} : { dueWorkingDays }),
  };
}
