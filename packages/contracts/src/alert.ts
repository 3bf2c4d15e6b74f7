import { z } from "zod";
import { ALARM_CODES } from "./api.ts";
import { KpiId } from "./catalogue.ts";
import type { KpiUnit } from "./kpi.ts";
import { line } from "./text.ts";

const Id = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/);
const TimeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
const PERIODS = ["today", "week", "month", "quarter", "year"] as const;

/**
 * When a rule holds. `threshold`: the value is above or below. `pace`: it is behind where the plan says it should be today,
 * by more than `points`. `alarm`: the pipeline says so (a source falls silent, the store is unsafe). Overdue dossiers and
 * missing reports are thresholds on `dossiers.overdue` and `reports.missing`.
 */
export const AlertCondition = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("threshold"),
    kpi: KpiId,
    period: z.enum(PERIODS),
    op: z.enum(["above", "below"]),
    value: z.number().min(-1e12).max(1e12),
  }),
  z.strictObject({
    kind: z.literal("pace"),
    kpi: KpiId,
    period: z.enum(PERIODS),
    points: z.number().min(0).max(1e12),
  }),
  z.strictObject({ kind: z.literal("alarm"), code: z.enum(ALARM_CODES) }),
]);
export type AlertCondition = z.infer<typeof AlertCondition>;

export const AlertRule = z.strictObject({
  id: Id,
  name: line(120),
  when: AlertCondition,
  /** Ids of channels. */
  to: z.array(Id).max(20).default([]),
  /** While it holds and nobody has acknowledged it, it is sent again after so many hours; 0: never. */
  repeatHours: z.number().min(0).max(720).default(24),
  /** Sent at once, also in quiet hours. */
  urgent: z.boolean().default(false),
  enabled: z.boolean().default(true),
});
export type AlertRule = z.infer<typeof AlertRule>;

/** Where alerts go. A webhook's body is signed with its secret: HMAC-SHA256 of `<unix seconds>.<body>`. */
export const AlertChannel = z.discriminatedUnion("kind", [
  z.strictObject({ id: Id, kind: z.literal("mail"), address: z.email().max(200) }),
  z.strictObject({
    id: Id,
    kind: z.literal("webhook"),
    url: z.url({ protocol: /^https?$/ }).max(500),
    secret: z.string().min(16).max(200),
  }),
]);
export type AlertChannel = z.infer<typeof AlertChannel>;

/** A ward's alerts. In quiet hours (times of day in Asia/Ho_Chi_Minh) they are shown and sent when the hours end. */
export const AlertSettings = z.strictObject({
  rules: z.array(AlertRule).max(100).default([]),
  channels: z.array(AlertChannel).max(20).default([]),
  quiet: z
    .strictObject({ from: TimeOfDay, to: TimeOfDay })
    .nullable()
    .default({ from: "19:00", to: "07:00" }),
});
export type AlertSettings = z.infer<typeof AlertSettings>;

/** A rule that holds. Times in milliseconds since the epoch inside the house. */
export type Alert = {
  /** The rule's id, and the source behind a colon where the rule speaks of several. */
  key: string;
  rule: string;
  name: string;
  /** The KPI and period that it speaks of; absent for alarms of the pipeline. */
  kpi?: string;
  period?: string;
  unit?: KpiUnit;
  value?: number;
  limit?: number;
  /** The number and why, in words. */
  text: { vi: string; en: string };
};
export type ActiveAlert = Alert & {
  since: number;
  sentAt: number;
  sends: number;
  acknowledgedAt?: number;
  note?: string;
};
/** What is left of an alert that has ended. */
export type EndedAlert = Pick<ActiveAlert, "key" | "name" | "text" | "since"> & { endedAt: number };

export const DELIVERY_STATES = ["waiting", "retrying", "sent", "failed", "not-needed"] as const;
/** One message to one channel. */
export type Delivery = {
  id: string;
  ward: string;
  channel: string;
  /** Absent for a test. */
  alert?: ActiveAlert;
  /** It waits for the end of quiet hours, and is not needed when the alert ends before. */
  notBefore?: number;
};
export type DeliveryRecord = {
  id: string;
  channel: string;
  name: string;
  state: (typeof DELIVERY_STATES)[number];
  attempts: number;
  at: number;
  /** Why the last try failed, without addresses or payload. */
  error?: string;
};

/** What the page of alerts shows; secrets of webhooks never leave the server. */
export type AlertBoard = {
  ward: string;
  active: ActiveAlert[];
  ended: EndedAlert[];
  deliveries: DeliveryRecord[];
  settings: AlertSettings;
  /** Whether this house can send mail at all. */
  mail: boolean;
};
/** What screens show of an active alert. */
export type AlertBrief = Pick<ActiveAlert, "key" | "text" | "kpi" | "period" | "since"> & {
  acknowledged: boolean;
};
