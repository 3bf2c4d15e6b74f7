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
    }
  | { kind: "key"; id: string; wards: readonly string[] }
  | { kind: "screen"; id: string; name: string; wards: readonly string[] };

/** What a signed-in person is told about himself: `GET /api/v1/session`. */
export type Myself = {
  id: string;
  name: string;
  role: Role;
  wards: readonly string[] | null;
  units: readonly string[];
  /** A second factor is set up. */
  secondFactor: boolean;
  /** The second factor is compulsory for this role, and not set up yet: nothing else may be done before. */
  owesSecondFactor: boolean;
};

/** `GET /api/v1/session`, for everybody. */
export type SessionAnswer = {
  person: Myself | null;
  /** The province's single sign-on, where one is set up: what its button says, and where it leads. */
  singleSignOn: { label: string; url: string } | null;
};

/** The cookie of a person's session, and that of a paired screen. */
export const SESSION_COOKIE = "nhip";
export const SCREEN_COOKIE = "nhip-screen";
