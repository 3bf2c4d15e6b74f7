import { newId, type Account, type Accounts, type SessionStore } from "@nhip/backbone";
import { AppError } from "@nhip/contracts";
import { hashPassword } from "./passwords.ts";

const INVITATION_LIVES_MS = 7 * 86_400_000;

/** Links by which the owner of an account, and nobody else, sets how to sign in. */
export function createInvitations({ accounts, sessions }: { accounts: Accounts; sessions: SessionStore }) {
  /** The account of a ticket where it is still good. Throws AppError("link-used"). */
  async function accountOf(about: unknown): Promise<Account> {
    const account = isInvitation(about) ? await accounts.find(about.account) : undefined;
    if (!account || account.disabled || !isInvitation(about) || about.stamp !== account.invitation)
      throw new AppError("link-used");
    return account;
  }
  /** Uses a link up; of several at once, one gets its account. */
  const use = async (token: string): Promise<Account> => accountOf(await sessions.useTicket(token));

  return {
    /** A token for a link to an account, good once, for a week; links before it work no more. */
    async issue(account: string): Promise<string> {
      const stamp = newId();
      const changed = await accounts.change(account, (one) => ({ ...one, invitation: stamp }));
      if (changed === undefined) throw new AppError("not-found");
      return sessions.issueTicket({ for: "password", account, stamp }, INVITATION_LIVES_MS);
    },

    /** Whom a link is for. Throws AppError("link-used") where it was used, has ended, or a newer one was made. */
    look: async (token: string): Promise<Account> => accountOf(await sessions.lookAtTicket(token)),

    /**
     * Sets the password, uses the link up and ends every session of the account. Throws AppError("link-used"),
     * AppError("weak-password"); a weak password leaves the link as it was.
     */
    async setPassword(token: string, password: string): Promise<Account> {
      const { name } = await accountOf(await sessions.lookAtTicket(token));
      const hashed = await hashPassword(password, name);
      const { id } = await use(token);
      return changed(id, (one) => ({ ...one, password: hashed, invitation: null }));
    },

    /** Ties the account to somebody at the single sign-on in place of a password. Throws as {@link setPassword}, "name-taken". */
    async tie(token: string, subject: string): Promise<Account> {
      const { id } = await use(token);
      return changed(id, (one) => ({ ...one, subject, invitation: null }));
    },
  };

  async function changed(id: string, change: (account: Account) => Account): Promise<Account> {
    const outcome = await accounts.change(id, change);
    if (outcome === undefined) throw new AppError("link-used");
    if (typeof outcome === "string") throw new AppError("name-taken");
    await sessions.endAll(id);
    return outcome.after;
  }
}
export type Invitations = ReturnType<typeof createInvitations>;

function isInvitation(about: unknown): about is { account: string; stamp: string } {
  return typeof about === "object" && about !== null && "for" in about && about.for === "password";
}
