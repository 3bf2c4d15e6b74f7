import { isWardEvent, type EventBatch } from "@nhip/contracts";
import { formatInstant } from "@nhip/domain";
import { isRecord } from "./fault.ts";
import { quarantineLine } from "./quarantine-line.ts";

/**
 * An event of a batch in the words of the wire, so that a person can read, mend and send it again: checked once more it
 * becomes the same event. What is no event is kept as a refused line would be.
 */
export function wireLine(event: unknown, { ward, source }: Pick<EventBatch, "ward" | "source">) {
  if (!isWardEvent(event)) return quarantineLine(event);
  const { id, time, data, ...rest } = event;
  const tab = id.indexOf("\t");
  return {
    ...rest,
    id: id.slice(tab + 1),
    ward,
    source: tab < 0 ? source : id.slice(0, tab),
    time: formatInstant(time),
    data: wireData(data),
  };
}

function wireData(data: object): Record<string, unknown> {
  const said: unknown = data;
  if (!isRecord(said)) return {};
  return Object.fromEntries(
    Object.entries(said).map(([name, value]) => [
      name,
      name.endsWith("At") && typeof value === "number" ? formatInstant(value) : value,
    ]),
  );
}
