import { AppError, MAX_CLAIM_TEXT, localeOf, type ChecksAnswer } from "@nhip/contracts";
import type { Context, Hono } from "hono";
import { z } from "zod";
import { readChecks, readTextChecks } from "../model/checks.ts";
import { claimedPeriods } from "../model/reading.ts";
import type { WardModel } from "../model/ward-model.ts";
import type { AppDeps, LiveEnv } from "./app.ts";
import { boundedBody } from "./bounded-body.ts";
import { wardOf } from "./caller.ts";

const MAX_CLAIMED_PERIODS = 12;
/** 20.000 characters in form D, escaped, are less. */
const MAX_BODY_BYTES = 262_144;
/** Bounded as it is sent, in form D perhaps; what is read has 20.000 characters at most. */
const TextToCheck = z.object({
  text: z.string().max(4 * MAX_CLAIM_TEXT),
  period: z.string().max(40).optional(),
});

/** Figures that ought to agree: those of a ward's periods, and those of a text that somebody pastes. */
export function addCheckRoutes(app: Hono<LiveEnv>, { models, now }: Pick<AppDeps, "models" | "now">): void {
  const modelOf = async (c: Context<LiveEnv>): Promise<WardModel> => {
    return models.of(wardOf(c));
  };
  const localeIn = (c: Context<LiveEnv>) => localeOf(c.req.header("accept-language"));
  const path = "/api/v1/wards/:ward/checks";

  app.get(path, async (c) => {
    const model = await modelOf(c);
    const claimed = claimedPeriods(model, MAX_CLAIMED_PERIODS);
    const asked = c.req.query("period");
    const checks: ChecksAnswer["checks"] = [];
    for (const period of asked === undefined ? ["year", ...claimed] : [asked]) {
      const found = await readChecks(model, period, { now: now(), locale: localeIn(c) });
      checks.push(...found.map((check) => ({ ...check, period })));
    }
    const answer: ChecksAnswer = { ward: model.ward, rev: model.rev, claimedPeriods: claimed, checks };
    return c.json(answer);
  });

  const limit = boundedBody(MAX_BODY_BYTES);
  app.post(`${path}/text`, limit, async (c) => {
    const model = await modelOf(c);
    const body = TextToCheck.safeParse(await c.req.json().catch(() => undefined));
    if (!body.success) throw new AppError(isTooLong(body.error.issues) ? "too-long" : "unreadable");
    return c.json(await readTextChecks(model, body.data, { now: now(), locale: localeIn(c) }));
  });
}

function isTooLong(issues: readonly { code: string }[]): boolean {
  return issues.some(({ code }) => code === "too_big");
}
