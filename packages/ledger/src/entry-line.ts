import { deflateRawSync } from "node:zlib";
import { rowsOf, type LogEntry } from "@nhip/backbone";
import { AppError } from "@nhip/contracts";

/** A log entry as one line of a file: its events in clear, so that the file can be read without us. */
export function lineOf(entry: LogEntry): string {
  const { rev, at, source, n, note } = entry;
  return JSON.stringify([rev, at, source, n, note, rowsOf(entry)]);
}

/** The reverse. Throws AppError("internal") on anything else. */
export function entryOf(line: string): LogEntry {
  const parsed: unknown = JSON.parse(line);
  if (!Array.isArray(parsed) || parsed.length !== 6)
    throw new AppError("internal", "unreadable line of a log file");
  const [rev, at, source, n, note, rows]: unknown[] = parsed;
  const events = Number(n) === 0 ? Buffer.alloc(0) : deflateRawSync(JSON.stringify(rows), { level: 3 });
  return {
    rev: Number(rev),
    at: Number(at),
    source: String(source),
    n: Number(n),
    note: String(note),
    events,
  };
}
