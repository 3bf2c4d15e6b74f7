/**
 * What the audit log calls what was done, and the word under which people read it (`audit.deed.<word>`): each entrance that
 * changes something, by method and pattern without `/api/v1`, and what routes and commands name themselves. Tests go
 * through the policy and the sources: a deed without a word is a fault.
 */
export const DEEDS = {
  "session.open": "signedIn",
  "session.refused": "signInRefused",
  "session.end": "signedOut",
  "password.set": "passwordSet",
  "password.change": "passwordChanged",
  "password.refused": "passwordRefused",
  "factor.begin": "factorBegun",
  "factor.set": "factorSet",
  "factor.refused": "factorRefused",
  "factor.off": "factorOff",
  "session.end-others": "sessionsEnded",
  "single-sign-on.begin": "tieBegun",
  "single-sign-on.tie": "tied",
  "single-sign-on.refused": "signInRefused",
  "single-sign-on.off": "untied",
  "POST /session": "signedIn",
  "DELETE /session": "signedOut",

  "POST /invitation": "passwordSet",
  "POST /invitation/single-sign-on": "tied",
  "PUT /session/password": "passwordChanged",
  "POST /session/factor": "factorBegun",
  "PUT /session/factor": "factorSet",
  "POST /session/factor/off": "factorOff",
  "POST /session/single-sign-on": "tied",
  "POST /session/single-sign-on/off": "untied",
  "DELETE /sessions": "sessionsEnded",
  "DELETE /sessions/:session": "sessionsEnded",

  "POST /wards/:ward/statements": "said",
  "POST /wards/:ward/quarantine/send": "linesSent",
  "POST /wards/:ward/quarantine/dismiss": "linesDismissed",
  "POST /wards/:ward/quarantine/:key/send": "linesSent",
  "POST /wards/:ward/quarantine/:key/dismiss": "linesDismissed",
  "quarantine.send": "linesSent",
  "quarantine.dismiss": "linesDismissed",
  "PUT /wards/:ward/alerts/settings": "alertsSet",
  "POST /wards/:ward/alerts/acknowledge": "alertSeen",
  "POST /wards/:ward/alerts/test": "alertTested",
  "POST /wards/:ward/suspects/reason": "reasonGiven",
  "PUT /wards/:ward/catalogue": "catalogueSet",
  "catalogue.apply": "catalogueSet",
  "PUT /wards/:ward/hours": "hoursSet",
  "layout.set": "layoutSet",
  "PUT /wards/:ward/layout": "layoutSet",
  "PUT /wards/:ward/public": "publicSet",
  "public.set": "publicSet",

  "user.add": "userAdded",
  "user.change": "userChanged",
  "user.disable": "userDisabled",
  "user.enable": "userEnabled",
  "user.invite": "userInvited",
  "user.end-sessions": "userSessionsEnded",
  "user.reset-factor": "userFactorReset",
  "POST /users": "userAdded",
  "PUT /users/:id": "userChanged",
  "POST /users/:id/disable": "userDisabled",
  "POST /users/:id/enable": "userEnabled",
  "POST /users/:id/invite": "userInvited",
  "POST /users/:id/end-sessions": "userSessionsEnded",
  "POST /users/:id/reset-factor": "userFactorReset",
  "key.create": "keyMade",
  "key.revoke": "keyRevoked",
  "POST /keys": "keyMade",
  "DELETE /keys/:id": "keyRevoked",

  "screen.claim": "screenJoined",
  "screen.change": "screenSet",
  "screen.revoke": "screenRevoked",
  "screen.hold": "screenSteered",
  "screen.skip": "screenSteered",
  "screen.show": "screenSteered",
  "screen.message": "screenSteered",
  "screen.clear": "screenSteered",
  "screen.resume": "screenSteered",
  "POST /screens": "screenJoined",
  "PUT /screens/:id": "screenSet",
  "DELETE /screens/:id": "screenRevoked",
  "POST /screens/:id/command": "screenSteered",

  "ledger.rebuild": "rebuilt",
  "ledger.backup": "backedUp",
  "ledger.restore": "restored",
  "ledger.replay": "replayed",
  "ledger.archive": "archived",
} as const;
export type Deed = keyof typeof DEEDS;
export type DeedWord = (typeof DEEDS)[Deed];

/** Entrances that are posted to and change nothing, and signs of life of screens: they are not written down. */
export const ASKING: readonly string[] = [
  "POST /api/v1/invitation/look",
  "POST /api/v1/wards/:ward/checks/text",
  "POST /api/v1/wards/:ward/catalogue/check",
  "POST /api/v1/pairing",
  "POST /api/v1/pairing/poll",
  "POST /api/v1/screen/alive",
];

/** The word for a deed; `null` for one that this version does not know. */
export function deedWord(what: string): DeedWord | null {
  const words: Readonly<Record<string, DeedWord>> = DEEDS;
  return Object.hasOwn(words, what) ? (words[what] ?? null) : null;
}
