import type { Role } from "@nhip/contracts";
import type { Redis } from "./connection.ts";
import type { Keys } from "./keys.ts";
import { script } from "./script.ts";

/**
 * An account as it is kept. `password` is an argon2id hash in its own encoding, `null` before the first one is set;
 * `secondFactor` the base32 secret of the confirmed TOTP; `recovery` digests of codes that work once; `subject` who this is
 * at the single sign-on, `issuer|sub`; `factorStep` the last TOTP step of which a code was used, so that each works once;
 * `invitation` the stamp of the newest link, the only one that works. No citizen is here, and of an official only the name
 * of the account.
 */
export type Account = {
  id: string;
  name: string;
  role: Role;
  wards: string[] | null;
  units: string[];
  password: string | null;
  secondFactor: string | null;
  recovery: string[];
  factorStep: number;
  invitation: string | null;
  subject: string | null;
  disabled: boolean;
  createdAt: number;
};

/**
 * KEYS  1 accounts · 2 names · 3 subjects
 * ARGV  1 id · 2 the account as it is now, empty for none · 3 the account as it becomes · 4 and 5 its name now and then ·
 *       6 and 7 its subject now and then; empty for none
 * Returns { 1 } done, { 0 } somebody was faster, { -1 } the name is another's, { -2 } the subject is.
 */
const PUT_LUA = `
local now = redis.call('HGET', KEYS[1], ARGV[1]) or ''
if now ~= ARGV[2] then return { 0 } end
local holder = redis.call('HGET', KEYS[2], ARGV[5])
if holder and holder ~= ARGV[1] then return { -1 } end
if ARGV[7] ~= '' then
  local tied = redis.call('HGET', KEYS[3], ARGV[7])
  if tied and tied ~= ARGV[1] then return { -2 } end
end
if ARGV[4] ~= '' and ARGV[4] ~= ARGV[5] then redis.call('HDEL', KEYS[2], ARGV[4]) end
if ARGV[6] ~= '' and ARGV[6] ~= ARGV[7] then redis.call('HDEL', KEYS[3], ARGV[6]) end
redis.call('HSET', KEYS[2], ARGV[5], ARGV[1])
if ARGV[7] ~= '' then redis.call('HSET', KEYS[3], ARGV[7], ARGV[1]) end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[3])
return { 1 }
`;
const putScript = script(PUT_LUA);

/** The accounts of this house; names are unique. Every method rejects when Redis does. */
export function createAccounts(redis: Redis, keys: Keys) {
  const read = async (id: string): Promise<{ text: string; account: Account } | undefined> => {
    const text = await redis.hget(keys.accounts, id);
    return text === null ? undefined : { text, account: parse(text) };
  };
  const put = async (text: string, before: Account | null, after: Account): Promise<unknown> => {
    const [done] = await putScript(
      redis,
      [keys.accounts, keys.accountNames, keys.accountSubjects],
      [
        after.id,
        text,
        JSON.stringify(after),
        before?.name ?? "",
        after.name,
        before?.subject ?? "",
        after.subject ?? "",
      ],
    );
    return done;
  };

  return {
    async list(): Promise<Account[]> {
      const all = await redis.hgetall(keys.accounts);
      return Object.values(all)
        .map(parse)
        .toSorted((a, b) => a.name.localeCompare(b.name, "vi"));
    },

    async count(): Promise<number> {
      return redis.hlen(keys.accounts);
    },

    async find(id: string): Promise<Account | undefined> {
      return (await read(id))?.account;
    },

    async findByName(name: string): Promise<Account | undefined> {
      const id = await redis.hget(keys.accountNames, name);
      return id === null ? undefined : (await read(id))?.account;
    },

    /** The account that is tied to somebody at the single sign-on, `issuer|sub`. */
    async findBySubject(subject: string): Promise<Account | undefined> {
      const id = await redis.hget(keys.accountSubjects, subject);
      return id === null ? undefined : (await read(id))?.account;
    },

    /** Keeps a new account; `false` where the name is another's. */
    async add(account: Account): Promise<boolean> {
      return (await put("", null, account)) === 1;
    },

    /**
     * Changes one account and resolves to what it was and what it became, or to `undefined` where there is none;
     * `"name-taken"` or `"subject-taken"` where it asks for what is another's. `change` may be called again when somebody else was faster.
     */
    async change(
      id: string,
      change: (account: Account) => Account,
    ): Promise<{ before: Account; after: Account } | "name-taken" | "subject-taken" | undefined> {
      for (;;) {
        const now = await read(id);
        if (!now) return undefined;
        const after = { ...change(now.account), id };
        const done = await put(now.text, now.account, after);
        if (done === 1) return { before: now.account, after };
        if (done === -1) return "name-taken";
        if (done === -2) return "subject-taken";
      }
    },
  };
}
export type Accounts = ReturnType<typeof createAccounts>;

/** Guarantee: only {@link createAccounts} writes these. */
function parse(text: string): Account {
  const kept = JSON.parse(text) as Omit<Account, "factorStep" | "invitation"> & Partial<Account>;
  return { factorStep: 0, invitation: null, ...kept };
}
