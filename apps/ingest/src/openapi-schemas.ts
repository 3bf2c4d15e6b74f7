import {
  DATA_SCHEMAS,
  DOSSIER_EVENTS,
  DOSSIER_EVENT_TYPES,
  ERROR_CODES,
  EnvelopeShape,
  STATEMENT_TYPES,
} from "@nhip/contracts";
import { z } from "zod";

type Json = Record<string, unknown>;

/** A schema as it is on the wire, where times are texts. */
function wire(schema: z.ZodType): Json {
  const { $schema: _dialect, ...json } = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
  return described(json);
}

/** Times are checked by code, which JSON Schema does not show: say what they look like. */
function described(json: Json): Json {
  const properties = json["properties"];
  if (typeof properties !== "object" || properties === null) return json;
  const entries = Object.entries(properties).map(([name, value]) => [
    name,
    name.endsWith("At") ? INSTANT : value,
  ]);
  return { ...json, properties: Object.fromEntries(entries), additionalProperties: true };
}

const INSTANT: Json = {
  type: "string",
  format: "date-time",
  maxLength: 40,
  example: "2022-12-05T08:12:00+07:00",
};
const codes = (numbers: typeof DOSSIER_EVENTS): string =>
  Object.entries(numbers)
    .map(([type, code]) => `- \`${type}\`${code === null ? "" : ` (${code})`}`)
    .join("\n");

const statement = { type: "object", additionalProperties: false } as const;
const text: Json = { type: "string" };
const count: Json = { type: "integer", minimum: 0 };
const code: Json = { type: "string", enum: [...ERROR_CODES] };

function event(types: readonly string[], data: string, description: string): Json {
  return {
    type: "object",
    description,
    required: ["id", "type", "time", ...(data === "DossierFacts" ? ["subject"] : ["data"])],
    additionalProperties: true,
    properties: {
      specversion: { type: "string", const: "1.0" },
      id: {
        ...wire(EnvelopeShape.id),
        description: "Mã sự kiện, cùng nguồn thì không lặp lại. Unique within the source.",
      },
      type: { type: "string", enum: types },
      source: {
        ...text,
        maxLength: 80,
        description: "Bỏ trống thì lấy tên của khóa. The key's own name when left out.",
      },
      ward: {
        ...wire(EnvelopeShape.ward),
        description: "Bỏ trống được nếu khóa chỉ có một phường. Optional where the key has one ward.",
      },
      subject: { ...text, maxLength: 80, description: "Mã hồ sơ. Dossier code; never a person's number." },
      time: INSTANT,
      data: { $ref: `#/components/schemas/${data}` },
    },
  };
}

/** Everything that goes over this door, out of the schemas that check it. */
export function openapiSchemas(): Json {
  return {
    DossierFacts: wire(DATA_SCHEMAS.dossier),
    IndicatorReport: wire(DATA_SCHEMAS["indicator.reported"]),
    Target: wire(DATA_SCHEMAS["target.set"]),
    Claim: wire(DATA_SCHEMAS["figure.claimed"]),
    DossierEvent: event(
      DOSSIER_EVENT_TYPES,
      "DossierFacts",
      `Việc xảy ra với một hồ sơ; trong ngoặc là mã trạng thái của Cổng Dịch vụ công quốc gia. What happened to a dossier:\n${codes(DOSSIER_EVENTS)}`,
    ),
    IndicatorEvent: event(
      [STATEMENT_TYPES[0]],
      "IndicatorReport",
      "Số liệu do đơn vị báo cáo. A figure that a unit reports.",
    ),
    TargetEvent: event([STATEMENT_TYPES[1]], "Target", "Chỉ tiêu kế hoạch. A plan's value for a KPI."),
    ClaimEvent: event(
      [STATEMENT_TYPES[2]],
      "Claim",
      "Số liệu đã công bố, để đối chiếu. A published figure, to be compared.",
    ),
    Event: {
      oneOf: ["DossierEvent", "IndicatorEvent", "TargetEvent", "ClaimEvent"].map((name) => ({
        $ref: `#/components/schemas/${name}`,
      })),
    },
    Rejected: {
      ...statement,
      required: ["index", "path", "code", "message"],
      properties: { index: count, id: text, path: text, code, message: text },
    },
    Taken: {
      ...statement,
      required: ["accepted", "rejected", "dropped"],
      properties: {
        accepted: count,
        rejected: { type: "array", items: { $ref: "#/components/schemas/Rejected" } },
        dropped: {
          type: "array",
          items: text,
          maxItems: 50,
          description: "Mục không được nhận, đã bỏ. Keys left out.",
        },
      },
    },
    NothingValid: {
      ...statement,
      required: ["accepted", "rejected", "dropped", "code", "message", "requestId"],
      properties: {
        accepted: { type: "integer", const: 0 },
        rejected: { type: "array", items: { $ref: "#/components/schemas/Rejected" } },
        dropped: { type: "array", items: text, maxItems: 50 },
        code: { type: "string", const: "nothing-valid" },
        message: text,
        requestId: text,
      },
    },
    Error: {
      ...statement,
      required: ["code", "message", "requestId"],
      properties: {
        code,
        message: text,
        requestId: text,
        issues: { type: "array", items: { type: "object", properties: { path: text, code, message: text } } },
      },
    },
  };
}
