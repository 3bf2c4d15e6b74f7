import type { Quarantine } from "@nhip/backbone";
import {
  AppError,
  MAX_QUARANTINE_PAGE,
  errorMessage,
  localeOf,
  type ErrorBody,
  type KeptEntry,
  type Locale,
  type QuarantineHistory,
  type QuarantinePage,
  type QuarantineRow,
} from "@nhip/contracts";
import { formatInstant } from "@nhip/domain";
import { faultMessage, type Fault, type Mending } from "@nhip/intake";
import type { Context, Hono } from "hono";
import { z } from "zod";
import type { AppDeps, LiveEnv } from "./app.ts";
import { boundedBody } from "./bounded-body.ts";
import { nameOf, wardOf } from "./caller.ts";

const DEFAULT_PAGE = 50;
const MAX_BODY_BYTES = 65_536;

const Key = z.string().regex(/^[\w-]{22}$/);
const SendOne = z.object({ event: z.record(z.string(), z.unknown()).optional() });
const SendMany = z.object({
  code: z.string().max(40).optional(),
  source: z.string().max(120).optional(),
  cursor: z.string().max(80).optional(),
});
const DismissOne = z.object({ reason: z.unknown().optional() });
const DismissMany = z.object({
  reason: z.unknown().optional(),
  keys: z.array(Key).min(1).max(MAX_QUARANTINE_PAGE),
});

export type QuarantineDeps = { quarantine: Quarantine; mending: (by: string) => Mending };

/** What waits to be mended, what was done with it, and the doing. */
export function addQuarantineRoutes(
  app: Hono<LiveEnv>,
  { quarantine, mending, wards }: QuarantineDeps & Pick<AppDeps, "wards">,
): void {
  const knownWard = async (c: Context<LiveEnv>): Promise<string> => {
    const ward = wardOf(c);
    if (!(await wards.find(ward))) throw new AppError("unknown-ward");
    return ward;
  };
  const path = "/api/v1/wards/:ward/quarantine";

  app.get(path, async (c) => {
    const ward = await knownWard(c);
    const code = c.req.query("code") || undefined;
    const source = c.req.query("source") || undefined;
    const [summary, page] = await Promise.all([
      quarantine.summary(ward),
      quarantine.page(ward, { ...pageOf(c), code, source }),
    ]);
    const answer: QuarantinePage = {
      ward,
      ...summary,
      oldestAt: summary.oldestAt === null ? null : formatInstant(summary.oldestAt),
      total: page.total,
      entries: page.entries.map((entry) => rowOf(entry, localeIn(c))),
      cursor: page.cursor,
    };
    return c.json(answer);
  });

  app.get(`${path}/history`, async (c) => {
    const ward = await knownWard(c);
    const history = await quarantine.history(ward, pageOf(c));
    const entries = history.entries.map((entry) => rowOf(entry, localeIn(c)));
    const answer: QuarantineHistory = { ...history, ward, entries };
    return c.json(answer);
  });

  const limit = boundedBody(MAX_BODY_BYTES);

  app.post(`${path}/send`, limit, async (c) => {
    const ward = await knownWard(c);
    const body = await bodyOf(c, SendMany);
    const answer = await mending(nameOf(c)).sendMany(ward, body);
    const { code, source } = body;
    c.set("particulars", { after: { code, source, done: answer.done, refused: answer.refused } });
    return c.json(answer);
  });

  app.post(`${path}/dismiss`, limit, async (c) => {
    const ward = await knownWard(c);
    const { keys, reason } = await bodyOf(c, DismissMany);
    const result = await mending(nameOf(c)).dismiss(ward, keys, reason);
    if (!result.ok) return refused(c, result);
    const { ok: _ok, ...answer } = result;
    c.set("particulars", { after: { reason, done: answer.done } });
    return c.json(answer);
  });

  app.post(`${path}/:key/send`, limit, async (c) => {
    const ward = await knownWard(c);
    const { event } = await bodyOf(c, SendOne);
    const result = await mending(nameOf(c)).send(ward, keyOf(c), event);
    if (!result.ok) return refused(c, result);
    const { ok: _ok, ...answer } = result;
    c.set("particulars", { target: keyOf(c), after: { mended: event !== undefined } });
    return c.json(answer);
  });

  app.post(`${path}/:key/dismiss`, limit, async (c) => {
    const ward = await knownWard(c);
    const key = keyOf(c);
    const { reason } = await bodyOf(c, DismissOne);
    const result = await mending(nameOf(c)).dismiss(ward, [key], reason);
    if (!result.ok) return refused(c, result);
    if (result.done === 0) throw new AppError("not-found");
    c.set("particulars", { target: key, after: { reason } });
    return c.json({ key });
  });
}

const localeIn = (c: Context<LiveEnv>): Locale => localeOf(c.req.header("accept-language"));

function pageOf(c: Context<LiveEnv>): { cursor: string | undefined; limit: number } {
  const limit = Number(c.req.query("limit") ?? DEFAULT_PAGE);
  if (!Number.isInteger(limit) || limit < 0 || limit > MAX_QUARANTINE_PAGE)
    throw new AppError("invalid-value");
  return { cursor: c.req.query("cursor") || undefined, limit };
}

function keyOf(c: Context<LiveEnv>): string {
  const key = Key.safeParse(c.req.param("key"));
  if (!key.success) throw new AppError("not-found");
  return key.data;
}

async function bodyOf<T>(c: Context<LiveEnv>, schema: z.ZodType<T>): Promise<T> {
  const body: unknown = await c.req.json().catch(() => {
    throw new AppError("unreadable");
  });
  const parsed = schema.safeParse(body);
  if (!parsed.success) throw new AppError("invalid-value", parsed.error.message);
  return parsed.data;
}

/** A line that is still not right: 422 with the place and the reason, as at the door. */
function refused(c: Context<LiveEnv>, { path, code }: Fault): Response {
  const locale = localeIn(c);
  const message =
    path === "reason" ? faultMessage({ path, code }, locale) : errorMessage("nothing-valid", locale);
  const issues = [{ path, code, message: faultMessage({ path, code }, locale) }];
  const body: ErrorBody = { code: "nothing-valid", message, requestId: c.get("requestId"), issues };
  return c.json(body, 422);
}

function rowOf(entry: KeptEntry, locale: Locale): QuarantineRow {
  const { key, path, code, source, seen, line } = entry;
  return {
    key,
    path,
    code,
    message: faultMessage({ path, code }, locale),
    source,
    firstSeenAt: formatInstant(entry.firstSeenAt),
    lastSeenAt: formatInstant(entry.lastSeenAt),
    seen,
    line,
    trail: entry.trail.map((step) => ({ ...step, at: formatInstant(step.at) })),
  };
}
