import type { Deed, KeptDeed, Trail } from "@nhip/backbone";
import { AppError, type AuditCheck, type AuditEntry, type AuditPage, type Caller } from "@nhip/contracts";
import { coversAll, deedWord, formatInstant } from "@nhip/domain";
import type { Hono } from "hono";
import { z } from "zod";
import type { LiveEnv } from "./app.ts";

const PAGE = 50;
const Question = z.object({
  q: z.string().trim().max(80).optional(),
  /** A word of the dictionary, or a deed as it is written. */
  what: z.string().max(120).optional(),
  ward: z.string().max(60).optional(),
  from: z.iso.datetime({ offset: true }).optional(),
  to: z.iso.datetime({ offset: true }).optional(),
  cursor: z
    .string()
    .regex(/^\d{1,16}-\d{1,16}$/)
    .optional(),
  limit: z.coerce.number().int().min(1).max(200).default(PAGE),
});

/** The audit log, to be read by administrators. No route changes it or takes anything out. */
export function addAuditRoutes(app: Hono<LiveEnv>, { trail }: { trail: Trail }): void {
  const path = "/api/v1/audit";

  app.get(path, async (c) => {
    const asked = Question.safeParse(
      Object.fromEntries(Object.entries(c.req.query()).filter(([, value]) => value !== "")),
    );
    if (!asked.success) throw new AppError("invalid-value");
    const { cursor, limit, ...filter } = asked.data;
    const caller = c.get("caller");
    const wanted = asking(filter);
    const { deeds, cursor: next } = await trail.list(
      cursor,
      limit,
      (deed) => mayRead(caller, deed) && wanted(deed),
    );
    const answer: AuditPage = { entries: deeds.map(entryOf), cursor: next };
    return c.json(answer);
  });

  app.get(`${path}/check`, async (c) => {
    const { ok, lines, digest, broken } = await trail.verify();
    const answer: AuditCheck = {
      ok,
      lines,
      digest,
      broken: broken && { n: broken.n, why: broken.why },
    };
    return c.json(answer);
  });
}

/** Lines about the own wards; what concerns the house alone is for administrators of all of them. */
function mayRead(caller: Caller, { ward, wards }: Deed): boolean {
  if (ward !== undefined) return coversAll(caller, [ward]);
  return coversAll(caller, wards === undefined || wards.length === 0 ? null : wards);
}

function asking(filter: Omit<z.infer<typeof Question>, "cursor" | "limit">): (deed: Deed) => boolean {
  const { what, ward } = filter;
  const text = filter.q === undefined ? undefined : folded(filter.q);
  const from = filter.from === undefined ? -Infinity : Date.parse(filter.from);
  const to = filter.to === undefined ? Infinity : Date.parse(filter.to);
  return (deed) =>
    deed.at >= from &&
    deed.at < to &&
    (ward === undefined || deed.ward === ward || (deed.wards ?? []).includes(ward)) &&
    (what === undefined || deed.what === what || deedWord(deed.what) === what) &&
    (text === undefined ||
      [deed.who.name, deed.target, deed.from].some((one) => one !== undefined && folded(one).includes(text)));
}

function folded(text: string): string {
  return text.normalize("NFC").toLowerCase();
}

function entryOf({ digest: _digest, ...deed }: KeptDeed): AuditEntry {
  return { ...deed, at: formatInstant(deed.at) };
}
