import type { EventQueue, Log, Vault } from "@nhip/backbone";
import type { EventBatch } from "@nhip/contracts";
import { lineOf } from "./entry-line.ts";
import { writeSealed } from "./sealed-file.ts";
import type { WholeLog } from "./whole-log.ts";

/** How much a backup holds; its last line, so that one that ends too early is told from a whole one. */
export type BackupSum = { wards: number; entries: number; events: number; waiting: number };

/** What a line of a backup is. `log` is a log entry of a ward, `batch` one that was accepted and not yet committed. */
export type BackupLine =
  | ["house", name: string, value: string | Record<string, string>]
  | ["ward", ward: string, name: string, value: string | Record<string, string>]
  | ["batch", batch: EventBatch]
  | ["log", ward: string, entry: string]
  | ["end", sum: BackupSum];

/**
 * Writes all that cannot be worked out again into one file: logs, settings, keys of sources (as digests), what waits to be
 * mended and what waits to be counted. The system goes on. Events move from the queue to a log or to what waits to be mended,
 * and from there to the queue: read in the order queue, what waits, queue, logs, each is met at least once, and counts once.
 */
export async function backup(
  deps: { log: WholeLog; stream: Log; vault: Vault; queue: EventQueue; now: () => number },
  file: string,
): Promise<BackupSum> {
  const { log, stream, vault, queue, now } = deps;
  const sum: BackupSum = { wards: 0, entries: 0, events: 0, waiting: 0 };

  const seen = new Set<string>();
  async function* waiting(): AsyncGenerator<BackupLine> {
    for await (const { id, batch } of queue.pending()) {
      if (seen.has(id)) continue;
      seen.add(id);
      sum.waiting += 1;
      yield ["batch", batch];
    }
  }

  async function* lines(): AsyncGenerator<BackupLine> {
    const house = await vault.readHouse();
    const wards = Object.keys(house.find(({ name }) => name === "wards")?.value ?? {});
    yield* waiting();
    for (const ward of wards)
      for (const { name, value } of await vault.readWard(ward)) yield ["ward", ward, name, value];
    // Once more: a line that was mended and sent meanwhile was in neither.
    yield* waiting();
    for (const ward of wards) {
      sum.wards += 1;
      const rev = await stream.lastRev(ward);
      let next = 1;
      for await (const entries of log.read(ward, rev)) {
        for (const entry of entries) {
          if (entry.rev !== next) throw gapIn(ward, next, entry.rev - 1);
          next = entry.rev + 1;
          sum.entries += 1;
          sum.events += entry.n;
          yield ["log", ward, lineOf(entry)];
        }
      }
      if (next <= rev) throw gapIn(ward, next, rev);
    }
    for (const { name, value } of house) yield ["house", name, value];
    yield ["end", sum];
  }

  const header = { kind: "backup" as const, madeAt: new Date(now()).toISOString() };
  await writeSealed(file, header, asText(lines()));
  return sum;
}

/** A backup of a log with a hole would pass for a whole one. */
function gapIn(ward: string, from: number, to: number): Error {
  return new Error(
    `Nhật ký của ${ward} thiếu lần ghi ${from}–${to}: không sao lưu được số liệu thiếu. · Revisions ${from} to ${to} of ${ward} are missing; run nhip verify.`,
  );
}

async function* asText(lines: AsyncIterable<BackupLine>): AsyncGenerator<string> {
  for await (const line of lines) yield JSON.stringify(line);
}
