import { ward, type Operation, type Parameter } from "./openapi-reads.ts";

type Write = {
  summary: string;
  parameters: Parameter[];
  body: Record<string, object>;
  method?: "put" | "delete";
};

const text = (description: string) => ({ type: "string", description });
const session: Parameter = { ...ward, name: "session", description: "A session's public id" };

/** Signing in, as it is read. */
export const PEOPLE_READS: Record<string, Operation> = {
  "/api/v1/session": {
    summary: "Who is signed in, `null` for nobody, and the single sign-on where one is set up",
    parameters: [],
    open: true,
  },
  "/api/v1/sessions": { summary: "One's own sessions, the newest sign of life first", parameters: [] },
  "/auth/oidc": {
    summary: "Leads to the single sign-on; failures come back to `/?sso=<code>`",
    parameters: [],
    open: true,
  },
  "/auth/oidc/callback": {
    summary: "Where the single sign-on leads back; an unknown subject is refused",
    parameters: [],
    open: true,
  },
};

/** Signing in, as it is written; several methods of one path are several rows. */
export const PEOPLE_WRITES: readonly (Write & { path: string })[] = [
  {
    path: "/api/v1/session",
    summary:
      "Signs in and sets the cookie: 401 `wrong-credentials`, `code-needed` or `wrong-code`; 429 with `Retry-After` when " +
      "it was wrong too often",
    parameters: [],
    body: {
      name: text("Account name"),
      password: text("Password"),
      code: text("6 digits, or a recovery code"),
    },
  },
  { path: "/api/v1/session", method: "delete", summary: "Signs out", parameters: [], body: {} },
  {
    path: "/api/v1/session/password",
    method: "put",
    summary: "Sets a new password and ends one's other sessions",
    parameters: [],
    body: { old: text("The one until now"), new: text("The new one") },
  },
  {
    path: "/api/v1/session/factor",
    summary: "Begins to set up a second factor: secret, `otpauth` address and a ticket for 15 minutes",
    parameters: [],
    body: {},
  },
  {
    path: "/api/v1/session/factor",
    method: "put",
    summary: "Confirms it by a code; answers the recovery codes, this one time",
    parameters: [],
    body: { ticket: text("From the beginning"), code: text("6 digits") },
  },
  {
    path: "/api/v1/session/factor/off",
    summary: "Switches the second factor off; by a code where the account has no password",
    parameters: [],
    body: { password: text("Password"), code: text("6 digits") },
  },
  {
    path: "/api/v1/session/single-sign-on",
    summary: "Begins to tie the account to somebody at the single sign-on: where to go",
    parameters: [],
    body: { password: text("Password") },
  },
  {
    path: "/api/v1/session/single-sign-on/off",
    summary: "Unties it; refused to an account without a password",
    parameters: [],
    body: { password: text("Password") },
  },
  {
    path: "/api/v1/sessions",
    method: "delete",
    summary: "Ends all of one's sessions but this",
    parameters: [],
    body: {},
  },
  {
    path: "/api/v1/sessions/{session}",
    method: "delete",
    summary: "Ends one of one's sessions",
    parameters: [session],
    body: {},
  },
  {
    path: "/api/v1/invitation/look",
    summary: "Whom a link `/moi#<token>` is for; 410 when it was used or has ended",
    parameters: [],
    body: { token: text("From the link") },
  },
  {
    path: "/api/v1/invitation",
    summary: "Sets the password, uses the link up, ends all sessions of the account and signs in",
    parameters: [],
    body: { token: text("From the link"), password: text("The new password") },
  },
  {
    path: "/api/v1/invitation/single-sign-on",
    summary: "Takes the link up by the single sign-on in place of a password: where to go",
    parameters: [],
    body: { token: text("From the link") },
  },
];
