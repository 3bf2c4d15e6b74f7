import { ERROR_CODES, errorMessage, type ErrorCode } from "@nhip/contracts";
import { ERROR_STATUS } from "./error-status.ts";
import { MAX_REQUEST_EVENTS } from "@nhip/intake";
import { openapiSchemas } from "./openapi-schemas.ts";

const EXAMPLE = {
  id: "01JD0000000000000000000001",
  type: "dossier.received",
  ward: "nguyen-thai-hoc",
  subject: "H64.38.25-221205-0007",
  time: "2022-12-05T08:12:00+07:00",
  data: {
    procedure: "1.001193",
    field: "ho-tich",
    channel: "online",
    level: "full",
    dueAt: "2022-12-06T17:00:00+07:00",
  },
};
const EVENT = { $ref: "#/components/schemas/Event" };
const EVENTS = { type: "array", items: EVENT, maxItems: MAX_REQUEST_EVENTS };
const RETRY_HEADER = { "Retry-After": { schema: { type: "integer" }, description: "Giây. Seconds." } };

function answer(description: string, schema: string, headers = {}) {
  return {
    description,
    headers,
    content: { "application/json": { schema: { $ref: `#/components/schemas/${schema}` } } },
  };
}

/** What an answer of this status may mean, code by code. */
function refusal(status: number) {
  const codes = ERROR_CODES.filter((code) => ERROR_STATUS[code] === status && AT_THIS_DOOR.has(code));
  const words = codes.map((code) => `\`${code}\`: ${errorMessage(code)} ${errorMessage(code, "en")}`);
  return answer(words.join("\n\n"), "Error", status === 503 || status === 429 ? RETRY_HEADER : {});
}

const AT_THIS_DOOR: ReadonlySet<ErrorCode> = new Set([
  "unreadable",
  "unauthorized",
  "foreign-origin",
  "scope-not-allowed",
  "ward-not-allowed",
  "too-large",
  "too-many-events",
  "unsupported-media-type",
  "rate-limited",
  "internal",
  "store-away",
  "too-busy",
]);
const STATUSES = [400, 401, 403, 413, 415, 429, 500, 503];
const LINE_CODES = ERROR_CODES.filter(
  (code) => ERROR_STATUS[code] === 422 && code !== "nothing-valid" && code !== "poison",
);

/** The description of this door, OpenAPI 3.1. */
export function openapiDocument() {
  return {
    openapi: "3.1.0",
    info: {
      title: "Nhịp Phường: nhận sự kiện · ingest",
      version: "1.0.0",
      description:
        "Các hệ thống gửi sự kiện hồ sơ về đây. Không gửi dữ liệu cá nhân. " +
        "Other systems send what happened to dossiers here. Send no personal data.",
    },
    servers: [{ url: "/" }],
    security: [{ key: [] }],
    paths: {
      "/v1/events": {
        post: {
          operationId: "sendEvents",
          tags: ["Sự kiện · Events"],
          summary: "Gửi sự kiện · Send events",
          description:
            `Một sự kiện, một mảng, hoặc mỗi dòng một sự kiện; nhiều nhất ${MAX_REQUEST_EVENTS} sự kiện. Gửi lại cùng sự kiện không bị tính hai lần. ` +
            "One event, an array, or a line each; also CloudEvents 1.0 (structured, batch, or binary with `ce-` headers) " +
            "and `Content-Encoding: gzip`. An event sent again (same source and id) counts once.\n\n" +
            `Codes of refused lines:\n\n${LINE_CODES.map((code) => `- \`${code}\`: ${errorMessage(code, "en")}`).join("\n")}`,
          requestBody: {
            required: true,
            content: {
              "application/json": { schema: { oneOf: [EVENT, EVENTS] }, example: EXAMPLE },
              "application/x-ndjson": { schema: { type: "string" }, example: `${JSON.stringify(EXAMPLE)}\n` },
              "application/cloudevents+json": {
                schema: EVENT,
                example: { specversion: "1.0", source: "/mot-cua", ...EXAMPLE },
              },
              "application/cloudevents-batch+json": {
                schema: EVENTS,
                example: [{ specversion: "1.0", source: "/mot-cua", ...EXAMPLE }],
              },
            },
          },
          responses: {
            202: answer("Đã ghi vào đĩa. On disk.", "Taken"),
            422: answer("Không dòng nào hợp lệ. No line was good.", "NothingValid"),
            ...Object.fromEntries(STATUSES.map((status) => [status, refusal(status)])),
          },
        },
      },
      "/healthz": { get: open("Tiến trình đang chạy · The process is up", { 200: { description: "up" } }) },
      "/readyz": {
        get: open("Ghi được hay không, từng phần · Whether a write works, part by part", {
          200: { description: "ready" },
          503: { description: "not ready" },
        }),
      },
      "/metrics": {
        get: open("Số đo cho Prometheus · Prometheus metrics", { 200: { description: "text" } }),
      },
    },
    components: {
      securitySchemes: { key: { type: "http", scheme: "bearer" } },
      schemas: openapiSchemas(),
    },
  };
}

function open(summary: string, responses: Record<number, { description: string }>) {
  return { summary, tags: ["Vận hành · Operations"], security: [], responses };
}
