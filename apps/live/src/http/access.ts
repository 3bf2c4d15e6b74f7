import type { ApiKeys, KeptScreen, Screens } from "@nhip/backbone";
import { AppError, SCREEN_COOKIE, SESSION_COOKIE, type Caller } from "@nhip/contracts";
import { refusalOf } from "@nhip/domain";
import type { People } from "@nhip/people";
import { cookieIn } from "./cookies.ts";

/** A revoked key, session or screen is noticed within this. */
const CACHE_MS = 2_000;
const MAX_CACHED = 5_000;

type Headers = Record<string, string | string[] | undefined>;
const NOBODY: Caller = { kind: "nobody" };

/** Who asks: by session cookie, by the token of a key, or by a screen's own credential. What they may do is the policy's (`@nhip/domain`). */
export function createAccess(deps: {
  apiKeys: ApiKeys;
  people: People;
  screens: Screens;
  now: () => number;
}) {
  const cache = new Map<string, { at: number; caller: Caller | undefined }>();

  /** Looks a token up, at most once in two seconds. */
  async function known(token: string, find: () => Promise<Caller | undefined>): Promise<Caller | undefined> {
    const cached = cache.get(token);
    if (cached && deps.now() - cached.at < CACHE_MS) return cached.caller;
    const caller = await find();
    if (cache.size >= MAX_CACHED) cache.clear();
    cache.set(token, { at: deps.now(), caller });
    return caller;
  }

  async function ofKey(token: string): Promise<Caller | undefined> {
    const key = await deps.apiKeys.find(token);
    if (!key) return undefined;
    if (key.scope !== "read") throw new AppError("scope-not-allowed");
    return { kind: "key", id: key.id, wards: key.wards };
  }

  async function ofScreen(token: string): Promise<Caller | undefined> {
    const screen = await deps.screens.ofToken(token, deps.now());
    return screen && screenCaller(screen);
  }

  /**
   * Who sent this. Rejects with AppError("unauthorized") where a token is sent that stands for nobody. `isFresh`: what a
   * session stands for is read anew, so that a changed role holds at the next request.
   */
  async function of(
    headers: Headers,
    token = bearer(headers["authorization"]),
    isFresh = true,
  ): Promise<Caller> {
    if (token !== undefined) {
      const caller = await known(token, async () => (await ofKey(token)) ?? (await ofScreen(token)));
      if (!caller) throw new AppError("unauthorized");
      return caller;
    }
    const session = cookieIn(headers["cookie"], SESSION_COOKIE);
    if (session !== undefined) {
      const find = () => deps.people.callerOf(session);
      const person = await (isFresh ? find() : known(session, find));
      if (person) return person;
    }
    const screen = cookieIn(headers["cookie"], SCREEN_COOKIE);
    return (screen && (await known(screen, () => ofScreen(screen)))) || NOBODY;
  }

  return {
    of,

    /** Looks a token up anew at the next request: its session was ended here. */
    forget: (token: string): void => void cache.delete(token),

    /**
     * Who is at the other end of a socket by now. A screen renews its credential while its line stays open with the old one,
     * so it is known by its id.
     */
    async again(
      handshake: { headers: Headers; auth: Record<string, unknown> },
      before: Caller,
    ): Promise<Caller> {
      if (before.kind !== "screen") return this.ofSocket(handshake);
      const screen = await deps.screens.find(before.id);
      if (!screen) throw new AppError("unauthorized");
      return screenCaller(screen);
    },
    /** The same for everybody: sessions of somebody were ended, or what they stand for has changed. */
    forgetAll: (): void => cache.clear(),

    /** Who connects a socket; a page of a foreign origin is refused before anything else (pitfall H3). */
    async ofSocket(handshake: { headers: Headers; auth: Record<string, unknown> }): Promise<Caller> {
      const { origin, host } = handshake.headers;
      if (typeof origin === "string" && hostOf(origin) !== host) throw new AppError("foreign-origin");
      const { token } = handshake.auth;
      const caller = await of(handshake.headers, typeof token === "string" ? token : undefined, false);
      const refusal = refusalOf(caller, "socket connect");
      if (refusal) throw new AppError(refusal);
      return caller;
    },
  };
}
export type Access = ReturnType<typeof createAccess>;

function screenCaller({ id, setup }: KeptScreen): Caller {
  return { kind: "screen", id, name: setup.name, wards: [setup.ward] };
}

/** The token of an `Authorization: Bearer` header. */
function bearer(header: string | string[] | undefined): string | undefined {
  return typeof header === "string" ? /^Bearer\s+(\S+)$/i.exec(header)?.[1] : undefined;
}

/** The host of an `Origin` header. */
export function hostOf(origin: string): string | undefined {
  try {
    return new URL(origin).host;
  } catch {
    return undefined;
  }
}
