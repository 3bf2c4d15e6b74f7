import { digestOf, type Account, type Accounts, type SessionStore } from "@nhip/backbone";
import { AppError, type FactorSetup } from "@nhip/contracts";
import { Secret, TOTP } from "otpauth";

const ISSUER = "Nhịp Phường";
const STEP_S = 30;
/** Clocks of phones drift: the code before and the one after are taken too. */
const DRIFT_STEPS = 1;
const SETUP_LIVES_MS = 15 * 60_000;
const RECOVERY_CODES = 8;
/** Without letters and digits that look alike; 12 of them are 59 random bits. */
const ALPHABET = "abcdefghkmnpqrstuvwxyz23456789";

type Deps = {
  accounts: Accounts;
  sessions: SessionStore;
  now: () => number;
  /** A random whole number from 0 to below its argument. */
  randomInt: (below: number) => number;
};

/** The second factor: TOTP of an authenticator app, and codes that stand in for it, each once. */
export function createSecondFactor({ accounts, sessions, now, randomInt }: Deps) {
  const newCode = (): string => {
    const group = () => Array.from({ length: 4 }, () => ALPHABET[randomInt(ALPHABET.length)]).join("");
    return [group(), group(), group()].join("-");
  };

  return {
    /** What an authenticator app is to be told. It does not count before {@link confirm}. */
    async begin(account: Account): Promise<FactorSetup> {
      if (account.secondFactor !== null) throw new AppError("changed-meanwhile");
      const secret = new Secret({ size: 20 });
      const ticket = await sessions.issueTicket(
        { for: "factor", account: account.id, secret: secret.base32 },
        SETUP_LIVES_MS,
      );
      return { secret: secret.base32, uri: totp(secret.base32, account.name).toString(), ticket };
    },

    /**
     * Sets the factor up that `ticket` began, shown by a code of it. Resolves to the recovery codes, told this one time.
     * Throws AppError("link-used") where the ticket has ended, AppError("wrong-code").
     */
    async confirm(account: Account, ticket: string, code: string): Promise<string[]> {
      const begun = await sessions.lookAtTicket(ticket);
      if (!isSetup(begun) || begun.account !== account.id) throw new AppError("link-used");
      const { secret } = begun;
      const step = stepOf(secret, code, now());
      if (step === null) throw new AppError("wrong-code");
      if ((await sessions.useTicket(ticket)) === undefined) throw new AppError("link-used");
      const codes = Array.from({ length: RECOVERY_CODES }, newCode);
      await accounts.change(account.id, (one) => ({
        ...one,
        secondFactor: secret,
        factorStep: step,
        recovery: codes.map((one) => digestOf(plain(one))),
      }));
      return codes;
    },

    /** Uses a code of the app or a recovery code up: true for one of several who bring the same. */
    async use(account: Account, code: string): Promise<boolean> {
      let isRight = false;
      await accounts.change(account.id, (one) => {
        const step = one.secondFactor === null ? null : stepOf(one.secondFactor, code, now());
        const isFresh = step !== null && step > one.factorStep;
        const digest = digestOf(plain(code));
        const isSpare = one.secondFactor !== null && one.recovery.includes(digest);
        isRight = isFresh || isSpare;
        if (isFresh) return { ...one, factorStep: step };
        return isSpare ? { ...one, recovery: one.recovery.filter((kept) => kept !== digest) } : one;
      });
      return isRight;
    },
  };
}
export type SecondFactor = ReturnType<typeof createSecondFactor>;

/** An account without its second factor. */
export function withoutFactor(account: Account): Account {
  return { ...account, secondFactor: null, factorStep: 0, recovery: [] };
}

function totp(secret: string, label = ""): TOTP {
  return new TOTP({ issuer: ISSUER, label, secret: Secret.fromBase32(secret), period: STEP_S, digits: 6 });
}

/** The TOTP step that a code is of, or null where it is of none that is near. */
function stepOf(secret: string, code: string, at: number): number | null {
  const token = code.replaceAll(/\s/g, "");
  if (!/^\d{6}$/.test(token)) return null;
  const delta = totp(secret).validate({ token, timestamp: at, window: DRIFT_STEPS });
  return delta === null ? null : Math.floor(at / 1_000 / STEP_S) + delta;
}

/** A recovery code however it was typed. */
function plain(code: string): string {
  return code.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
}

function isSetup(about: unknown): about is { account: string; secret: string } {
  return typeof about === "object" && about !== null && "for" in about && about.for === "factor";
}
