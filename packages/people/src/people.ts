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
import { accountName } from "./names.ts";

/** A sign of life is noted at most so often. */
const TOUCH_EVERY_MS = 60_000;
const INVITATION_LIVES_MS = 7 * 86_400_000;

export type NewAccount = { name: string; role: Role; wards: string[] | null; units?: string[] };
/** Where a request comes from, for the list of one's sessions. */
export type Whence = { address: string; device: string };

/** Accounts and their sessions: who may come in, and as whom. `now` is milliseconds since the epoch. */
export function createPeople({ redis, keys, now }: { redis: Redis; keys: Keys; now: () => number }) {
  const accounts = createAccounts(redis, keys);
  const sessions = createSessionStore(redis, keys);

  return {
    accounts,
    sessions,

    /**
     * Makes an account without a password; see {@link invite}. Throws AppError("invalid-value") for a name or units that do
     * not go with the role, AppError("name-taken").
     */
    async add({ name, role, wards, units = [] }: NewAccount): Promise<Account> {
      if (UNIT_ROLES.includes(role) !== units.length > 0)
        throw new AppError("invalid-value", `${role} ${units.length > 0 ? "has no units" : "needs a unit"}`);
      const account: Account = {
        id: newId(),
        name: accountName(name),
        role,
        wards,
        units,
        password: null,
        secondFactor: null,
        recovery: [],
        subject: null,
        disabled: false,
        createdAt: now(),
      };
      if (!(await accounts.add(account))) throw new AppError("name-taken");
      return account;
    },

    /** A token for a link by which somebody sets the password of an account, once, within a week. */
    invite: (account: string): Promise<string> =>
      sessions.issueTicket({ for: "password", account }, INVITATION_LIVES_MS),

    /** Opens a session of an account and resolves to its token. */
    async open(account: Account, whence: Whence): Promise<string> {
      const about = { account: account.id, ...whence };
      const { token } = await sessions.open(about, SESSION_LIMITS[account.role], now());
      return token;
    },

    /** Who a session's token stands for; `undefined` where it has ended or the account was switched off. */
    async callerOf(token: string): Promise<Extract<Caller, { kind: "person" }> | undefined> {
      const session = await sessions.find(token);
      const account = session && (await accounts.find(session.account));
      if (!account || account.disabled) return undefined;
      await keepAlive(token, session, account);
      const { id, name, role, wards, units } = account;
      return { kind: "person", id, name, role, wards, units, session: session.id };
    },
  };

  async function keepAlive(token: string, session: Session, { role }: Account): Promise<void> {
    const at = now();
    if (at - session.seenAt >= TOUCH_EVERY_MS) await sessions.touch(token, session, SESSION_LIMITS[role], at);
  }
}
export type People = ReturnType<typeof createPeople>;
