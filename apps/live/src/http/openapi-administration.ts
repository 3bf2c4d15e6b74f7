import { KEY_SCOPES } from "@nhip/backbone";
import { ROLES } from "@nhip/contracts";
import type { Write } from "./openapi.ts";
import { ward } from "./openapi-reads.ts";

const id = { ...ward, name: "id", description: "Id of the account or key" };
const ids = { type: "array", items: { type: "string" } };
const grant = {
  role: { enum: ROLES },
  wards: { type: ["array", "null"], items: { type: "string" }, description: "null: all wards" },
  units: ids,
};
const user = (what: string, summary: string): [string, Write] => [
  `/api/v1/users/{id}/${what}`,
  { summary, parameters: [id], body: {} },
];

/** What administrators do to accounts, keys and hours, by path. */
export const ADMINISTRATION: readonly [path: string, write: Write][] = [
  [
    "/api/v1/wards/{ward}/hours",
    {
      method: "put",
      summary:
        "Sets the hours; other office hours count the ward anew. 409 when `version` is not the current one",
      parameters: [ward],
      body: {
        officeHours: { type: "array", items: { type: "array", items: { type: "string" } } },
        dueSoonHours: { type: "number" },
        dueWorkingDays: { type: "integer" },
        version: { type: "string", description: "As read" },
      },
    },
  ],
  [
    "/api/v1/users",
    {
      summary: "Makes an account; the answer holds the link by which its owner sets a password, once",
      parameters: [],
      body: { name: { type: "string" }, ...grant },
    },
  ],
  [
    "/api/v1/users/{id}",
    { method: "put", summary: "Role, wards and units of an account", parameters: [id], body: grant },
  ],
  user("disable", "Switches an account off; its sessions end within 5 s"),
  user("enable", "Switches it on again"),
  user("invite", "A new link by which its owner sets a password, once"),
  user("end-sessions", "Ends all its sessions, but for the one that asks"),
  user("reset-factor", "Takes the second factor away, to be set up anew"),
  [
    "/api/v1/keys",
    {
      summary: "Makes an API key, shown once in the answer",
      parameters: [],
      body: { scope: { enum: KEY_SCOPES }, wards: ids, source: { type: "string" } },
    },
  ],
  [
    "/api/v1/keys/{id}",
    { method: "delete", summary: "Revokes a key, within 5 s and for good", parameters: [id], body: {} },
  ],
];
