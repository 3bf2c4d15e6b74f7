import type { MessageKey } from "../i18n/text.ts";

const SAYINGS: Readonly<Record<string, MessageKey>> = {
  tied: "session.sso.tied",
  "sign-on-away": "session.sso.away",
  unauthorized: "session.sso.unknown",
  forbidden: "session.sso.disabled",
  "name-taken": "session.sso.taken",
  "link-used": "session.sso.old",
  "not-found": "session.sso.away",
};

/** What `?sso=` in an address tells about a visit to the single sign-on. */
export function ssoSaying(code: unknown): MessageKey | null {
  return typeof code === "string" && Object.hasOwn(SAYINGS, code) ? (SAYINGS[code] ?? null) : null;
}
