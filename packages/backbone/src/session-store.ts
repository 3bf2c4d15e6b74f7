import type { Redis } from "./connection.ts";
import type { Keys } from "./keys.ts";
import { digestOf, newId, newSecret } from "./secret.ts";

/** A session as it is kept; times are milliseconds since the epoch. `device` is `browser/system`. */
export type Session = {
  id: string;
  account: string;
  createdAt: number;
  seenAt: number;
  address: string;
  device: string;
  /** Let in by the single sign-on, which asks for factors of its own. */
  by?: "single-sign-on";
};
type Limits = { idleMs: number; absoluteMs: number };

/** Sessions, and links that work once. Tokens are kept as digests. Every method rejects when Redis does. */
export function createSessionStore(redis: Redis, keys: Keys) {
  const read = async (digest: string): Promise<Session | undefined> => {
    const text = await redis.get(keys.session(digest));
    return text === null ? undefined : (JSON.parse(text) as Session);
  };
  /** What is left of a session: until it was idle for too long, or its end. */
  const leftMs = (session: Session, { idleMs, absoluteMs }: Limits, now: number): number =>
    Math.min(idleMs, session.createdAt + absoluteMs - now);

  async function end(account: string, id: string): Promise<boolean> {
    const digest = await redis.hget(keys.sessionsOf(account), id);
    if (digest === null) return false;
    await redis.del(keys.session(digest));
    await redis.hdel(keys.sessionsOf(account), id);
    return true;
  }

  return {
    /** Opens a session and resolves to its token, shown once. */
    async open(
      about: Pick<Session, "account" | "address" | "device" | "by">,
      limits: Limits,
      now: number,
    ): Promise<{ token: string; session: Session }> {
      const token = newSecret();
      const digest = digestOf(token);
      const session: Session = { ...about, id: newId(), createdAt: now, seenAt: now };
      await redis.set(keys.session(digest), JSON.stringify(session), "PX", leftMs(session, limits, now));
      await redis.hset(keys.sessionsOf(about.account), session.id, digest);
      return { token, session };
    },

    find: (token: string): Promise<Session | undefined> => read(digestOf(token)),

    /** Notes a sign of life: the session lives on from here. One that was ended meanwhile stays ended. */
    async touch(token: string, session: Session, limits: Limits, now: number): Promise<void> {
      const left = leftMs(session, limits, now);
      const key = keys.session(digestOf(token));
      if (left <= 0) await redis.del(key);
      else await redis.set(key, JSON.stringify({ ...session, seenAt: now }), "PX", left, "XX");
    },

    /** The sessions of an account that still live, the newest sign of life first. */
    async of(account: string): Promise<Session[]> {
      const digests = await redis.hgetall(keys.sessionsOf(account));
      const found = await Promise.all(
        Object.entries(digests).map(async ([id, digest]) => ({ id, session: await read(digest) })),
      );
      const gone = found.filter(({ session }) => session === undefined).map(({ id }) => id);
      if (gone.length > 0) await redis.hdel(keys.sessionsOf(account), ...gone);
      return found.flatMap(({ session }) => session ?? []).toSorted((a, b) => b.seenAt - a.seenAt);
    },

    /** Ends one session of an account; `false` where it has none of that id. */
    end,

    /** Ends all sessions of an account but one. */
    async endAll(account: string, but?: string): Promise<void> {
      const ids = Object.keys(await redis.hgetall(keys.sessionsOf(account)));
      for (const id of ids) if (id !== but) await end(account, id);
    },

    /** Makes a link's token, good for one use until it ends; `about` says what for. */
    async issueTicket(about: object, livesMs: number): Promise<string> {
      const token = newSecret();
      await redis.set(keys.ticket(digestOf(token)), JSON.stringify(about), "PX", livesMs);
      return token;
    },

    /** What a ticket is for, without using it up; `undefined` where it was used or has ended. */
    async lookAtTicket(token: string): Promise<unknown> {
      const text = await redis.get(keys.ticket(digestOf(token)));
      return text === null ? undefined : JSON.parse(text);
    },

    /** Uses a ticket up: of several at once, one gets what it is for. */
    async useTicket(token: string): Promise<unknown> {
      const text = await redis.getdel(keys.ticket(digestOf(token)));
      return text === null ? undefined : JSON.parse(text);
    },
  };
}
export type SessionStore = ReturnType<typeof createSessionStore>;
