import { AppError } from "@nhip/contracts";
import type { ApiKey } from "@nhip/backbone";

/** A revoked key works at most this much longer; the house promises 5 s. */
const TTL_MS = 2_000;
const MAX_KEYS = 1_000;

export type KeyGuardDeps = { find: (token: string) => Promise<ApiKey | undefined>; now: () => number };

/** Tells who sends. Remembers keys for two seconds; one look-up serves all who ask at the same time. */
export function createKeyGuard({ find, now }: KeyGuardDeps) {
  const known = new Map<string, { until: number; key: Promise<ApiKey | undefined> }>();

  function lookUp(token: string): Promise<ApiKey | undefined> {
    const held = known.get(token);
    if (held && held.until > now()) return held.key;
    const key = find(token);
    known.delete(token);
    known.set(token, { until: now() + TTL_MS, key });
    const [oldest] = known.keys();
    if (known.size > MAX_KEYS && oldest !== undefined) known.delete(oldest);
    const forget = (): void => {
      if (known.get(token)?.key === key) known.delete(token);
    };
    key.then((found) => found ?? forget(), forget);
    return key;
  }

  /** The key of an `Authorization` header. Rejects with AppError: `unauthorized`, `scope-not-allowed`, `store-away`. */
  return async function admit(authorization: string | undefined): Promise<ApiKey> {
    const [, token] = /^Bearer +(\S{1,200})$/i.exec(authorization ?? "") ?? [];
    const key = token === undefined ? undefined : await lookUp(token);
    if (!key) throw new AppError("unauthorized");
    if (key.scope !== "ingest") throw new AppError("scope-not-allowed");
    return key;
  };
}
export type Admit = ReturnType<typeof createKeyGuard>;
