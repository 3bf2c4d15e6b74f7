import {
  ERROR_CODES,
  MAX_CLAIM_TEXT,
  MAX_COMPLAINTS,
  MAX_QUARANTINE_PAGE,
  SUSPECT_KINDS,
  WALL_SCENES,
} from "@nhip/contracts";
import { MAX_STATEMENTS } from "@nhip/intake";
import { ADMINISTRATION } from "./openapi-administration.ts";
import { PEOPLE_READS, PEOPLE_WRITES } from "./openapi-people.ts";
import { READS, ward, key, reason, type Parameter } from "./openapi-reads.ts";

const screenId: Parameter = { ...ward, name: "id", description: "A wall display's id" };
const edit = {
  catalogue: { type: "object", description: "off, thresholds, indicators, ratios; see docs/catalogue.md" },
  units: { type: "array", items: { type: "object" }, description: "Left as they are where not given" },
};

export type Write = {
  summary: string;
  parameters: Parameter[];
  body: Record<string, object>;
  method?: "put" | "delete";
};
/** What writes: never for a key, never from a page of another origin. */
const WRITES: Record<string, Write> = {
  "/api/v1/wards/{ward}/quarantine/{key}/send": {
    summary: "Sends an entry, as `event` says or as it is; checked as at the door, counted once",
    parameters: [ward, key],
    body: { event: { type: "object", description: "The whole event, mended" } },
  },
  "/api/v1/wards/{ward}/quarantine/{key}/dismiss": {
    summary: "Sets an entry aside for a reason",
    parameters: [ward, key],
    body: { reason },
  },
  "/api/v1/wards/{ward}/quarantine/send": {
    summary: "Sends a page of entries as they are; those that are refused still wait; go on with `cursor`",
    parameters: [ward],
    body: { code: { enum: ERROR_CODES }, source: { type: "string" }, cursor: { type: "string" } },
  },
  "/api/v1/wards/{ward}/quarantine/dismiss": {
    summary: "Sets several entries aside for one reason",
    parameters: [ward],
    body: {
      keys: { type: "array", minItems: 1, maxItems: MAX_QUARANTINE_PAGE, items: { type: "string" } },
      reason,
    },
  },
  "/api/v1/wards/{ward}/alerts/settings": {
    method: "put",
    summary: "Rules and channels, whole; an empty secret keeps the one that is there",
    parameters: [ward],
    body: {
      rules: { type: "array", items: { type: "object" } },
      channels: { type: "array", items: { type: "object" } },
      quiet: { type: ["object", "null"] },
    },
  },
  "/api/v1/wards/{ward}/alerts/acknowledge": {
    summary: "Somebody has seen an alert: it is not sent again while it holds",
    parameters: [ward],
    body: { key: { type: "string" }, note: { type: "string" } },
  },
  "/api/v1/wards/{ward}/alerts/test": {
    summary: "Sends a test to a channel; how it fared is among the deliveries",
    parameters: [ward],
    body: { channel: { type: "string" } },
  },
  "/api/v1/wards/{ward}/suspects/reason": {
    summary: "An officer's reason for a suspect that holds; it is shown with it and hides nothing",
    parameters: [ward],
    body: { code: { type: "string" }, kind: { enum: SUSPECT_KINDS }, reason },
  },
  "/api/v1/wards/{ward}/catalogue": {
    method: "put",
    summary:
      "Sets the catalogue, in force at once; 409 when `version` is not the current one, 422 with the mistakes",
    parameters: [ward],
    body: { ...edit, version: { type: "string", description: "As read" } },
  },
  "/api/v1/wards/{ward}/catalogue/check": {
    summary: "Says what is wrong with a catalogue, and changes nothing",
    parameters: [ward],
    body: edit,
  },
  "/api/v1/wards/{ward}/public": {
    method: "put",
    summary: "Switches the ward's public page on or off, and says how to complain; seen at once",
    parameters: [ward],
    body: { on: { type: "boolean" }, complaints: { type: "string", maxLength: MAX_COMPLAINTS } },
  },
  "/api/v1/wards/{ward}/layout": {
    method: "put",
    summary: "Arranges the leader's page for the caller alone; null as it comes",
    parameters: [ward],
    body: {
      layout: { type: ["object", "null"], description: "sections and tiles: [{id, hidden}] in order" },
    },
  },
  "/api/v1/wards/{ward}/checks/text": {
    summary:
      "Holds a pasted report in Vietnamese against itself and the computed figures; keeps nothing, and whoever may " +
      "read may ask it. Without a period: the one that the text tells",
    parameters: [ward],
    body: {
      text: { type: "string", minLength: 1, maxLength: MAX_CLAIM_TEXT },
      period: { type: "string" },
    },
  },
  "/api/v1/pairing": {
    summary: "A code that a wall display shows, with the secret by which it asks on; for ten minutes",
    parameters: [],
    body: {},
  },
  "/api/v1/pairing/poll": {
    summary: "What became of a code; once it is claimed, the display's own credential comes as a cookie",
    parameters: [],
    body: { secret: { type: "string" } },
  },
  "/api/v1/screen/alive": {
    summary: "A wall display's sign of life; its credential is renewed with it",
    parameters: [],
    body: { version: { type: "string" }, width: { type: "number" }, height: { type: "number" } },
  },
  "/api/v1/screens": {
    summary: "Claims the wall display that shows a code, and sets it up",
    parameters: [],
    body: { code: { type: "string" }, setup: { type: "object" } },
  },
  "/api/v1/screens/{id}": {
    method: "put",
    summary: "Sets a wall display up anew; it takes it at once",
    parameters: [screenId],
    body: { scenes: { type: "array", items: { enum: WALL_SCENES } }, seconds: { type: "integer" } },
  },
  "/api/v1/screens/{id}/command": {
    summary: "Holds, skips, shows a scene or a message on a wall display",
    parameters: [screenId],
    body: { do: { enum: ["hold", "skip", "show", "message", "clear", "resume"] } },
  },
  "/api/v1/wards/{ward}/statements": {
    summary: "Says reports, plans or published figures by hand, all or none; the same id counts once",
    parameters: [ward],
    body: { events: { type: "array", minItems: 1, maxItems: MAX_STATEMENTS, items: { type: "object" } } },
  },
};

/** What stands under one path beside another writing method. */
const MORE_WRITES: [string, Write][] = [
  [
    "/api/v1/screens/{id}",
    { method: "delete", summary: "Revokes a wall display at once", parameters: [screenId], body: {} },
  ],
];

function bodyOf(properties: Record<string, object>): object {
  const schema = { type: "object", properties };
  return { requestBody: { content: { "application/json": { schema } } } };
}

/** The read API as an OpenAPI 3.1 document; a test compares its paths with the routes. */
export function openApiDocument(version: string): object {
  const error = {
    description: "Error",
    content: { "application/json": { schema: { $ref: "#/components/schemas/Error" } } },
  };
  const reads = Object.entries({ ...READS, ...PEOPLE_READS }).map(
    ([path, { summary, parameters, open }]): [string, object] => [
      path,
      {
        get: {
          summary,
          parameters,
          responses: {
            200: { description: "OK" },
            ...(open ? {} : { 400: error, 401: error, 403: error, 404: error, 503: error }),
          },
          ...(open ? { security: [] } : {}),
        },
      },
    ],
  );
  const writes = [
    ...Object.entries(WRITES),
    ...MORE_WRITES,
    ...ADMINISTRATION,
    ...PEOPLE_WRITES.map(({ path, ...write }): [string, Write] => [path, write]),
  ].map(([path, { summary, parameters, body, method = "post" }]): [string, object] => [
    path,
    {
      [method]: {
        summary,
        parameters,
        ...(method === "delete" ? {} : bodyOf(body)),
        responses: {
          200: { description: "Done" },
          ...Object.fromEntries(
            [400, 401, 403, 404, 409, 410, 413, 415, 422, 429, 503].map((status) => [status, error]),
          ),
        },
        security: [],
      },
    },
  ]);
  // A path may be read and written.
  const paths: Record<string, object> = {};
  for (const [path, operations] of [...reads, ...writes]) paths[path] = { ...paths[path], ...operations };
  return {
    openapi: "3.1.0",
    info: { title: "Nhịp Phường read API", version },
    security: [{ key: [] }],
    paths,
    components: {
      securitySchemes: {
        key: {
          type: "http",
          scheme: "bearer",
          description: "A key of scope read; none is needed on loopback for now",
        },
      },
      schemas: {
        Error: {
          type: "object",
          required: ["code", "message", "requestId"],
          properties: {
            code: { enum: ERROR_CODES },
            message: { type: "string" },
            requestId: { type: "string" },
            issues: {
              type: "array",
              items: {
                type: "object",
                properties: {
                  path: { type: "string" },
                  code: { enum: ERROR_CODES },
                  message: { type: "string" },
                  column: { type: "integer", description: "Inside a formula, from 1" },
                  length: { type: "integer" },
                },
              },
            },
          },
        },
      },
    },
  };
}
