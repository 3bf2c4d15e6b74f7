import type { KeptScreen, Pairings, Screens, Wards } from "@nhip/backbone";
import {
  AppError,
  SCREEN_COOKIE,
  pairingCode,
  personalDataIn,
  type PairingAnswer,
  type PairingCode,
  type ScreenAnswer,
  type ScreenCommand,
  type ScreenList,
  type ScreenSetup,
} from "@nhip/contracts";
import { coversWard, formatInstant } from "@nhip/domain";
import type { Context, Hono } from "hono";
import type { z } from "zod";
import type { Access } from "./access.ts";
import type { LiveEnv } from "./app.ts";
import { addressOf } from "./address.ts";
import { boundedBody } from "./bounded-body.ts";
import { cookieIn, giveCookie } from "./cookies.ts";
import { Ask, Claim, Life, Secret, Setup } from "./screen-bodies.ts";
import { ordersAfter, ordersAt, rowOf, viewOf } from "./screen-view.ts";

const MAX_BODY_BYTES = 4_096;
/** The longest that browsers keep a cookie; it is given anew with each renewal. */
const COOKIE_SECONDS = 400 * 86_400;

export type ScreenDeps = {
  screens: Screens;
  pairings: Pairings;
  access: Access;
  wards: Wards;
  publicUrl: string;
  version: string;
  now: () => number;
};

/** Wall displays: how one is paired, what it is told, and who looks after it. */
export function addScreenRoutes(app: Hono<LiveEnv>, deps: ScreenDeps): void {
  const { screens, pairings, now } = deps;
  const limit = boundedBody(MAX_BODY_BYTES);
  const give = (c: Context, token: string): void =>
    giveCookie(c, deps.publicUrl, { name: SCREEN_COOKIE, value: token, maxAgeSeconds: COOKIE_SECONDS });
  const tell = (screen: KeptScreen, command: Omit<ScreenCommand, "screen">): Promise<void> =>
    screens.tell({ id: screen.id, command: { ...command, screen: viewOf(screen, now()) } });

  /** The screen of a path; of another ward it is not there. */
  async function asked(c: Context<LiveEnv>): Promise<KeptScreen> {
    const screen = await screens.find(c.req.param("id") ?? "");
    if (!screen || !coversWard(c.get("caller"), screen.setup.ward)) throw new AppError("not-found");
    return screen;
  }
  async function checked(c: Context<LiveEnv>, setup: ScreenSetup): Promise<ScreenSetup> {
    if (!coversWard(c.get("caller"), setup.ward)) throw new AppError("ward-not-allowed");
    if (!(await deps.wards.list()).some(({ id }) => id === setup.ward)) throw new AppError("unknown-ward");
    if (personalDataIn(setup.notice, "prose") ?? personalDataIn(setup.name, "prose"))
      throw new AppError("personal-data");
    return setup;
  }

  app.post("/api/v1/pairing", limit, async (c) => {
    const { code, secret, expiresAt } = await pairings.open(addressOf(c), now());
    const answer: PairingCode = { code, secret, expiresAt: formatInstant(expiresAt) };
    return c.json(answer);
  });

  app.post("/api/v1/pairing/poll", limit, async (c) => {
    const { secret } = await bodyOf(c, Secret);
    const claimed = await pairings.look(secret);
    // Asked again where the answer was lost: another credential takes the place of the one that never arrived.
    const token = typeof claimed === "string" ? await screens.issue(claimed, now()) : undefined;
    if (token !== undefined) give(c, token);
    const answer: PairingAnswer = {
      state: claimed === null ? "waiting" : token === undefined ? "over" : "claimed",
    };
    return c.json(answer);
  });

  app.get("/api/v1/screen", async (c) => {
    const caller = c.get("caller");
    const screen = caller.kind === "screen" ? await screens.find(caller.id) : undefined;
    const answer: ScreenAnswer = { screen: screen ? viewOf(screen, now()) : null };
    return c.json(answer);
  });

  app.post("/api/v1/screen/alive", limit, async (c) => {
    const life = await bodyOf(c, Life);
    const caller = c.get("caller");
    const at = now();
    const screen = caller.kind === "screen" ? await screens.find(caller.id) : undefined;
    if (!screen) throw new AppError("unauthorized");
    await screens.noteLife(screen.id, { ...life, at });
    const token = cookieIn(c.req.header("cookie"), SCREEN_COOKIE);
    const next = token === undefined ? undefined : await screens.renew(token, at);
    if (next !== undefined) give(c, next);
    const { hold } = ordersAt(screen.orders, at);
    if (hold?.scene !== null || life.scene === null) return c.json(viewOf(screen, at));
    const { scene } = life;
    const held = await screens.change(screen.id, (one) => ({
      ...one,
      orders: { ...one.orders, hold: one.orders.hold && { ...one.orders.hold, scene } },
    }));
    return c.json(viewOf(held?.after ?? screen, at));
  });

  app.get("/api/v1/screens", async (c) => {
    const caller = c.get("caller");
    const [all, lives] = await Promise.all([screens.list(), screens.lives()]);
    const answer: ScreenList = {
      at: formatInstant(now()),
      version: deps.version,
      screens: all
        .filter(({ setup }) => coversWard(caller, setup.ward))
        .map((screen) => rowOf(screen, lives.get(screen.id), now())),
    };
    return c.json(answer);
  });

  app.post("/api/v1/screens", limit, async (c) => {
    const body = await bodyOf(c, Claim);
    const caller = c.get("caller");
    const code = pairingCode(body.code);
    if (code === null || caller.kind !== "person") throw new AppError("invalid-value");
    const setup = await checked(c, body.setup);
    let made: KeptScreen | undefined;
    await pairings.claim(code, caller.id, async () => {
      made = await screens.add(setup, caller.name, now());
      return made.id;
    });
    c.set("particulars", { what: "screen.claim", wards: [setup.ward], target: setup.name, after: setup });
    return c.json(made ? rowOf(made, undefined, now()) : null);
  });

  app.put("/api/v1/screens/:id", limit, async (c) => {
    const screen = await asked(c);
    const setup = await checked(c, await bodyOf(c, Setup));
    const changed = await screens.change(screen.id, (one) => ({ ...one, setup }));
    if (!changed) throw new AppError("not-found");
    await tell(changed.after, { do: "setup" });
    c.set("particulars", {
      what: "screen.change",
      wards: [screen.setup.ward, setup.ward],
      target: setup.name,
      before: changed.before.setup,
      after: setup,
    });
    return c.json(viewOf(changed.after, now()));
  });

  app.delete("/api/v1/screens/:id", async (c) => {
    const screen = await asked(c);
    await screens.remove(screen.id);
    await screens.tell({ id: screen.id, command: null });
    c.set("particulars", {
      what: "screen.revoke",
      wards: [screen.setup.ward],
      target: screen.setup.name,
      before: screen.setup,
    });
    return c.json({ ok: true });
  });

  app.post("/api/v1/screens/:id/command", limit, async (c) => {
    const screen = await asked(c);
    const ask = await bodyOf(c, Ask);
    if (ask.do === "message" && personalDataIn(ask.text, "prose")) throw new AppError("personal-data");
    const changed = await screens.change(screen.id, (one) => ({
      ...one,
      orders: ordersAfter(one.orders, ask, one.setup.scenes, now()),
    }));
    if (!changed) throw new AppError("not-found");
    await tell(changed.after, ask.do === "show" ? { do: "show", scene: ask.scene } : { do: ask.do });
    c.set("particulars", {
      what: `screen.${ask.do}`,
      wards: [screen.setup.ward],
      target: screen.setup.name,
      after: ask,
    });
    return c.json(viewOf(changed.after, now()));
  });

  async function bodyOf<T>(c: Context<LiveEnv>, schema: z.ZodType<T>): Promise<T> {
    const body: unknown = await c.req.json().catch(() => {
      throw new AppError("unreadable");
    });
    const parsed = schema.safeParse(body);
    if (!parsed.success) throw new AppError("invalid-value");
    return parsed.data;
  }
}
