import type { KeptEntry } from "@nhip/contracts";
import { checkEvent } from "./check-event.ts";
import { createDroppedNames } from "./dropped-names.ts";
import { fault, isRecord, type Fault } from "./fault.ts";
import { HIDDEN } from "./quarantine-line.ts";
import type { EventGroup } from "./sort-lines.ts";

/** Only how long it is counts. */
type Trail = { trail: readonly unknown[] };
type Mended = { ok: true; id: string; group: EventGroup; dropped: string[] };

/**
 * Checks what a person made of an entry, or the entry as it is, exactly as the door would. The event keeps its id; one
 * without gets an id out of the entry's key, so that sending it twice counts once; a line that looks the
 * same and came after that one was settled gets another. A value that was hidden because it
 * looked like personal data has to be typed anew.
 */
export function checkMended(
  entry: Pick<KeptEntry, "key" | "path" | "code" | "source" | "line"> & Trail,
  ward: string,
  event: Record<string, unknown> | undefined,
  now: number,
): Mended | Fault {
  const line = completed(event ?? entry.line, entry, ward);
  const hidden = hiddenPlace(line);
  if (hidden !== undefined) return fault(hidden, hidden === entry.path ? entry.code : "personal-data");
  const dropped = createDroppedNames();
  const checked = checkEvent(line, { sender: { wards: [ward], source: entry.source }, now, dropped });
  if (!checked.ok) return checked;
  const { source, event: one } = checked;
  return { ok: true, id: one.id, group: { ward, source, events: [one] }, dropped: dropped.list() };
}

function completed(
  line: Record<string, unknown>,
  { key, trail }: Pick<KeptEntry, "key"> & Trail,
  ward: string,
): Record<string, unknown> {
  const { id, source, ...rest } = line;
  const own = trail.length === 0 ? `sua-${key}` : `sua-${key}-${trail.length + 1}`;
  return {
    ward,
    ...rest,
    id: isNothing(id) || isHidden(id) ? own : id,
    ...(isNothing(source) || isHidden(source) ? {} : { source }),
  };
}

const isNothing = (value: unknown): boolean => value === undefined || value === null || value === "";
const isHidden = (value: unknown): boolean => typeof value === "string" && value.includes(HIDDEN);

function hiddenPlace(line: Record<string, unknown>): string | undefined {
  const data = isRecord(line["data"]) ? line["data"] : {};
  const inLine = Object.keys(line).find((name) => isHidden(line[name]));
  const inData = Object.keys(data).find((name) => isHidden(data[name]));
  return inLine ?? (inData === undefined ? undefined : `data.${inData}`);
}
