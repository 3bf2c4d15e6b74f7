import type { Role } from "./people.ts";

/** One line of the audit log. `at` is RFC 3339; `before` and `after` hold no secrets. `n` counts without a gap. */
export type AuditEntry = {
  id: string;
  n: number;
  at: string;
  who: { kind: "person" | "key" | "screen" | "server" | "nobody"; id: string; name: string };
  /** An entrance (`PUT /wards/:ward/catalogue`) or a word (`user.add`). */
  what: string;
  from: string;
  ward?: string;
  wards?: readonly string[];
  target?: string;
  before?: unknown;
  after?: unknown;
};
/** `GET /api/v1/audit`; a page may be short, or empty, and lead on all the same. */
export type AuditPage = { entries: AuditEntry[]; cursor: string | null };
/** `GET /api/v1/audit/check`: whether each line is as it was written. `digest` is that of the last one. */
export type AuditCheck = {
  ok: boolean;
  lines: number;
  digest: string;
  broken: { n: number; why: "changed" | "gap" | "cut" } | null;
};

/** An account as an administrator sees it. Times are RFC 3339. */
export type UserRow = {
  id: string;
  name: string;
  role: Role;
  wards: readonly string[] | null;
  units: readonly string[];
  disabled: boolean;
  /** Has a password, or signs in through the province. */
  ready: boolean;
  secondFactor: boolean;
  createdAt: string;
  /** The newest sign of life of its sessions; `null` where it has none that still lives. */
  lastSeenAt: string | null;
  sessions: number;
  /** This is who asks. */
  self: boolean;
};
/** `GET /api/v1/users`. `total` counts what the search found, `all` the accounts that this administrator sees. */
export type UserPage = { users: UserRow[]; total: number; all: number; cursor: string | null };
/** What an administrator says about an account; `wards` is `null` for all of them. */
export type UserGrant = { role: Role; wards: string[] | null; units: string[] };
/** A link that sets a password, shown once and good for a week. */
export type IssuedInvitation = { user: UserRow; link: string };

/** An API key as an administrator sees it; its secret is never here. Times are RFC 3339. */
export type KeyRow = {
  id: string;
  scope: "ingest" | "read";
  wards: readonly string[];
  source: string;
  createdAt: string;
  revoked: boolean;
  /** When a source was last heard under this key's name; `null` for keys that read, and where it never was. */
  lastHeardAt: string | null;
};
/** `GET /api/v1/keys`. `endsSample`: sample data still run, and the first key of a real source ends them. */
export type KeyPage = { keys: KeyRow[]; endsSample: boolean };
/** The answer to a new key: `key` is shown once. */
export type NewKey = { id: string; key: string };

/** `GET` and `PUT …/hours`: what the ward's clock runs by. `version` names what was read; who saves sends it back. */
export type WardHours = {
  ward: string;
  version: string;
  officeHours: [from: string, to: string][];
  dueSoonHours: number;
  dueWorkingDays: number;
};
