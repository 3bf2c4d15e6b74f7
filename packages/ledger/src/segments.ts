import { mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import type { LogEntry } from "@nhip/backbone";
import { entryOf, lineOf } from "./entry-line.ts";
import { openSealed, writeSealed } from "./sealed-file.ts";

const NAME = /^(\d{12})-(\d{12})\.nhiplog$/;
const ENTRIES_AT_ONCE = 100;

/** A part of a ward's log that was moved out of Redis into a file: revisions `from` to `to`, both inclusive. */
export type Segment = { ward: string; file: string; from: number; to: number };

/** The moved parts of all logs, as files `<DATA_DIR>/log-archive/<ward>/<from>-<to>.nhiplog`. */
export function createSegments(dataDir: string) {
  const folderOf = (ward: string) => join(dataDir, "log-archive", ward);

  return {
    /** A ward's segments in the order of their revisions; none where nothing was moved. */
    async list(ward: string): Promise<Segment[]> {
      const names = await readdir(folderOf(ward)).catch(() => []);
      return names.toSorted().flatMap((name) => {
        const [, from, to] = NAME.exec(name) ?? [];
        if (from === undefined || to === undefined) return [];
        return [{ ward, file: join(folderOf(ward), name), from: Number(from), to: Number(to) }];
      });
    },

    /** A segment's entries, a few at a time. Rejects with SealedFileError when the file is damaged. */
    async *read({ file }: Segment): AsyncGenerator<LogEntry[]> {
      const { lines } = await openSealed(file);
      let entries: LogEntry[] = [];
      for await (const line of lines()) {
        entries.push(entryOf(line));
        if (entries.length < ENTRIES_AT_ONCE) continue;
        yield entries;
        entries = [];
      }
      if (entries.length > 0) yield entries;
    },

    /** Writes entries `from` to `to`, which must be all of them, into a new segment. */
    async write(
      ward: string,
      range: { from: number; to: number },
      entries: AsyncIterable<LogEntry[]>,
    ): Promise<Segment> {
      const pad = (rev: number) => String(rev).padStart(12, "0");
      const file = join(folderOf(ward), `${pad(range.from)}-${pad(range.to)}.nhiplog`);
      await mkdir(folderOf(ward), { recursive: true, mode: 0o700 });
      await writeSealed(file, { kind: "log", ward, ...range }, linesOf(entries));
      return { ward, file, ...range };
    },
  };
}
export type Segments = ReturnType<typeof createSegments>;

async function* linesOf(batches: AsyncIterable<LogEntry[]>): AsyncGenerator<string> {
  for await (const entries of batches) for (const entry of entries) yield lineOf(entry);
}
