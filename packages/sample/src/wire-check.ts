import { DATA_SCHEMAS, EnvelopeShape } from "@nhip/contracts";
import type { WireEvent } from "./wire-event.ts";
import { isDossierEvent } from "./recount.ts";

const STRICT = {
  dossier: DATA_SCHEMAS.dossier.strict(),
  "indicator.reported": DATA_SCHEMAS["indicator.reported"].strict(),
  "target.set": DATA_SCHEMAS["target.set"].strict(),
  "figure.claimed": DATA_SCHEMAS["figure.claimed"].strict(),
};

/** What is wrong with an event at the door of the ingest, key by key, keys nobody asked for included: for tests. */
export function wireFaults(event: WireEvent): string[] {
  const { id, ward, subject, time, type } = event;
  const schema = isDossierEvent(event) ? STRICT.dossier : STRICT[event.type];
  const results = {
    id: EnvelopeShape.id.safeParse(id),
    ward: EnvelopeShape.ward.safeParse(ward),
    subject: EnvelopeShape.subject.safeParse(subject),
    time: EnvelopeShape.time.safeParse(time),
    type: EnvelopeShape.type.safeParse(type),
    data: schema.safeParse(event.data),
  };
  return Object.entries(results).flatMap(([key, { error }]) =>
    error ? [`${id} ${key}: ${error.message}`] : [],
  );
}
