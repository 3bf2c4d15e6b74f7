import type { Redis } from "./connection.ts";
import type { Keys } from "./keys.ts";

/** Who did it: an account, a screen, a key, or a command on the server itself. */
export type Actor = { kind: "person" | "key" | "screen" | "server" | "nobody"; id: string; name: string };

/**
 * One line of the audit log. `what` is a word such as `user.add`; `target` what it was done to; `before` and `after` are what
 * changed of it, without secrets; `at` milliseconds since the epoch.
 */
export type Deed = {
  at: number;
  who: Actor;
  what: string;
  from: string;
  ward?: string;
  target?: string;
  before?: unknown;
  after?: unknown;
};
export type KeptDeed = Deed & { id: string };

/** The audit log: only ever added to. Every method rejects when Redis does. */
export function createTrail(redis: Redis, keys: Keys) {
  return {
    async add(deed: Deed): Promise<void> {
      await redis.xadd(keys.trail, "*", "deed", JSON.stringify(deed));
    },

    /** Deeds before `cursor` (an id; from the newest where none is given), newest first. */
    async list(
      cursor: string | undefined,
      limit: number,
    ): Promise<{ deeds: KeptDeed[]; cursor: string | null }> {
      const from = cursor === undefined ? "+" : `(${cursor}`;
      const rows = await redis.xrevrange(keys.trail, from, "-", "COUNT", limit);
      const deeds = rows.map(([id, fields]) => ({ ...(JSON.parse(fields[1] ?? "{}") as Deed), id }));
      return { deeds, cursor: deeds.length < limit ? null : (deeds.at(-1)?.id ?? null) };
    },
  };
}
export type Trail = ReturnType<typeof createTrail>;
