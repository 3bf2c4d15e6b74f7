import { z } from "zod";
import { line, slugged } from "./text.ts";
import { Instant } from "./time.ts";
import {
  CHANNELS,
  DOSSIER_EVENT_TYPES,
  EVENT_TYPES,
  LEVELS,
  VERDICTS,
  type DossierEventType,
  type StatementType,
} from "./vocabulary.ts";

/** The longest time a dossier may be promised, in working days. */
const MAX_WORKING_DAYS = 400;

/**
 * What a dossier event may say. Anything else in `data` is dropped at the door and named in the answer:
 * a list of what is allowed keeps personal data out by itself.
 */
export const DossierFacts = z.object({
  procedure: line(40).optional(),
  field: slugged(40).optional(),
  channel: z.enum(CHANNELS).optional(),
  level: z.enum(LEVELS).optional(),
  unit: slugged(40).optional(),
  dueAt: Instant.optional(),
  workingDays: z.number().min(0).max(MAX_WORKING_DAYS).optional(),
  verdict: z.enum(VERDICTS).optional(),
  apology: z.boolean().optional(),
  score: z.number().min(0).max(5).optional(),
  receivedAt: Instant.optional(),
  resolvedAt: Instant.optional(),
  papersDigitized: z
    .boolean()
    .optional()
    .describe("Giấy tờ trong hồ sơ đã số hóa. Its papers were digitised."),
  resultElectronic: z.boolean().optional().describe("Kết quả là bản điện tử. Its result is electronic."),
  dataReused: z
    .boolean()
    .optional()
    .describe("Dùng lại dữ liệu đã số hóa. Data digitised before was used again."),
  feeDue: z
    .boolean()
    .optional()
    .describe("Hồ sơ có phí, lệ phí hoặc thuế phải nộp. Something is to be paid."),
  paidOnline: z.boolean().optional().describe("Đã nộp tiền trực tuyến. It was paid online."),
});
export type DossierFacts = z.infer<typeof DossierFacts>;

/** A period named by a report or a plan: `2022`, `2022-12`, `2022-Q4`, `2022-12-05` or `2022-01-01..2022-12-12`. */
export const PeriodName = z
  .string()
  .max(24)
  .regex(/^\d{4}(-(Q[1-4]|\d\d(-\d\d)?))?$|^\d{4}-\d\d-\d\d\.\.\d{4}-\d\d-\d\d$/);

const Figure = z.number().min(-1e12).max(1e12);

/** A figure that a unit reports for a period: the newest report of (indicator, unit, period) counts. */
export const IndicatorReport = z.object({
  indicator: z.string().regex(/^[a-zA-Z][a-zA-Z0-9.-]{0,59}$/),
  unit: slugged(40).optional(),
  period: PeriodName,
  value: Figure.optional(),
  numerator: Figure.optional(),
  denominator: Figure.min(0).optional(),
  note: line(300).optional(),
});
export type IndicatorReport = z.infer<typeof IndicatorReport>;

/** A plan's value for a KPI in a period, with the document that set it; for the whole ward, or for one of its units. */
export const Target = z.object({
  kpi: z.string().regex(/^[a-zA-Z][a-zA-Z0-9.-]{0,79}$/),
  unit: slugged(40).optional(),
  period: PeriodName,
  value: Figure,
  source: line(200).optional(),
});
export type Target = z.infer<typeof Target>;

/** A figure that somebody published, to be held against the computed one. */
export const Claim = z.object({
  kpi: z.string().regex(/^[a-zA-Z][a-zA-Z0-9.-]{0,79}$/),
  period: PeriodName,
  value: Figure,
  where: line(200),
});
export type Claim = z.infer<typeof Claim>;

export type DossierEvent = {
  id: string;
  type: DossierEventType;
  /** Dossier code, opaque. */
  subject: string;
  /** Milliseconds since the epoch. */
  time: number;
  data: DossierFacts;
};

export type StatementEvent =
  | { id: string; type: "indicator.reported"; time: number; data: IndicatorReport }
  | { id: string; type: "target.set"; time: number; data: Target }
  | { id: string; type: "figure.claimed"; time: number; data: Claim };

/** An event as it travels inside the house: checked, bounded, in form C, times in milliseconds. */
export type WardEvent = DossierEvent | StatementEvent;

/** The schema of `data` for each type of event. */
export const DATA_SCHEMAS = {
  dossier: DossierFacts,
  "indicator.reported": IndicatorReport,
  "target.set": Target,
  "figure.claimed": Claim,
} as const satisfies Record<"dossier" | StatementType, z.ZodObject>;

/** Bounds of the envelope (CloudEvents 1.0); `source` and `specversion` may be left out. */
export const EnvelopeShape = {
  id: line(80),
  ward: z.string().regex(/^[a-z0-9][a-z0-9-]{0,59}$/),
  subject: line(80),
  time: Instant,
  type: z.enum([...DOSSIER_EVENT_TYPES, "indicator.reported", "target.set", "figure.claimed"]),
} as const;

/** A ward's id: `nguyen-thai-hoc`. */
export const WardId = EnvelopeShape.ward;

const TYPES: ReadonlySet<string> = new Set(EVENT_TYPES);

/**
 * True for what has the shape of an event, told cheaply. The door has checked events by their schemas; this is the
 * worker's guard against a batch that came by another way.
 */
export function isWardEvent(value: unknown): value is WardEvent {
  if (typeof value !== "object" || value === null) return false;
  const { id, type, time, data, subject }: Record<string, unknown> = { ...value };
  if (typeof id !== "string" || typeof type !== "string" || !TYPES.has(type)) return false;
  if (typeof time !== "number" || !Number.isFinite(time) || typeof data !== "object" || data === null)
    return false;
  return type.startsWith("dossier.") ? typeof subject === "string" && subject !== "" : true;
}
