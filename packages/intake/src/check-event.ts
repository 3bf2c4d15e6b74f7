import type { DossierFacts, WardEvent } from "@nhip/contracts";
import { ATTRIBUTE_NAME, checkEnvelope, checkSubject } from "./check-envelope.ts";
import { checkData } from "./check-data.ts";
import { DATA_RULES } from "./data-rule.ts";
import type { DroppedNames } from "./dropped-names.ts";
import { fault, isRecord, type Fault } from "./fault.ts";
import type { Sender } from "./sender.ts";
import { dueTimeFault, pastTimeFault } from "./time-bounds.ts";

export type CheckContext = { sender: Sender; now: number; dropped: DroppedNames };
export type Checked = { ok: true; ward: string; source: string; event: WardEvent } | Fault;

/**
 * One event as it was sent, turned into one of the house, or the first thing that is wrong with it. An event is the
 * same as another when source and id are: inside the house its id is both.
 */
export function checkEvent(raw: unknown, context: CheckContext): Checked {
  if (!isRecord(raw)) return fault("", "unreadable");
  const head = checkEnvelope(raw, context.sender, context.now);
  if (!head.ok) return head;
  for (const name in raw) if (!ATTRIBUTE_NAME.test(name)) context.dropped.add("", name);
  if (raw["data_base64"] !== undefined) return fault("data_base64", "invalid-value");

  const { ward, source, type, time } = head.envelope;
  // A tab can stand in neither, so no two pairs give one id.
  const id = `${source}\t${head.envelope.id}`;
  const sent = raw["data"];
  const of = (event: WardEvent): Checked => ({ ok: true, ward, source, event });
  switch (type) {
    case "indicator.reported": {
      const checked = checkData(DATA_RULES[type], sent, context.dropped, false);
      return checked.ok ? of({ id, type, time, data: checked.data }) : checked;
    }
    case "target.set": {
      const checked = checkData(DATA_RULES[type], sent, context.dropped, false);
      return checked.ok ? of({ id, type, time, data: checked.data }) : checked;
    }
    case "figure.claimed": {
      const checked = checkData(DATA_RULES[type], sent, context.dropped, false);
      return checked.ok ? of({ id, type, time, data: checked.data }) : checked;
    }
    default: {
      const subject = checkSubject(raw["subject"]);
      if (!subject.ok) return subject;
      // A correction with `null` may mean "take it away", which no event does: better refused than misunderstood.
      const checked = checkData(DATA_RULES.dossier, sent, context.dropped, type === "dossier.corrected");
      if (!checked.ok) return checked;
      return (
        factsFault(checked.data, context.now) ??
        of({ id, type, subject: subject.subject, time, data: checked.data })
      );
    }
  }
}

function factsFault({ dueAt, receivedAt, resolvedAt }: DossierFacts, now: number): Fault | undefined {
  const due = dueAt === undefined ? undefined : dueTimeFault(dueAt, now);
  if (due) return fault("data.dueAt", due);
  const received = receivedAt === undefined ? undefined : pastTimeFault(receivedAt, now);
  if (received) return fault("data.receivedAt", received);
  const resolved = resolvedAt === undefined ? undefined : pastTimeFault(resolvedAt, now);
  return resolved && fault("data.resolvedAt", resolved);
}
