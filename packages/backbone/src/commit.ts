import { deflateRawSync } from "node:zlib";
import { toBuckets, type BatchOutcome, type EntityKind } from "@nhip/domain";
import { ENTITY_KINDS, addressOf } from "@nhip/domain";
import { encodeChange } from "./change.ts";
import { encodeLogEvents, encodeStored, type Stored } from "./codec.ts";
import { COMMIT_LUA } from "./commit.lua.ts";
import type { Redis } from "./connection.ts";
import type { Keys } from "./keys.ts";
import { script } from "./script.ts";

const commitScript = script(COMMIT_LUA);

export type CommitRequest = {
  ward: string;
  source: string;
  acceptedAt: number;
  /** What was read before folding, by address; the commit holds only if it is still so. */
  read: ReadonlyMap<string, Stored>;
  outcome: BatchOutcome;
  /** The mark of the rules by which the outcome was worked out. */
  mark: string;
};

/**
 * `conflict`: somebody wrote in between; read again, fold again. `held`: a rebuild is just taking the ward over; try again
 * shortly. `other-rules`: the counters were made by rules of another mark; they must be counted anew first.
 */
export type CommitResult =
  | { status: "committed"; rev: number }
  | { status: "conflict" }
  | { status: "held" }
  | { status: "other-rules"; countedBy: string };

/** Writes a batch's outcome, all or nothing. Rejects only when Redis does. */
export async function commit(redis: Redis, keys: Keys, request: CommitRequest): Promise<CommitResult> {
  const { ward, outcome } = request;
  const positions = new Positions([keys.rev(ward), keys.log(ward), keys.countedBy(ward), keys.hold(ward)]);
  const buckets = toBuckets(outcome.counts);
  const entities: (string | number)[] = [];
  for (const kind of ENTITY_KINDS) pushEntities(entities, kind, request, positions, keys);
  const moves: (string | number)[] = [];
  for (const { index, member, score } of outcome.moves) {
    moves.push(
      positions.of(keys.index(ward, index)),
      member,
      score === null ? "" : score === Infinity ? "+inf" : score,
    );
  }
  const counters: (string | number)[] = [];
  for (const [bucket, fields] of buckets) {
    const position = positions.of(keys.count(ward, bucket));
    for (const [field, n] of fields) counters.push(position, field, n);
  }
  // A batch is small: handing it to another thread costs more than deflating it here.
  const events = deflateRawSync(encodeLogEvents(outcome.fresh), { level: 3 });
  const args = [
    events,
    outcome.fresh.length,
    request.source,
    request.acceptedAt,
    keys.changes(ward),
    encodeChange(request.acceptedAt, buckets, outcome),
    entities.length / 4,
    moves.length / 3,
    counters.length / 3,
    request.mark,
    ...entities,
    ...moves,
    ...counters,
  ];
  const [rev, detail] = await commitScript(redis, positions.keys, args);
  if (rev === 0) return { status: "conflict" };
  if (rev === -1) return { status: "held" };
  if (rev === -2) return { status: "other-rules", countedBy: String(detail) };
  return { status: "committed", rev: Number(rev) };
}

function pushEntities(
  into: (string | number)[],
  kind: EntityKind,
  { ward, outcome, read }: CommitRequest,
  positions: Positions,
  keys: Keys,
): void {
  for (const { ref, history } of outcome.changed) {
    if (ref.kind !== kind) continue;
    const version = read.get(addressOf(ref))?.version ?? 0;
    const position = positions.of(keys.entities(ward, kind));
    into.push(position, ref.key, version, encodeStored({ version: version + 1, history }));
  }
}

/** Gives each key one position in KEYS. */
class Positions {
  readonly keys: string[];
  readonly #byKey = new Map<string, number>();

  constructor(keys: string[]) {
    this.keys = keys;
  }

  of(key: string): number {
    let position = this.#byKey.get(key);
    if (position === undefined) {
      position = this.keys.push(key);
      this.#byKey.set(key, position);
    }
    return position;
  }
}
