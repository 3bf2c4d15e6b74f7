import { assertNever, type Target, type WardEvent } from "@nhip/contracts";

/** The four things that are the fold of their events. */
export const ENTITY_KINDS = ["dossier", "report", "target", "claim"] as const;
export type EntityKind = (typeof ENTITY_KINDS)[number];

/** Which thing an event speaks of. `key` is unique within its kind and ward. */
export type EntityRef = { kind: EntityKind; key: string };

/** The thing an event belongs to: a dossier by its code, a report by (indicator, unit, period), and so on. */
export function entityOf(event: WardEvent): EntityRef {
  switch (event.type) {
    case "indicator.reported":
      return { kind: "report", key: `${event.data.indicator}|${event.data.unit ?? ""}|${event.data.period}` };
    case "target.set":
      return { kind: "target", key: targetKey(event.data) };
    case "figure.claimed":
      return { kind: "claim", key: `${event.data.kpi}|${event.data.period}|${event.data.where}` };
    default:
      return "subject" in event ? { kind: "dossier", key: event.subject } : assertNever(event);
  }
}

/** A target of the whole ward keeps the key that it had before units could have targets. */
function targetKey({ kpi, period, unit }: Target): string {
  return unit === undefined ? `${kpi}|${period}` : `${kpi}|${period}|${unit}`;
}

/** One string for a reference, for use as a map key. */
export function addressOf(ref: EntityRef): string {
  return `${ref.kind}:${ref.key}`;
}
