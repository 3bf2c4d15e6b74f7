/**
 * What the audit log calls what was done, and the word under which people read it (`audit.deed.<word>`): each entrance that
 * changes something, by method and pattern without `/api/v1`, and what routes and commands name themselves. Tests go
 * through the policy and the sources: a deed without a word is a fault.
 */
export const DEEDS = {
  "session.open": "signedIn",
  "session.refused": "signInRefused",
  "session.end": "signedOut",
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
  "PUT /wards/:ward/public": "publicSet",
  "public.set": "publicSet",
