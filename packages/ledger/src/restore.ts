import type { EventQueue, Log, LogEntry, Vault } from "@nhip/backbone";
import { WardSettings, type EventBatch } from "@nhip/contracts";
import { createRules, type Rules } from "@nhip/domain";
import type { BackupLine, BackupSum } from "./backup.ts";
import { entryOf } from "./entry-line.ts";
import { SealedFileError, openSealed } from "./sealed-file.ts";
import type { Verification } from "./verify.ts";

const ENTRIES_AT_ONCE = 200;
const BATCHES_AT_ONCE = 20;

export type RestoreDeps = {
  stream: Log;
  vault: Vault;
  queue: EventQueue;
  now: () => number;
  rebuild: (ward: string, rules: Rules) => Promise<unknown>;
  verify: (ward: string, rulesOf: () => Promise<Rules>) => Promise<Verification>;
};

export type Restored = BackupSum & { verifications: Verification[] };

/** The store is not empty: a restore never mixes with what is there. */
export class StoreNotEmptyError extends Error {
  constructor() {
    super(
      "Kho đang có dữ liệu; chỉ khôi phục vào kho trống (DATA_DIR mới, hoặc npm start -- --empty lần đầu). Không có gì bị thay đổi. · The store is not empty; restore into a new DATA_DIR. Nothing was changed.",
    );
  }
}

/**
 * Puts a backup into an empty store, makes all figures anew from its logs and compares them. The file is read to its end
 * before anything is written. A restore that was interrupted is begun again by calling this again; until it is finished no
 * ward is to be seen.
 */
export async function restore(deps: RestoreDeps, file: string): Promise<Restored> {
  const { stream, vault, queue, now } = deps;
  const { header, lines } = await openSealed(file);
  if (header.kind !== "backup") throw new SealedFileError("foreign", file);
  const settings = await survey(file, lines());
  const isUnfinished = (await vault.isRestoring()) && (await vault.hasNoWards());
  if (isUnfinished) await vault.clearUnfinished();
  else if (!(await vault.isEmpty())) throw new StoreNotEmptyError();
  await vault.beginRestore(now());

  const batches: EventBatch[] = [];
  const held: Extract<BackupLine, ["house", ...unknown[]]>[] = [];
  const logs = new LogWriter(stream);
  let sum: BackupSum = { wards: 0, entries: 0, events: 0, waiting: 0 };
  for await (const text of lines()) {
    const line = asLine(text);
    if (line[0] === "log") await logs.take(line[1], entryOf(line[2]));
    else if (line[0] === "ward") await vault.writeWard(line[1], { name: line[2], value: line[3] });
    else if (line[0] === "house") held.push(line);
    else if (line[0] === "batch") batches.push(line[1]);
    else sum = line[1];
  }
  await logs.flush();

  const verifications: Verification[] = [];
  for (const one of settings) {
    const rules = createRules(one.rules);
    await deps.rebuild(one.id, rules);
    verifications.push(await deps.verify(one.id, async () => rules));
  }
  for (let at = 0; at < batches.length; at += BATCHES_AT_ONCE)
    await queue.add(batches.slice(at, at + BATCHES_AT_ONCE));
  await vault.finishRestore(held.map(([, name, value]) => ({ name, value })));
  return { ...sum, verifications };
}

/** Reads a file to its end: the wards in it, or a SealedFileError when it does not end as a backup ends. */
async function survey(file: string, lines: AsyncIterable<string>): Promise<WardSettings[]> {
  const settings: WardSettings[] = [];
  let ended = false;
  for await (const text of lines) {
    const line = asLine(text);
    if (line[0] === "house" && line[1] === "wards" && typeof line[2] === "object")
      for (const one of Object.values(line[2])) settings.push(WardSettings.parse(JSON.parse(one)));
    ended = line[0] === "end";
  }
  if (!ended) throw new SealedFileError("damaged", file);
  return settings;
}

/** Appends entries of one ward after another, several at a time. */
class LogWriter {
  readonly #stream: Log;
  #ward = "";
  #entries: LogEntry[] = [];

  constructor(stream: Log) {
    this.#stream = stream;
  }

  async take(ward: string, entry: LogEntry): Promise<void> {
    if (ward !== this.#ward || this.#entries.length >= ENTRIES_AT_ONCE) await this.flush();
    this.#ward = ward;
    this.#entries.push(entry);
  }

  async flush(): Promise<void> {
    if (this.#entries.length > 0) await this.#stream.append(this.#ward, this.#entries);
    this.#entries = [];
  }
}

/** A line of a file whose digest was right: it is ours. */
function asLine(text: string): BackupLine {
  return JSON.parse(text) as BackupLine;
}
