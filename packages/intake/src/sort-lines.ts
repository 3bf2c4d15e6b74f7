import type { EventBatch, WardEvent } from "@nhip/contracts";
import { checkEvent } from "./check-event.ts";
import type { Sender } from "./sender.ts";
import { createDroppedNames } from "./dropped-names.ts";
import { fault, isRecord, type Fault } from "./fault.ts";
import type { Line } from "./lines.ts";
import { quarantineLine, salvaged, shownId } from "./quarantine-line.ts";

/** Events of one ward and source. */
export type EventGroup = Pick<EventBatch, "ward" | "source" | "events">;

/** An event that does not count: where it stood, what is wrong, and what the quarantine of `ward` keeps of it. */
export type Refused = {
  index: number;
  id: string | undefined;
  fault: Fault;
  ward: string;
  source: string;
  kept: Record<string, unknown>;
};

export type Sorted = { accepted: number; groups: EventGroup[]; refused: Refused[]; dropped: string[] };

/** Parts what counts from what does not. A refused event of a ward the sender may not write is kept under its first. */
export function sortLines(lines: readonly Line[], sender: Sender, now: number): Sorted {
  const dropped = createDroppedNames();
  const context = { sender, now, dropped };
  const groups = new Map<string, EventGroup>();
  const refused: Refused[] = [];
  lines.forEach((line, index) => {
    const checked = line.readable ? checkEvent(line.value, context) : fault("", "unreadable");
    if (checked.ok) eventsOf(groups, checked.ward, checked.source).push(checked.event);
    else refused.push(refusedOf(line, index, checked, sender));
  });
  return {
    accepted: lines.length - refused.length,
    groups: [...groups.values()],
    refused,
    dropped: dropped.list(),
  };
}

function eventsOf(groups: Map<string, EventGroup>, ward: string, source: string): WardEvent[] {
  const name = `${ward}\n${source}`;
  let group = groups.get(name);
  if (!group) groups.set(name, (group = { ward, source, events: [] }));
  return group.events;
}

function refusedOf(line: Line, index: number, why: Fault, sender: Sender): Refused {
  const raw = line.readable ? line.value : salvaged(line.text);
  const named = isRecord(raw) ? raw["ward"] : undefined;
  const ward = typeof named === "string" && sender.wards.includes(named) ? named : (sender.wards[0] ?? "");
  return { index, id: shownId(raw), fault: why, ward, source: sender.source, kept: quarantineLine(raw) };
}
