import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { AppError, nfc } from "@nhip/contracts";
import type { Redis } from "./connection.ts";
import type { Keys } from "./keys.ts";

export const KEY_SCOPES = ["ingest", "read"] as const;
export type KeyScope = (typeof KEY_SCOPES)[number];

/** The source whose key does not end the sample data. */
export const SAMPLE_SOURCE = "sample";

export type ApiKey = {
  id: string;
  scope: KeyScope;
  wards: string[];
  /** Names the sender where an event does not. */
  source: string;
  createdAt: number;
};
type StoredKey = ApiKey & { digest: string; revoked: boolean };

const TOKEN = /^nhip_([0-9a-f]{12})_([\w-]{43})$/;

/** API keys: made once, shown once, kept as a digest (256 random bits need no slow hash). */
export function createApiKeys(redis: Redis, keys: Keys) {
  return {
    /** Makes a key. A real source's first ingest key ends the sample data for good. */
    async create(
      wanted: Pick<ApiKey, "scope" | "wards"> & { source?: string },
      now: number,
    ): Promise<{ id: string; key: string }> {
      const id = randomBytes(6).toString("hex");
      const secret = randomBytes(32).toString("base64url");
      const stored: StoredKey = {
        id,
        scope: wanted.scope,
        wards: wanted.wards,
        source: nfc(wanted.source ?? id),
        createdAt: now,
        digest: digestOf(secret),
        revoked: false,
      };
      await redis.hset(keys.apiKeys, id, JSON.stringify(stored));
      if (stored.scope === "ingest" && stored.source !== SAMPLE_SOURCE)
        await redis.set(keys.sampleEnded, String(now));
      return { id, key: `nhip_${id}_${secret}` };
    },

    /** The key behind a token, or `undefined` when there is none or it was revoked. */
    async find(token: string): Promise<ApiKey | undefined> {
      const [, id, secret] = TOKEN.exec(token) ?? [];
      if (!id || !secret) return undefined;
      const stored = parse(await redis.hget(keys.apiKeys, id));
      if (!stored || stored.revoked) return undefined;
      if (!timingSafeEqual(Buffer.from(stored.digest), Buffer.from(digestOf(secret)))) return undefined;
      const { digest: _digest, revoked: _revoked, ...key } = stored;
      return key;
    },

    /** All keys that were ever made, the newest first; their secrets are not known here. */
    async list(): Promise<(ApiKey & { revoked: boolean })[]> {
      return Object.values(await redis.hgetall(keys.apiKeys))
        .flatMap((text) => parse(text) ?? [])
        .map(({ digest: _digest, ...key }) => key)
        .toSorted((a, b) => b.createdAt - a.createdAt);
    },

    /** Revokes a key and resolves to what it was for. Throws AppError("not-found") for an unknown id. */
    async revoke(id: string): Promise<ApiKey> {
      const stored = parse(await redis.hget(keys.apiKeys, id));
      if (!stored) throw new AppError("not-found", `no key ${id}`);
      await redis.hset(keys.apiKeys, id, JSON.stringify({ ...stored, revoked: true }));
      const { digest: _digest, revoked: _revoked, ...key } = stored;
      return key;
    },

    /** Sources all of whose keys to send were revoked: nobody waits for them any more. */
    async retiredSources(): Promise<ReadonlySet<string>> {
      const all = Object.values(await redis.hgetall(keys.apiKeys)).flatMap((text) => parse(text) ?? []);
      const senders = all.filter(({ scope }) => scope === "ingest");
      const inUse = new Set(senders.filter(({ revoked }) => !revoked).map(({ source }) => source));
      return new Set(senders.map(({ source }) => source).filter((source) => !inUse.has(source)));
    },

    /** Forgets a key that a process made for itself and nobody else ever had. */
    async discard(id: string): Promise<void> {
      await redis.hdel(keys.apiKeys, id);
    },
  };
}
export type ApiKeys = ReturnType<typeof createApiKeys>;

function digestOf(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}

function parse(text: string | null): StoredKey | undefined {
  return text === null ? undefined : (JSON.parse(text) as StoredKey);
}
