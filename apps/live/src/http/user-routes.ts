import type { Account, Wards } from "@nhip/backbone";
import {
  AppError,
  ROLES,
  UNIT_ROLES,
  type IssuedInvitation,
  type UserGrant,
  type UserPage,
  type UserRow,
} from "@nhip/contracts";
import { accountRefusal, coversAll, formatInstant, leavesNone } from "@nhip/domain";
import type { Changed, People } from "@nhip/people";
import type { Context, Hono } from "hono";
import { z } from "zod";
import type { LiveEnv } from "./app.ts";
import { boundedBody } from "./bounded-body.ts";

const MAX_BODY_BYTES = 16_384;
const PAGE = 100;

const Grant = z.object({
  role: z.enum(ROLES),
  wards: z.array(z.string().max(60)).min(1).max(200).nullable(),
  units: z.array(z.string().max(60)).max(100).default([]),
});
const NewUser = Grant.extend({ name: z.string().max(200) });
const Question = z.object({
  q: z.string().trim().toLowerCase().max(80).optional(),
  role: z.enum(ROLES).optional(),
  ward: z.string().max(60).optional(),
  unit: z.string().max(60).optional(),
  cursor: z.string().max(80).optional(),
});

export type UserDeps = { people: People; publicUrl: string; wards: Wards };

/** Accounts, as administrators manage them: each those of the own wards. What is changed is in force within 5 s. */
export function addUserRoutes(app: Hono<LiveEnv>, { people, publicUrl, wards }: UserDeps): void {
  const path = "/api/v1/users";
  const limit = boundedBody(MAX_BODY_BYTES);
  const { accounts, sessions } = people;

  app.get(path, async (c) => {
    const asked = Question.safeParse(c.req.query());
    if (!asked.success) throw new AppError("invalid-value");
    const caller = c.get("caller");
    const { q, role, ward, unit, cursor } = asked.data;
    const mine = (await accounts.list()).filter((account) => coversAll(caller, account.wards));
    const found = mine.filter(
      (account) =>
        (!q || account.name.includes(q.normalize("NFC"))) &&
        (!role || account.role === role) &&
        (!ward || account.wards === null || account.wards.includes(ward)) &&
        (!unit || account.units.includes(unit)),
    );
    const start = cursor ? found.findIndex(({ id }) => id === cursor) + 1 : 0;
    const shown = found.slice(start, start + PAGE);
    const answer: UserPage = {
      users: await Promise.all(shown.map((account) => rowOf(c, account))),
      total: found.length,
      all: mine.length,
      cursor: start + PAGE < found.length ? (shown.at(-1)?.id ?? null) : null,
    };
    return c.json(answer);
  });

  app.post(path, limit, async (c) => {
    const body = await bodyOf(c, NewUser);
    await check(c, body);
    const account = await people.add(body);
    const { role, units } = account;
    c.set("particulars", {
      what: "user.add",
      ...about(account),
      after: { role, wards: account.wards, units },
    });
    return c.json(await invitation(c, account), 201);
  });

  app.put(`${path}/:id`, limit, async (c) => {
    const grant = await bodyOf(c, Grant);
    await check(c, grant);
    const { before, after } = await change(c, grant, ({ id }) => people.changeRole(id, grant));
    c.set("particulars", {
      what: "user.change",
      ...about(after, before),
      before: grantOf(before),
      after: grantOf(after),
    });
    return c.json(await rowOf(c, after));
  });

  app.post(`${path}/:id/disable`, limit, async (c) => {
    const { after } = await change(c, null, ({ id }) => people.disable(id));
    c.set("particulars", { what: "user.disable", ...about(after) });
    return c.json(await rowOf(c, after));
  });

  app.post(`${path}/:id/enable`, limit, async (c) => {
    const account = await managed(c);
    const { after } = await change(c, grantOf(account), ({ id }) => people.enable(id));
    c.set("particulars", { what: "user.enable", ...about(after) });
    return c.json(await rowOf(c, after));
  });

  app.post(`${path}/:id/invite`, limit, async (c) => {
    const account = await managed(c);
    if (account.disabled) throw new AppError("forbidden");
    c.set("particulars", { what: "user.invite", ...about(account) });
    return c.json(await invitation(c, account));
  });

  app.post(`${path}/:id/end-sessions`, limit, async (c) => {
    const account = await managed(c);
    const caller = c.get("caller");
    await sessions.endAll(account.id, caller.kind === "person" ? caller.session : undefined);
    c.set("particulars", { what: "user.end-sessions", ...about(account) });
    return c.json(await rowOf(c, account));
  });

  app.post(`${path}/:id/reset-factor`, limit, async (c) => {
    const account = await managed(c);
    const { after } = await change(c, grantOf(account), ({ id }) => people.resetFactor(id));
    c.set("particulars", { what: "user.reset-factor", ...about(after) });
    return c.json(await rowOf(c, after));
  });

  /** The account of the path, where the caller may manage it; others are not told to exist. */
  async function managed(c: Context<LiveEnv>): Promise<Account> {
    const account = await accounts.find(c.req.param("id") ?? "");
    if (!account || !coversAll(c.get("caller"), account.wards)) throw new AppError("not-found");
    return account;
  }

  /**
   * Changes the account of the path to a standing (`null`: off), where the rules allow it. Of two administrators who take
   * each other's role away at once neither succeeds.
   */
  async function change(
    c: Context<LiveEnv>,
    grant: UserGrant | null,
    to: (account: Account) => Promise<Changed>,
  ): Promise<Changed> {
    const account = await managed(c);
    const refusal = accountRefusal(c.get("caller"), account, grant, await accounts.list());
    if (refusal) throw new AppError(refusal);
    const done = await to(account);
    const { before } = done;
    if (!before.disabled && leavesNone(before, grant, await accounts.list())) {
      const { role, wards: had, units, disabled } = before;
      await accounts.change(account.id, (one) => ({ ...one, role, wards: had, units, disabled }));
      throw new AppError("last-admin");
    }
    return done;
  }

  /** Wards and units that a person is given have to be there, and the caller's to give. */
  async function check(c: Context<LiveEnv>, { role, wards: given, units }: UserGrant): Promise<void> {
    if (!coversAll(c.get("caller"), given)) throw new AppError("ward-not-allowed");
    if (UNIT_ROLES.includes(role) !== units.length > 0) throw new AppError("invalid-value", "units");
    const known = await wards.list();
    const meant = given === null ? known : known.filter(({ id }) => given.includes(id));
    if (given !== null && meant.length < new Set(given).size) throw new AppError("unknown-ward");
    const there = new Set(meant.flatMap((ward) => ward.units.map(({ id }) => id)));
    if (units.some((unit) => !there.has(unit))) throw new AppError("invalid-value", "units");
  }

  async function invitation(c: Context<LiveEnv>, account: Account): Promise<IssuedInvitation> {
    const link = `${publicUrl}/moi#${await people.invite(account.id)}`;
    return { user: await rowOf(c, account), link };
  }

  async function rowOf(c: Context<LiveEnv>, account: Account): Promise<UserRow> {
    const caller = c.get("caller");
    const open = await sessions.of(account.id);
    const seenAt = open[0]?.seenAt;
    return {
      id: account.id,
      name: account.name,
      role: account.role,
      wards: account.wards,
      units: account.units,
      disabled: account.disabled,
      ready: account.password !== null || account.subject !== null,
      secondFactor: account.secondFactor !== null,
      createdAt: formatInstant(account.createdAt),
      lastSeenAt: seenAt === undefined ? null : formatInstant(seenAt),
      sessions: open.length,
      self: caller.kind === "person" && caller.id === account.id,
    };
  }
}

/** What the audit log says an account is: its name, and the wards that it could or can look at. */
function about(account: Account, before = account): { target: string; wards?: readonly string[] } {
  if (account.wards === null || before.wards === null) return { target: account.name };
  return { target: account.name, wards: [...new Set([...before.wards, ...account.wards])] };
}

function grantOf({ role, wards, units }: Account): UserGrant {
  return { role, wards, units };
}

async function bodyOf<T>(c: Context<LiveEnv>, schema: z.ZodType<T>): Promise<T> {
  const body = schema.safeParse(await c.req.json().catch(() => undefined));
  if (!body.success) throw new AppError("invalid-value");
  return body.data;
}
