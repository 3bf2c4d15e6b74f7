import type { EventBatch } from "@nhip/contracts";
import { AppError, localeOf, type ErrorBody } from "@nhip/contracts";
import { statementRefusal } from "@nhip/domain";
import { MAX_STATEMENTS, createStatements, faultMessage } from "@nhip/intake";
import type { Hono } from "hono";
import { z } from "zod";
import type { AppDeps, LiveEnv } from "./app.ts";
import { boundedBody } from "./bounded-body.ts";
import { nameOf, wardOf } from "./caller.ts";

const MAX_BODY_BYTES = 262_144;
/** Before the name of who says it, in the log. */
const SOURCE = "Bảng điều hành";

/** Statements of one post that the audit log tells one by one, and what of each. */
const MAX_TOLD = 20;
const TOLD = new Set(["indicator", "kpi", "unit", "period", "value", "numerator", "denominator"]);

const Body = z.object({ events: z.array(z.record(z.string(), z.unknown())).min(1).max(MAX_STATEMENTS) });

export type StatementDeps = { add: (batches: readonly EventBatch[]) => Promise<void> };

/** Where people say reports, plans and published figures by hand: `POST …/statements {events: [{id, type, data}]}`. */
export function addStatementRoutes(
  app: Hono<LiveEnv>,
  { add, wards, now }: StatementDeps & Pick<AppDeps, "wards" | "now">,
): void {
  const limit = boundedBody(MAX_BODY_BYTES);
  app.post("/api/v1/wards/:ward/statements", limit, async (c) => {
    const ward = wardOf(c);
    if (!(await wards.find(ward))) throw new AppError("unknown-ward");
    const body = Body.safeParse(await c.req.json().catch(() => undefined));
    if (!body.success) throw new AppError("unreadable");
    for (const { type, data } of body.data.events) {
      const unit = typeof data === "object" && data !== null && "unit" in data ? data.unit : undefined;
      const refusal = statementRefusal(c.get("caller"), type, unit);
      if (refusal) throw new AppError(refusal);
    }
    const source = `${SOURCE}: ${nameOf(c)}`;
    const said = await createStatements({ add, now, source }).say(ward, body.data.events);
    if (said.ok) {
      c.set("particulars", { after: toldOf(body.data.events) });
      return c.json({ accepted: said.accepted }, 202);
    }
    const message = faultMessage(said, localeOf(c.req.header("accept-language")));
    const answer: ErrorBody = {
      code: said.code,
      message,
      requestId: c.get("requestId"),
      issues: [{ path: said.path, code: said.code, message }],
    };
    return c.json(answer, 422);
  });
}

/** What the audit log keeps of statements: what was said of which figure, no notes. */
function toldOf(events: readonly Record<string, unknown>[]): object {
  const told = events.slice(0, MAX_TOLD).map(({ type, data }) => {
    const said: Record<string, unknown> = { type };
    if (typeof data !== "object" || data === null) return said;
    for (const [name, value] of Object.entries(data)) if (TOLD.has(name)) said[name] = value;
    return said;
  });
  return events.length > told.length ? { said: told, more: events.length - told.length } : { said: told };
}
