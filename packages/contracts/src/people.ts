/** What an account is for; each has one. */
export const ROLES = ["leader", "secretary", "head", "clerk", "admin"] as const;
export type Role = (typeof ROLES)[number];

/** Roles that look at their own units alone: party-cell secretaries and heads of residential groups. */
export const UNIT_ROLES: readonly Role[] = ["secretary", "head"];

/**
 * Who asks. `wards` are those that may be looked at, `null` for all of them. `units` are a secretary's or head's own; other
 * roles have none and are not bound to any.
 */
export type Caller =
  | { kind: "nobody" }
  | {
      kind: "person";
      id: string;
      /** The name of the account, as typed at sign-in. */
      name: string;
      role: Role;
      wards: readonly string[] | null;
      units: readonly string[];
      /** The public id of the session by which the person is here. */
      session: string;
      /** This role has to set up a second factor before it may do anything else. */
      owesSecondFactor?: boolean;
    }
  | { kind: "key"; id: string; wards: readonly string[] }
  | { kind: "screen"; id: string; name: string; wards: readonly string[] };

/** What a password has to be; a fault is told in words by its name. */
export const MIN_PASSWORD = 10;
export const MAX_PASSWORD = 200;
const MIN_DIFFERENT = 5;
export const PASSWORD_RULES = ["length", "different", "name"] as const;
export type PasswordRule = (typeof PASSWORD_RULES)[number];

/** The rules that a password for an account of that name does not keep yet. */
export function brokenPasswordRules(password: string, name: string): PasswordRule[] {
  const text = password.normalize("NFC");
  const length = [...text].length;
  const broken: Record<PasswordRule, boolean> = {
    length: length < MIN_PASSWORD || text.length > MAX_PASSWORD,
    different: new Set(text).size < MIN_DIFFERENT,
    name: length === 0 || text.toLowerCase().includes(name.toLowerCase()),
  };
  return PASSWORD_RULES.filter((rule) => broken[rule]);
}

/** What a signed-in person is told about himself: `GET /api/v1/session`. */
export type Myself = {
  id: string;
  name: string;
  role: Role;
  wards: readonly string[] | null;
  units: readonly string[];
  /** A second factor is set up. */
  secondFactor: boolean;
  /** A password is set; without one, the single sign-on is the way in. */
  password: boolean;
  /** Tied to somebody at the single sign-on. */
  singleSignOn: boolean;
  /** The second factor is compulsory for this role, and not set up yet: nothing else may be done before. */
  owesSecondFactor: boolean;
};

/** `GET /api/v1/session`, for everybody. */
export type SessionAnswer = {
  person: Myself | null;
  /** The province's single sign-on, where one is set up: what its button says, and where it leads. */
  singleSignOn: { label: string; url: string } | null;
};

/** `POST /api/v1/invitation/look`: whom a link is for. */
export type Invitation = {
  name: string;
  role: Role;
  /** A password is there already: the link sets a new one. */
  renews: boolean;
  singleSignOn: SessionAnswer["singleSignOn"];
};

/** One of one's own sessions; `browser` and `system` are names such as "Chrome" and "Windows", empty where not known. */
export type OwnSession = {
  id: string;
  browser: string;
  system: string;
  address: string;
  createdAt: string;
  seenAt: string;
  /** By which the list was asked for. */
  current: boolean;
};

/** `POST /api/v1/session/factor`: what the authenticator app is to be told, as a secret in base32 and as `otpauth://…`. */
export type FactorSetup = { secret: string; uri: string; ticket: string };
/** Codes that stand in for the app, each once; shown this one time. */
export type RecoveryCodes = { codes: string[] };

/** The cookie of a person's session, and that of a paired screen. */
export const SESSION_COOKIE = "nhip";
export const SCREEN_COOKIE = "nhip-screen";
/** The cookie of a device on which somebody signed in before, and that of a visit to the single sign-on. */
export const DEVICE_COOKIE = "nhip-device";
export const VISIT_COOKIE = "nhip-visit";
