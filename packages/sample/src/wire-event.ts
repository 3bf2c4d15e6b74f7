import type {
  Channel,
  Claim,
  DossierEventType,
  DossierFacts,
  IndicatorReport,
  Level,
  Target,
} from "@nhip/contracts";

type InstantKey = "dueAt" | "receivedAt" | "resolvedAt";

/** {@link DossierFacts} as they travel: instants are RFC 3339 texts with an offset. */
export type WireFacts = Omit<DossierFacts, InstantKey> & Partial<Record<InstantKey, string>>;

type Envelope<Type extends string, Data> = {
  id: string;
  type: Type;
  ward: string;
  /** The dossier's code; for a statement, the indicator or KPI it speaks of. */
  subject: string;
  /** RFC 3339, +07:00, whole seconds or milliseconds. */
  time: string;
  data: Data;
};

export type WireDossierEvent = Envelope<DossierEventType, WireFacts>;

export type WireStatement =
  | Envelope<"indicator.reported", IndicatorReport>
  | Envelope<"target.set", Target>
  | Envelope<"figure.claimed", Claim>;

/** One event as `POST /v1/events` takes it. */
export type WireEvent = WireDossierEvent | WireStatement;

/** What kind of dossier it is; told when it is received. */
export type CaseFacts = { procedure: string; field: string; channel: Channel; level: Level };

/** By time, equal times in the order they were given. Times must be whole seconds with one offset, as text. */
export function inTimeOrder(events: readonly WireEvent[]): WireEvent[] {
  return events.toSorted((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0));
}
