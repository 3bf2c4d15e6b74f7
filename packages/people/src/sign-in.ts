import {
  createDeviceStore,
  createTries,
  type Account,
  type Accounts,
  type Counter,
  type Keys,
  type Redis,
  type TryLimit,
} from "@nhip/backbone";
import { AppError } from "@nhip/contracts";
import { foldName } from "./names.ts";
import { isPassword } from "./passwords.ts";
import type { SecondFactor } from "./second-factor.ts";

const MINUTE_S = 60;
const HOUR_S = 3_600;
const DAY_S = 24 * HOUR_S;
/**
 * How often one may be wrong. Guessing is slowed to some thirty tries a day for each address and account, and nobody is
 * locked out: a device on which the owner signed in before has counters of its own.
 */
const LIMITS = {
  pair: { tries: 5, windowS: 15 * MINUTE_S, waitS: MINUTE_S },
  pairDay: { tries: 30, windowS: DAY_S, waitS: HOUR_S },
  address: { tries: 100, windowS: HOUR_S, waitS: 10 * MINUTE_S },
  device: { tries: 10, windowS: 15 * MINUTE_S, waitS: MINUTE_S },
  deviceDay: { tries: 60, windowS: DAY_S, waitS: HOUR_S },
  /** Codes from anywhere: reached by those alone who know the password. */
  codes: { tries: 20, windowS: HOUR_S, waitS: 15 * MINUTE_S },
  /** Somebody at an open session who does not know its password. */
  own: { tries: 10, windowS: 15 * MINUTE_S, waitS: 5 * MINUTE_S },
  /** Links that are none. */
  links: { tries: 30, windowS: 15 * MINUTE_S, waitS: 5 * MINUTE_S },
} as const satisfies Record<string, TryLimit>;
type Kind = keyof typeof LIMITS;

export type SignInTyped = { name: string; password: string; code?: string | undefined };
/** `device` is the token of its cookie. */
export type SignInFrom = { address: string; device: string | undefined };
type Deps = { redis: Redis; keys: Keys; accounts: Accounts; factor: SecondFactor; now: () => number };

/** Signing in with what one knows and has, slowed for those who guess. */
export function createSignIn({ redis, keys, accounts, factor, now }: Deps) {
  const tries = createTries<Kind>(redis, keys, LIMITS);
  const devices = createDeviceStore(redis, keys);

  async function countersOf(
    name: string,
    account: Account | undefined,
    { address, device }: SignInFrom,
  ): Promise<{ own: Counter<Kind>[]; shared: Counter<Kind>[] }> {
    if (account && device !== undefined && (await devices.knows(device, account.id))) {
      const of = `${device}|${account.id}`;
      return {
        own: [
          { kind: "device", of },
          { kind: "deviceDay", of },
        ],
        shared: [],
      };
    }
    const network = networkOf(address);
    const of = `${network}|${name}`;
    return {
      own: [
        { kind: "pair", of },
        { kind: "pairDay", of },
      ],
      shared: [
        { kind: "address", of: network },
        ...(account?.secondFactor ? [{ kind: "codes", of: account.id } as const] : []),
      ],
    };
  }

  return {
    /**
     * The account that somebody signs in to. Throws AppError("rate-limited"), AppError("wrong-credentials"), and for those
     * with a second factor AppError("code-needed") and AppError("wrong-code").
     */
    async check(typed: SignInTyped, from: SignInFrom): Promise<Account> {
      const name = foldName(typed.name);
      const account = await accounts.findByName(name);
      const { own, shared } = await countersOf(name, account, from);
      const codes = shared.filter(({ kind }) => kind === "codes");
      const addresses = shared.filter(({ kind }) => kind !== "codes");
      await tries.take([...own, ...addresses]);
      const isRight = await isPassword(typed.password, account?.password ?? null);
      if (!account || !isRight || account.disabled) throw new AppError("wrong-credentials");
      if (account.secondFactor !== null) {
        if (typed.code === undefined || typed.code.trim() === "") {
          await tries.giveBack([...own, ...addresses]);
          throw new AppError("code-needed");
        }
        await tries.take(codes);
        if (!(await factor.use(account, typed.code))) throw new AppError("wrong-code");
        await tries.giveBack(codes);
      }
      await tries.forget(own);
      await tries.giveBack(addresses);
      return account;
    },

    /** Notes that somebody signed in on a device; resolves to the token for its cookie. */
    trust: (account: Account, device: string | undefined): Promise<string> =>
      devices.remember(device, account.id, now()),

    /** Runs a check of somebody's own password or code at an open session. Throws what it throws, AppError("rate-limited"). */
    own: <T>(account: Account, ask: () => Promise<T>): Promise<T> =>
      slowed({ kind: "own", of: account.id }, ask),

    /** Opens a link that somebody brings. Throws what it throws, AppError("rate-limited"). */
    link: <T>(address: string, ask: () => Promise<T>): Promise<T> =>
      slowed({ kind: "links", of: networkOf(address) }, ask),
  };

  /** What goes wrong in `ask` counts. */
  async function slowed<T>(counter: Counter<Kind>, ask: () => Promise<T>): Promise<T> {
    await tries.take([counter]);
    const outcome = await ask();
    await tries.giveBack([counter]);
    return outcome;
  }
}
export type SignIn = ReturnType<typeof createSignIn>;

/** Who has one IPv6 address has its whole network of 64 bits: those count as one. */
export function networkOf(address: string): string {
  if (!address.includes(":")) return address;
  const [head = "", tail] = address.split("::");
  const groups = (part: string): string[] => (part === "" ? [] : part.split(":"));
  const [front, back] = [groups(head), tail === undefined ? [] : groups(tail)];
  const gap = tail === undefined ? 0 : Math.max(0, 8 - front.length - back.length);
  const all = [...front, ...Array.from({ length: gap }, () => "0"), ...back];
  return `${all
    .slice(0, 4)
    .map((group) => group.toLowerCase().replace(/^0+(?=.)/, ""))
    .join(":")}::/64`;
}
