import { EVENT_TYPES, EnvelopeShape, personalDataIn, type EventType } from "@nhip/contracts";
import { fault, faultOf, type Fault } from "./fault.ts";
import type { Sender } from "./sender.ts";
import { pastTimeFault } from "./time-bounds.ts";

/** What stands around `data`; `id` is the sender's, `source` its own or the key's. */
export type Envelope = { id: string; type: EventType; ward: string; source: string; time: number };

/** CloudEvents attribute names (1.0.2, section 3.1). Other top-level keys are not attributes and are named as dropped. */
export const ATTRIBUTE_NAME = /^[a-z0-9]{1,40}$/;

const TYPES: ReadonlySet<string> = new Set(EVENT_TYPES);
const isEventType = (type: string): type is EventType => TYPES.has(type);

/** Checks the envelope, ward first: whoever may not write there learns nothing else. */
export function checkEnvelope(
  raw: Record<string, unknown>,
  sender: Sender,
  now: number,
): { ok: true; envelope: Envelope } | Fault {
  const { type } = raw;
  const ward = raw["ward"] ?? (sender.wards.length === 1 ? sender.wards[0] : undefined);
  if (ward === undefined) return fault("ward", "missing");
  if (typeof ward !== "string") return fault("ward", "invalid-value");
  if (!sender.wards.includes(ward)) return fault("ward", "ward-not-allowed");

  const id = EnvelopeShape.id.safeParse(raw["id"]);
  if (!id.success) return faultOf("id", raw["id"], id.error);
  if (personalDataIn(id.data, "id")) return fault("id", "personal-data");

  if (type === undefined || type === null || type === "") return fault("type", "missing");
  if (typeof type !== "string") return fault("type", "invalid-value");
  if (!isEventType(type)) return fault("type", "unknown-type");

  const source = checkSource(raw["source"], sender);
  if (!source.ok) return source;

  const time = EnvelopeShape.time.safeParse(raw["time"]);
  if (!time.success) return faultOf("time", raw["time"], time.error);
  const timeFault = pastTimeFault(time.data, now);
  if (timeFault) return fault("time", timeFault);

  return { ok: true, envelope: { id: id.data, type, ward, source: source.source, time: time.data } };
}

/** A dossier's code. */
export function checkSubject(subject: unknown): { ok: true; subject: string } | Fault {
  const result = EnvelopeShape.subject.safeParse(subject);
  if (!result.success) return faultOf("subject", subject, result.error);
  return personalDataIn(result.data, "subject")
    ? fault("subject", "personal-data")
    : { ok: true, subject: result.data };
}

function checkSource(source: unknown, sender: Sender): { ok: true; source: string } | Fault {
  if (source === undefined || source === null) return { ok: true, source: sender.source };
  const result = EnvelopeShape.id.safeParse(source);
  if (!result.success) return faultOf("source", source, result.error);
  return personalDataIn(result.data, "code")
    ? fault("source", "personal-data")
    : { ok: true, source: result.data };
}
