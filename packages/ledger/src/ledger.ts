import {
  clearDrafts,
  createAuditStore,
  createDraft,
  createLog,
  createUpkeep,
  createVault,
  type EventQueue,
  type Keys,
  type Redis,
} from "@nhip/backbone";
import type { Rules } from "@nhip/domain";
import { archiveLog } from "./archive.ts";
import { backup, type BackupSum } from "./backup.ts";
import { rebuildWard, type Rebuilt } from "./rebuild.ts";
import { replay } from "./replay.ts";
import { restore, type Restored } from "./restore.ts";
import { createSegments, type Segment } from "./segments.ts";
import { verifyWard, type Verification } from "./verify.ts";
import { createWholeLog } from "./whole-log.ts";

export type LedgerDeps = {
  redis: Redis;
  keys: Keys;
  /** Where the moved parts of the logs are: `DATA_DIR`. */
  dataDir: string;
  now: () => number;
};

/** Everything that is proved, mended or carried away by a ward's log. */
export function createLedger({ redis, keys, dataDir, now }: LedgerDeps) {
  const stream = createLog(redis, keys);
  const store = createAuditStore(redis, keys);
  const segments = createSegments(dataDir);
  const log = createWholeLog(stream, segments);
  const upkeep = createUpkeep(redis, keys);
  const vault = createVault(redis, keys);

  const draftFor = (ward: string, token: string) => createDraft(redis, keys, ward, token);

  const verify = (ward: string, rulesOf: () => Promise<Rules>): Promise<Verification> =>
    verifyWard({ log, store }, ward, rulesOf);
  const rebuild = (ward: string, rules: Rules): Promise<Rebuilt> =>
    rebuildWard({ log, stream, draftFor, upkeep, now }, ward, rules);

  return {
    /** The mark of the rules by which a ward's counters were made; `null` before its first event. */
    countedBy: (ward: string): Promise<string | null> => store.readMark(ward),
    /** Removes what rebuilds left that were killed. */
    clearDrafts: (): Promise<void> => clearDrafts(redis, keys, "*"),
    /** See {@link verifyWard}. */
    verify,
    /** See {@link rebuildWard}. */
    rebuild,
    /** See {@link archiveLog}. */
    archive: (ward: string, before: number, keep?: number): Promise<Segment | null> =>
      archiveLog(
        { log: stream, whole: log, segments, upkeep, ...(keep === undefined ? {} : { keep }) },
        ward,
        before,
      ),
    /** See {@link backup}. */
    backup: (queue: EventQueue, file: string): Promise<BackupSum> =>
      backup({ log, stream, vault, queue, now }, file),
    /** See {@link restore}. */
    restore: (queue: EventQueue, file: string): Promise<Restored> =>
      restore({ stream, vault, queue, now, rebuild, verify }, file),
    /** See {@link replay}. */
    replay: (queue: EventQueue, file: string): Promise<{ events: number }> => replay(queue, file),
  };
}
export type Ledger = ReturnType<typeof createLedger>;
