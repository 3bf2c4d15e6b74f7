import { randomInt } from "node:crypto";
import {
  createAccounts,
  createSessionStore,
  newId,
  type Account,
  type Keys,
  type Redis,
  type Session,
} from "@nhip/backbone";
import { AppError, UNIT_ROLES, type Caller, type Role } from "@nhip/contracts";
import { SESSION_LIMITS } from "@nhip/domain";
import { createInvitations } from "./invitations.ts";
import { accountName } from "./names.ts";
import { hashPassword, isPassword } from "./passwords.ts";
import { createSecondFactor, withoutFactor } from "./second-factor.ts";
import { createSignIn } from "./sign-in.ts";

/** A sign of life is noted at most so often. */
const TOUCH_EVERY_MS = 60_000;

export type NewAccount = { name: string; role: Role; wards: string[] | null; units?: string[] };
/** Where a request comes from, for the list of one's sessions. */
export type Whence = { address: string; device: string };
/** What an account was and what it became, for the audit log. */
export type Changed = { before: Account; after: Account };

export type PeopleDeps = {
  redis: Redis;
  keys: Keys;
  /** Milliseconds since the epoch. */
  now: () => number;
  /** Roles for which the second factor is compulsory. */
  secondFactorFor?: readonly Role[];
};

/** Accounts and their sessions: who may come in, and as whom. Every method rejects when the store does. */
export function createPeople({ redis, keys, now, secondFactorFor = [] }: PeopleDeps) {
  const accounts = createAccounts(redis, keys);
  const sessions = createSessionStore(redis, keys);
  const invitations = createInvitations({ accounts, sessions });
  const factor = createSecondFactor({ accounts, sessions, now, randomInt });

  const signIn = createSignIn({ redis, keys, accounts, factor, now });

  /** Throws AppError("not-found"), AppError("name-taken") where what is asked for is another's. */
  async function change(id: string, to: (account: Account) => Account): Promise<Changed> {
    const outcome = await accounts.change(id, to);
    if (outcome === undefined) throw new AppError("not-found");
    if (typeof outcome === "string") throw new AppError("name-taken");
    return outcome;
  }
  const owes = ({ role, secondFactor }: Account): boolean =>
    secondFactor === null && secondFactorFor.includes(role);

  return {
    accounts,
    sessions,
    invitations,
    factor,
    signIn,

    /**
     * Makes an account without a password; see {@link invite}. Throws AppError("invalid-value") for a name or units that do
     * not go with the role, AppError("name-taken").
     */
    async add({ name, role, wards, units = [] }: NewAccount): Promise<Account> {
      checkUnits(role, units);
      const account: Account = {
        id: newId(),
        name: accountName(name),
        role,
        wards,
        units,
        password: null,
        secondFactor: null,
        recovery: [],
        factorStep: 0,
        invitation: null,
        subject: null,
        disabled: false,
        createdAt: now(),
      };
      if (!(await accounts.add(account))) throw new AppError("name-taken");
      return account;
    },

    /** A token for a link `/moi#…` by which somebody sets the password of an account, once, within a week. */
    invite: invitations.issue,

    /** Shuts an account and ends its sessions; links to it work no more. Throws AppError("not-found"). */
    async disable(id: string): Promise<Changed> {
      const changed = await change(id, (one) => ({ ...one, disabled: true, invitation: null }));
      await sessions.endAll(id);
      return changed;
    },

    /** Opens an account again, with the password that it had. Throws AppError("not-found"). */
    enable: (id: string): Promise<Changed> => change(id, (one) => ({ ...one, disabled: false })),

    /** What somebody may do from the next request on. Throws AppError("not-found"), AppError("invalid-value") for units. */
    async changeRole(
      id: string,
      { role, wards, units = [] }: Pick<NewAccount, "role" | "wards" | "units">,
    ): Promise<Changed> {
      checkUnits(role, units);
      return change(id, (one) => ({ ...one, role, wards, units }));
    },

    /** Takes the second factor away, for somebody who lost the phone and the codes. Throws AppError("not-found"). */
    resetFactor: (id: string): Promise<Changed> => change(id, withoutFactor),

    /** Sets a new password and ends all sessions but one. Throws AppError("wrong-credentials"), AppError("weak-password"). */
    async changePassword(account: Account, typed: { old: string; new: string }, session: string) {
      const hashed = await hashPassword(typed.new, account.name);
      await signIn.own(account, () => provePassword(account, typed.old));
      await change(account.id, (one) => ({ ...one, password: hashed, invitation: null }));
      await sessions.endAll(account.id, session);
    },

    /**
     * Takes one's own second factor away. Asks for the password, or for a code where there is none. Throws
     * AppError("wrong-credentials"), AppError("wrong-code"), AppError("rate-limited").
     */
    async dropFactor(account: Account, typed: { password: string; code: string }): Promise<void> {
      await signIn.own(account, async () => {
        if (account.password !== null) await provePassword(account, typed.password);
        else if (!(await factor.use(account, typed.code))) throw new AppError("wrong-code");
      });
      await change(account.id, withoutFactor);
    },

    /** Passes where a password is that of an account that has one. Throws AppError("wrong-credentials"), "rate-limited". */
    prove: (account: Account, password: string): Promise<void> =>
      signIn.own(account, () => provePassword(account, password)),

    /** Ties an account to somebody at the single sign-on, or to nobody. Throws AppError("name-taken") where it is another's. */
    tie: (id: string, subject: string | null): Promise<Changed> => change(id, (one) => ({ ...one, subject })),

    /** True where somebody has to set up a second factor before anything else. */
    owesSecondFactor: owes,

    /** Opens a session of an account and resolves to its token. */
    async open(account: Account, whence: Whence, by?: Session["by"]): Promise<string> {
      const about = { account: account.id, ...whence, ...(by === undefined ? {} : { by }) };
      const { token } = await sessions.open(about, SESSION_LIMITS[account.role], now());
      return token;
    },

    /** Who a session's token stands for; `undefined` where it has ended or the account was switched off. */
    async callerOf(token: string): Promise<Extract<Caller, { kind: "person" }> | undefined> {
      const session = await sessions.find(token);
      const account = session && (await accounts.find(session.account));
      if (!account || account.disabled || isOver(session, account.role)) return undefined;
      await keepAlive(token, session, account);
      const { id, name, role, wards, units } = account;
      const owesIt = session.by !== "single-sign-on" && owes(account);
      const owing = owesIt ? { owesSecondFactor: true } : {};
      return { kind: "person", id, name, role, wards, units, session: session.id, ...owing };
    },
  };

  /** By our own clock, and by the limits of what the person is now: a role may have become a stricter one. */
  function isOver({ createdAt, seenAt }: Session, role: Role): boolean {
    const { idleMs, absoluteMs } = SESSION_LIMITS[role];
    return now() - seenAt >= idleMs || now() - createdAt >= absoluteMs;
  }

  async function keepAlive(token: string, session: Session, { role }: Account): Promise<void> {
    const at = now();
    if (at - session.seenAt >= TOUCH_EVERY_MS) await sessions.touch(token, session, SESSION_LIMITS[role], at);
  }
}
export type People = ReturnType<typeof createPeople>;

async function provePassword({ password }: Account, typed: string): Promise<void> {
  if (password !== null && !(await isPassword(typed, password))) throw new AppError("wrong-credentials");
}

function checkUnits(role: Role, units: readonly string[]): void {
  if (UNIT_ROLES.includes(role) !== units.length > 0)
    throw new AppError("invalid-value", `${role} ${units.length > 0 ? "has no units" : "needs a unit"}`);
}
