import {
  KEY_SCOPES,
  SAMPLE_SOURCE,
  createSources,
  type ApiKeys,
  type Keys,
  type Redis,
  type SampleState,
  type Wards,
} from "@nhip/backbone";
import { AppError, nfc, type KeyPage, type NewKey } from "@nhip/contracts";
import { coversAll, formatInstant } from "@nhip/domain";
import type { Hono } from "hono";
import { z } from "zod";
import type { LiveEnv } from "./app.ts";
import { boundedBody } from "./bounded-body.ts";

const MAX_BODY_BYTES = 16_384;
const SOURCE = /^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,39}$/u;
const NewKeyBody = z.object({
  scope: z.enum(KEY_SCOPES),
  wards: z.array(z.string().max(60)).min(1).max(200),
  source: z
    .string()
    .transform((text) => nfc(text).trim())
    .pipe(z.string().regex(SOURCE)),
});

export type KeyDeps = {
  redis: Redis;
  keys: Keys;
  apiKeys: ApiKeys;
  sampleState: SampleState;
  wards: Wards;
};

/** API keys, as administrators manage them: each those whose wards are all among the own. */
export function addKeyRoutes(
  app: Hono<LiveEnv>,
  { redis, keys, apiKeys, sampleState, wards, now }: KeyDeps & { now: () => number },
): void {
  const path = "/api/v1/keys";
  const sources = createSources(redis, keys);

  app.get(path, async (c) => {
    const caller = c.get("caller");
    const mine = (await apiKeys.list()).filter((key) => coversAll(caller, key.wards));
    const heard = new Map<string, number>();
    for (const ward of new Set(mine.flatMap((key) => key.wards)))
      for (const { source, lastAt } of await sources.list(ward))
        heard.set(source, Math.max(lastAt, heard.get(source) ?? 0));
    const answer: KeyPage = {
      keys: mine.map((key) => {
        const lastAt = key.scope === "ingest" ? heard.get(key.source) : undefined;
        return {
          ...key,
          createdAt: formatInstant(key.createdAt),
          lastHeardAt: lastAt === undefined ? null : formatInstant(lastAt),
        };
      }),
      endsSample: (await sampleState.loaded()) && !(await sampleState.ended()),
    };
    return c.json(answer);
  });

  app.post(path, boundedBody(MAX_BODY_BYTES), async (c) => {
    const body = NewKeyBody.safeParse(await c.req.json().catch(() => undefined));
    if (!body.success || body.data.source === SAMPLE_SOURCE) throw new AppError("invalid-value");
    const { scope, wards: given, source } = body.data;
    if (!coversAll(c.get("caller"), given)) throw new AppError("ward-not-allowed");
    const known = new Set((await wards.list()).map(({ id }) => id));
    if (given.some((ward) => !known.has(ward))) throw new AppError("unknown-ward");
    const made: NewKey = await apiKeys.create({ scope, wards: given, source }, now());
    c.set("particulars", { what: "key.create", target: made.id, wards: given, after: { scope, source } });
    return c.json(made, 201);
  });

  app.delete(`${path}/:id`, async (c) => {
    const id = c.req.param("id");
    const key = (await apiKeys.list()).find((one) => one.id === id);
    if (!key || !coversAll(c.get("caller"), key.wards)) throw new AppError("not-found");
    await apiKeys.revoke(id);
    const { scope, source } = key;
    c.set("particulars", { what: "key.revoke", target: id, wards: key.wards, before: { scope, source } });
    return c.json({ id });
  });
}
