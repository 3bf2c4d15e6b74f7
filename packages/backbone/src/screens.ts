import { timingSafeEqual } from "node:crypto";
import type { ScreenCommand, ScreenLife, ScreenOrders, ScreenSetup } from "@nhip/contracts";
import type { Redis } from "./connection.ts";
import type { Keys } from "./keys.ts";
import { script } from "./script.ts";
import { digestOf, newId, newSecret } from "./secret.ts";

/** A credential is renewed when it is this old. */
const RENEW_AFTER_MS = 24 * 3_600_000;
/** Once the new one was used, the one before is good for what is under way. */
const GRACE_MS = 10 * 60_000;

/** One credential: `used` once the screen has shown that it has it; `until` null where it has no end. */
type KeptToken = { digest: string; issuedAt: number; used: boolean; until: number | null };
/** A wall display as it is kept; times are milliseconds since the epoch. The newest credential comes first. */
export type KeptScreen = {
  id: string;
  setup: ScreenSetup;
  orders: ScreenOrders;
  createdAt: number;
  by: string;
  tokens: KeptToken[];
};
export type KeptLife = ScreenLife & { at: number };
/** What goes to all live servers: for one screen, or that it was revoked. */
export type ScreenWord = { id: string; command: ScreenCommand | null };

/**
 * KEYS  1 screens
 * ARGV  1 id · 2 the screen as it is now, empty for none · 3 as it becomes, empty for gone
 * Returns { 1 } done, { 0 } somebody was faster.
 */
const PUT_LUA = `
local now = redis.call('HGET', KEYS[1], ARGV[1]) or ''
if now ~= ARGV[2] then return { 0 } end
if ARGV[3] == '' then redis.call('HDEL', KEYS[1], ARGV[1])
else redis.call('HSET', KEYS[1], ARGV[1], ARGV[3]) end
return { 1 }
`;
const putScript = script(PUT_LUA);

/**
 * The wall displays of this house with their credentials, which are kept as digests. A credential has no end of its own: it
 * is renewed each day, and the old one stays good until the new one was used, so that an answer that is lost on its way, or
 * a screen that is switched off in between, locks nobody out. Every method rejects when Redis does.
 */
export function createScreens(redis: Redis, keys: Keys) {
  const read = async (id: string): Promise<{ text: string; screen: KeptScreen } | undefined> => {
    const text = await redis.hget(keys.screens, id);
    return text === null ? undefined : { text, screen: parse(text) };
  };

  async function change(
    id: string,
    to: (screen: KeptScreen) => KeptScreen,
  ): Promise<{ before: KeptScreen; after: KeptScreen } | undefined> {
    for (;;) {
      const now = await read(id);
      if (!now) return undefined;
      const after = { ...to(now.screen), id };
      const [done] = await putScript(redis, [keys.screens], [id, now.text, JSON.stringify(after)]);
      if (done === 1) return { before: now.screen, after };
    }
  }

  /** Gives a screen a new credential in front of those that it may still have. */
  async function issue(id: string, now: number): Promise<string | undefined> {
    const token = `${id}.${newSecret()}`;
    const fresh: KeptToken = { digest: digestOf(token), issuedAt: now, used: false, until: null };
    const changed = await change(id, (screen) => ({
      ...screen,
      // One that was sent and never used is lost.
      tokens: [fresh, ...screen.tokens.filter((one) => one.used && (one.until ?? Infinity) > now)].slice(
        0,
        3,
      ),
    }));
    return changed && token;
  }

  return {
    async list(): Promise<KeptScreen[]> {
      const all = await redis.hgetall(keys.screens);
      return Object.values(all)
        .map(parse)
        .toSorted((a, b) => a.setup.name.localeCompare(b.setup.name, "vi"));
    },

    find: async (id: string): Promise<KeptScreen | undefined> => (await read(id))?.screen,

    /** The screen that a credential stands for. */
    async ofToken(token: string, now: number): Promise<KeptScreen | undefined> {
      const screen = (await read(idIn(token)))?.screen;
      return screen && tokenOf(screen, token, now) ? screen : undefined;
    },

    async add(setup: ScreenSetup, by: string, now: number): Promise<KeptScreen> {
      const orders: ScreenOrders = { hold: null, message: null };
      const screen: KeptScreen = { id: newId(), setup, orders, createdAt: now, by, tokens: [] };
      await redis.hset(keys.screens, screen.id, JSON.stringify(screen));
      return screen;
    },

    change,
    issue,

    /** Notes that a credential is in use, and resolves to its successor where it is time for one. */
    async renew(token: string, now: number): Promise<string | undefined> {
      const screen = (await read(idIn(token)))?.screen;
      const shown = screen && tokenOf(screen, token, now);
      if (!screen || !shown) return undefined;
      if (!shown.used || screen.tokens.length > 1) await settle(screen.id, shown.digest, now);
      const isNewest = screen.tokens[0]?.digest === shown.digest;
      const isDue = !isNewest ? shown.until === null : now - shown.issuedAt >= RENEW_AFTER_MS;
      return isDue ? issue(screen.id, now) : undefined;
    },

    /** Takes a screen and its credentials away; `undefined` where there is none. */
    async remove(id: string): Promise<KeptScreen | undefined> {
      for (;;) {
        const now = await read(id);
        if (!now) return undefined;
        const [done] = await putScript(redis, [keys.screens], [id, now.text, ""]);
        if (done !== 1) continue;
        await redis.hdel(keys.screenLives, id);
        return now.screen;
      }
    },

    async noteLife(id: string, life: KeptLife): Promise<void> {
      await redis.hset(keys.screenLives, id, JSON.stringify(life));
    },

    async lives(): Promise<Map<string, KeptLife>> {
      const all = await redis.hgetall(keys.screenLives);
      return new Map(Object.entries(all).map(([id, text]) => [id, JSON.parse(text) as KeptLife]));
    },

    /** Tells all live servers. */
    async tell(word: ScreenWord): Promise<void> {
      await redis.publish(keys.screenCommands, JSON.stringify(word));
    },
  };

  /** The newest one was used: those before it end soon. */
  async function settle(id: string, digest: string, now: number): Promise<void> {
    await change(id, (screen) => {
      const isNewest = screen.tokens[0]?.digest === digest;
      const tokens = screen.tokens
        .map((one) => {
          if (one.digest === digest) return { ...one, used: true };
          return isNewest ? { ...one, until: one.until ?? now + GRACE_MS } : one;
        })
        .filter((one) => (one.until ?? Infinity) > now);
      return { ...screen, tokens };
    });
  }
}
export type Screens = ReturnType<typeof createScreens>;

function idIn(token: string): string {
  return token.slice(0, token.indexOf("."));
}

function tokenOf(screen: KeptScreen, token: string, now: number): KeptToken | undefined {
  const digest = Buffer.from(digestOf(token));
  return screen.tokens.find(
    (one) => timingSafeEqual(Buffer.from(one.digest), digest) && (one.until ?? Infinity) > now,
  );
}

/** Guarantee: only {@link createScreens} writes these. */
function parse(text: string): KeptScreen {
  return JSON.parse(text) as KeptScreen;
}
