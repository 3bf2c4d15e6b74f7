import { eventOfRow, intoJobs, rowsOf, type EventQueue, type LogEntry } from "@nhip/backbone";
import type { BackupLine } from "./backup.ts";
import { entryOf } from "./entry-line.ts";
import { SealedFileError, openSealed } from "./sealed-file.ts";

/** So many batches wait at most, so that sources are not turned away meanwhile. */
const MAX_WAITING = 200;
const PAUSE_MS = 50;

/**
 * Sends every event of a backup or a log segment through the queue again. Whatever is there already counts nothing twice,
 * so it closes any gap and harms nothing. Rejects with SealedFileError before anything is sent when the file is damaged.
 */
export async function replay(queue: EventQueue, file: string): Promise<{ events: number }> {
  const { header, lines } = await openSealed(file);
  let sent = 0;
  const send = async (ward: string, entry: LogEntry) => {
    while ((await queue.depth()) > MAX_WAITING) await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    const { source, at: acceptedAt } = entry;
    const events = rowsOf(entry).map(eventOfRow);
    await queue.add(intoJobs(events).map((part) => ({ ward, source, acceptedAt, events: part })));
    sent += events.length;
  };
  if (header.kind === "log") {
    if (typeof header["ward"] !== "string") throw new SealedFileError("foreign", file);
    for await (const line of lines()) await send(header["ward"], entryOf(line));
  } else {
    for await (const text of lines()) {
      const line = JSON.parse(text) as BackupLine;
      if (line[0] === "log") await send(line[1], entryOf(line[2]));
      if (line[0] === "batch") {
        await queue.add([line[1]]);
        sent += line[1].events.length;
      }
    }
  }
  return { events: sent };
}
