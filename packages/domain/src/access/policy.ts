import { UNIT_ROLES, type Caller, type ErrorCode, type Role } from "@nhip/contracts";

/** Who may pass, as one word: a person's role, or what else is let in. */
export type CallerRole = Role | "key" | "screen" | "nobody";

const PEOPLE: readonly CallerRole[] = ["leader", "secretary", "head", "clerk", "admin"];
const READERS: readonly CallerRole[] = [...PEOPLE, "key"];
/** Totals that a wall may show to whoever walks past. */
const TOTALS: readonly CallerRole[] = [...READERS, "screen"];
const EVERYBODY: readonly CallerRole[] = [...TOTALS, "nobody"];
/** Dossier codes stay behind a leader's or clerk's sign-in, and keys of systems. */
const CODES: readonly CallerRole[] = ["leader", "clerk", "key"];
const OFFICE: readonly CallerRole[] = ["leader", "clerk", "admin", "key"];

/**
 * Who may use which entrance: routes of the live server by method and pattern, and what a socket may send. What is not here
 * is refused to everybody; a test goes through every route and event with every role. Beside it two rules hold
 * everywhere: `:ward` has to be one of the caller's wards, and `:unit` one of the own units of those who have units.
 */
export const POLICY = {
  "GET /healthz": EVERYBODY,
  "GET /readyz": EVERYBODY,
  // Numbers about the process; lines of wards are for keys and administrators.
  "GET /metrics": EVERYBODY,
  "GET /openapi.json": EVERYBODY,

  // A ward's public page names its ward otherwise: it is open whatever wards its reader has.
  "GET /cong-khai/:publicWard": EVERYBODY,
  "GET /cong-khai/:publicWard/nhung": EVERYBODY,

  "GET /api/v1/session": EVERYBODY,
  "POST /api/v1/session": EVERYBODY,
  "DELETE /api/v1/session": EVERYBODY,
  // Who holds the link may set the password of its account.
  "POST /api/v1/invitation/look": EVERYBODY,
  "POST /api/v1/invitation": EVERYBODY,
  "POST /api/v1/invitation/single-sign-on": EVERYBODY,
  "GET /auth/oidc": EVERYBODY,
  "GET /auth/oidc/callback": EVERYBODY,

  // One's own account.
  "PUT /api/v1/session/password": PEOPLE,
  "POST /api/v1/session/factor": PEOPLE,
  "PUT /api/v1/session/factor": PEOPLE,
  "POST /api/v1/session/factor/off": PEOPLE,
  "POST /api/v1/session/single-sign-on": PEOPLE,
  "POST /api/v1/session/single-sign-on/off": PEOPLE,
  "GET /api/v1/sessions": PEOPLE,
  "DELETE /api/v1/sessions": PEOPLE,
  "DELETE /api/v1/sessions/:session": PEOPLE,

  "GET /api/v1/wards": TOTALS,
  "GET /api/v1/pulse": TOTALS,
  "GET /api/v1/wards/:ward/kpis": TOTALS,
  "GET /api/v1/wards/:ward/plan": TOTALS,
  "GET /api/v1/wards/:ward/series": TOTALS,
  "GET /api/v1/wards/:ward/kpis/:id/items": TOTALS,
  // Without dossiers for those who may not list them.
  "GET /api/v1/wards/:ward/kpis/:id/explain": READERS,
  "GET /api/v1/wards/:ward/kpis/:id/explain/dossiers": CODES,
  "GET /api/v1/wards/:ward/replay": READERS,
  "GET /api/v1/wards/:ward/service-index": READERS,
  "GET /api/v1/wards/:ward/dossiers": CODES,
  "GET /api/v1/wards/:ward/pipeline": OFFICE,

  // How one arranged the page for oneself.
  "GET /api/v1/wards/:ward/layout": PEOPLE,
  "PUT /api/v1/wards/:ward/layout": PEOPLE,

  "GET /api/v1/wards/:ward/duties": READERS,
  "GET /api/v1/wards/:ward/units/:unit/duties": READERS,
  "POST /api/v1/wards/:ward/statements": PEOPLE,

  "GET /api/v1/wards/:ward/checks": OFFICE,
  "POST /api/v1/wards/:ward/checks/text": OFFICE,

  "GET /api/v1/wards/:ward/quarantine": ["clerk", "admin", "key"],
  "GET /api/v1/wards/:ward/quarantine/history": ["clerk", "admin", "key"],
  "POST /api/v1/wards/:ward/quarantine/send": ["clerk", "admin"],
  "POST /api/v1/wards/:ward/quarantine/dismiss": ["clerk", "admin"],
  "POST /api/v1/wards/:ward/quarantine/:key/send": ["clerk", "admin"],
  "POST /api/v1/wards/:ward/quarantine/:key/dismiss": ["clerk", "admin"],

  "GET /api/v1/wards/:ward/alerts": OFFICE,
  "PUT /api/v1/wards/:ward/alerts/settings": ["leader", "admin"],
  "POST /api/v1/wards/:ward/alerts/acknowledge": ["leader", "clerk", "admin"],
  "POST /api/v1/wards/:ward/alerts/test": ["leader", "admin"],

  "GET /api/v1/wards/:ward/suspects": CODES,
  "POST /api/v1/wards/:ward/suspects/reason": ["leader", "clerk"],

  "GET /api/v1/wards/:ward/catalogue": READERS,
  "PUT /api/v1/wards/:ward/catalogue": ["admin"],
  "POST /api/v1/wards/:ward/catalogue/check": ["admin"],
  "GET /api/v1/wards/:ward/public": ["leader", "admin"],
  "PUT /api/v1/wards/:ward/public": ["admin"],

  "GET /api/v1/wards/:ward/hours": ["admin"],
  "PUT /api/v1/wards/:ward/hours": ["admin"],

  "GET /api/v1/users": ["admin"],
  "POST /api/v1/users": ["admin"],
  "PUT /api/v1/users/:id": ["admin"],
  "POST /api/v1/users/:id/disable": ["admin"],
  "POST /api/v1/users/:id/enable": ["admin"],
  "POST /api/v1/users/:id/invite": ["admin"],
  "POST /api/v1/users/:id/end-sessions": ["admin"],
  "POST /api/v1/users/:id/reset-factor": ["admin"],
  "GET /api/v1/keys": ["admin"],
  "POST /api/v1/keys": ["admin"],
  "DELETE /api/v1/keys/:id": ["admin"],
  // Read alone: nothing of it can be changed or taken out by anybody.
  "GET /api/v1/audit": ["admin"],
  "GET /api/v1/audit/check": ["admin"],

  // A screen that nobody has claimed yet asks for a code; from then on it has a credential of its own.
  "POST /api/v1/pairing": EVERYBODY,
  "POST /api/v1/pairing/poll": EVERYBODY,
  // Nobody is told that it is none.
  "GET /api/v1/screen": EVERYBODY,
  "POST /api/v1/screen/alive": ["screen"],
  "GET /api/v1/screens": ["leader", "admin"],
  "POST /api/v1/screens": ["admin"],
  "PUT /api/v1/screens/:id": ["admin"],
  "DELETE /api/v1/screens/:id": ["admin"],
  "POST /api/v1/screens/:id/command": ["leader", "admin"],

  "socket connect": TOTALS,
  "socket watch": TOTALS,
  "socket unwatch": TOTALS,
} as const satisfies Record<string, readonly CallerRole[]>;
export type Entrance = keyof typeof POLICY;

const table: Readonly<Record<string, readonly CallerRole[]>> = POLICY;

/** What somebody may use who owes a second factor, beside what is open to everybody. */
const SETTING_UP: readonly string[] = [
  "POST /api/v1/session/factor",
  "PUT /api/v1/session/factor",
] satisfies Entrance[];

/** One word for who asks. */
export function callerRole(caller: Caller): CallerRole {
  return caller.kind === "person" ? caller.role : caller.kind;
}

/** True where somebody in this role may use an entrance at all; an entrance that the policy does not know is nobody's. */
export function mayPass(role: CallerRole, entrance: string): boolean {
  return Object.hasOwn(table, entrance) && (table[entrance] ?? []).includes(role);
}

/** Why a caller may not use an entrance for a ward and unit (those of its path), or null where it may. */
export function refusalOf(
  caller: Caller,
  entrance: string,
  place: { ward?: string | undefined; unit?: string | undefined } = {},
): ErrorCode | null {
  if (!mayPass(callerRole(caller), entrance)) {
    if (caller.kind === "nobody") return "unauthorized";
    return caller.kind === "key" ? "scope-not-allowed" : "forbidden";
  }
  if (owesSecondFactor(caller) && !SETTING_UP.includes(entrance) && !mayPass("nobody", entrance))
    return "second-factor-needed";
  if (place.ward !== undefined && !coversWard(caller, place.ward)) return "ward-not-allowed";
  if (place.unit !== undefined && !coversUnit(caller, place.unit)) return "unit-not-allowed";
  return null;
}

function owesSecondFactor(caller: Caller): boolean {
  return caller.kind === "person" && caller.owesSecondFactor === true;
}

/** True where a ward is among those that a caller may look at. */
export function coversWard(caller: Caller, ward: string): boolean {
  return caller.kind !== "nobody" && (caller.wards === null || caller.wards.includes(ward));
}

/** True where a caller is bound to no unit, or this is one of its own. */
export function coversUnit(caller: Caller, unit: string): boolean {
  return caller.kind !== "person" || !UNIT_ROLES.includes(caller.role) || caller.units.includes(unit);
}
