import type { WireDossierEvent, WireEvent } from "./wire-event.ts";

/** What a plain reading of one dossier's events says; instants are texts with one offset, so they compare as they are. */
export type Recounted = {
  code: string;
  types: string[];
  times: string[];
  ids: string[];
  receivedAt?: string;
  resolvedAt?: string;
  dueAt?: string;
  field?: string;
  channel?: string;
  level?: string;
  waiting: boolean;
};

export function isDossierEvent(event: WireEvent): event is WireDossierEvent {
  return event.type.startsWith("dossier.");
}

/** Reads events one after the other, on purpose without the rules of the domain package: for tests. */
export function recount(events: Iterable<WireEvent>): Recounted[] {
  const dossiers = new Map<string, Recounted>();
  for (const event of events) {
    if (!isDossierEvent(event)) continue;
    const one = dossiers.get(event.subject) ?? {
      code: event.subject,
      types: [],
      times: [],
      ids: [],
      waiting: false,
    };
    dossiers.set(event.subject, one);
    one.types.push(event.type);
    one.times.push(event.time);
    one.ids.push(event.id);
    const { dueAt, field, channel, level } = event.data;
    if (dueAt !== undefined) one.dueAt = dueAt;
    if (field !== undefined) one.field = field;
    if (channel !== undefined) one.channel = channel;
    if (level !== undefined) one.level = level;
    if (event.type === "dossier.received") one.receivedAt = event.time;
    if (event.type === "dossier.resolved") one.resolvedAt = event.time;
    if (event.type === "dossier.supplement-requested") one.waiting = true;
    if (event.type === "dossier.supplemented") one.waiting = false;
  }
  return [...dossiers.values()];
}

/** `early`, `on-time` or `late` of a resolved dossier: by its days, and on the due day by the instant. */
export function verdictOf({ resolvedAt = "", dueAt = "" }: Recounted): "early" | "on-time" | "late" {
  if (resolvedAt.slice(0, 10) < dueAt.slice(0, 10)) return "early";
  return resolvedAt <= dueAt ? "on-time" : "late";
}

/** Whether events put in order by time, and at one time by id, stay in the order they were told in. */
export function keepsOrder({ times, ids }: Recounted): boolean {
  const told = times.map((time, place) => ({ at: Date.parse(time), id: ids[place] ?? "" }));
  const sorted = told.toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
  return sorted.every((one, place) => one === told[place]);
}
