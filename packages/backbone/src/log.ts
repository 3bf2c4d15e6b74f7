import { inflateRawSync } from "node:zlib";
import { AppError } from "@nhip/contracts";
import { decodeLogRows, type LogRow } from "./codec.ts";
import type { Redis } from "./connection.ts";
import type { Keys } from "./keys.ts";
import { script } from "./script.ts";

const ENTRIES_AT_ONCE = 100;

/** KEYS 1 revision, 2 log, 3 hold · ARGV 1 token, 2 revision, 3 first to stay, 4 entries, then each: revision, fields. */
const spliceScript = script(`
local newest = redis.call('XREVRANGE', KEYS[2], '+', '-', 'COUNT', 1)[1]
local current = tonumber(redis.call('GET', KEYS[1]) or '0')
if newest then current = math.max(current, tonumber(string.match(newest[1], '^%d+'))) end
if redis.call('GET', KEYS[3]) ~= ARGV[1] or current ~= tonumber(ARGV[2]) then return { 0 } end
local at, rev = 5, ARGV[2]
for n = 1, tonumber(ARGV[4]) do
  rev = ARGV[at]
  local count = tonumber(ARGV[at + 1])
  redis.call('XADD', KEYS[2], rev .. '-0', unpack(ARGV, at + 2, at + 1 + count))
  at = at + 2 + count
end
redis.call('SET', KEYS[1], rev)
redis.call('XTRIM', KEYS[2], 'MINID', ARGV[3] .. '-0')
return { 1 }
`);

/** KEYS 1 log, 2 lease · ARGV 1 token, 2 first revision to stay. */
const trimScript = script(`
if redis.call('GET', KEYS[2]) ~= ARGV[1] then return { 0 } end
redis.call('XTRIM', KEYS[1], 'MINID', ARGV[2] .. '-0')
return { 1 }
`);

/** One entry of a ward's log: the events that one commit brought, or a note on what was done to the figures. */
export type LogEntry = {
  /** The revision that it made. They follow each other without a gap. */
  rev: number;
  /** When its events were accepted, milliseconds since the epoch. */
  at: number;
  source: string;
  /** The number of its events; 0 for a note. */
  n: number;
  /** Its events, deflated; empty for a note. */
  events: Buffer;
  /** `recount` after a rebuild, else "". */
  note: string;
};

/** The events of an entry, not yet decoded. Throws AppError("internal") when they cannot be read. */
export function rowsOf(entry: LogEntry): LogRow[] {
  if (entry.n === 0) return [];
  try {
    return decodeLogRows(inflateRawSync(entry.events).toString("utf8"));
  } catch (error) {
    throw new AppError("internal", `log entry ${entry.rev} cannot be read`, { cause: error });
  }
}

/** The newest entries, newest first. */
export async function readNewestEntries(
  redis: Redis,
  keys: Keys,
  ward: string,
  count: number,
): Promise<LogEntry[]> {
  return (await redis.xrevrangeBuffer(keys.log(ward), "+", "-", "COUNT", count)).map(toEntry);
}

/** The part of each ward's log that is in Redis. */
export function createLog(redis: Redis, keys: Keys) {
  return {
    /** Entries from revision `from` to `to`, both inclusive, a few at a time. */
    async *read(ward: string, from: number, to: number): AsyncGenerator<LogEntry[]> {
      for (let next = from; next <= to;) {
        const entries = (
          await redis.xrangeBuffer(keys.log(ward), `${next}-0`, `${to}-0`, "COUNT", ENTRIES_AT_ONCE)
        ).map(toEntry);
        const last = entries.at(-1);
        if (last === undefined) return;
        yield entries;
        next = last.rev + 1;
      }
    },

    /** The revisions of the oldest and the newest entry; `null` for an empty log. */
    async bounds(ward: string): Promise<{ first: number; last: number } | null> {
      const [oldest] = await redis.xrangeBuffer(keys.log(ward), "-", "+", "COUNT", 1);
      const [newest] = await redis.xrevrangeBuffer(keys.log(ward), "+", "-", "COUNT", 1);
      return oldest && newest ? { first: toEntry(oldest).rev, last: toEntry(newest).rev } : null;
    },

    /** The ward's revision; 0 before its first commit. Where somebody has set it back by hand, the log knows better. */
    async lastRev(ward: string): Promise<number> {
      return readLastRev(redis, keys, ward);
    },

    /** Puts entries into the log of an empty store and moves the ward's revision along. Nobody else may write to it. */
    async append(ward: string, entries: readonly LogEntry[]): Promise<void> {
      const pipeline = redis.multi();
      for (const entry of entries) pipeline.xadd(keys.log(ward), `${entry.rev}-0`, ...fieldsOf(entry));
      const last = entries.at(-1);
      if (last) pipeline.set(keys.rev(ward), last.rev);
      for (const [error] of (await pipeline.exec()) ?? []) if (error) throw error;
    },

    /**
     * Puts entries behind those that are there and takes out those up to `upTo`, if the ward is held by `token` and still
     * stands at `rev`. `false` when it is not so; then nothing is changed.
     */
    async splice(
      ward: string,
      request: { token: string; rev: number; entries: readonly LogEntry[]; upTo: number },
    ): Promise<boolean> {
      const { token, rev, entries, upTo } = request;
      const args = entries.flatMap((entry) => {
        const fields = fieldsOf(entry);
        return [entry.rev, fields.length, ...fields];
      });
      const where = [keys.rev(ward), keys.log(ward), keys.hold(ward)];
      const [done] = await spliceScript(redis, where, [token, rev, upTo + 1, entries.length, ...args]);
      return done === 1;
    },

    /** Takes out all entries before revision `rev`, which are safe elsewhere. `false` when `token` lost the ward's lease. */
    async trimBefore(ward: string, rev: number, token: string): Promise<boolean> {
      const [done] = await trimScript(redis, [keys.log(ward), keys.upkeep(ward)], [token, rev]);
      return done === 1;
    },
  };
}
export type Log = ReturnType<typeof createLog>;

/** The higher of the ward's revision and the newest entry's. */
export async function readLastRev(redis: Redis, keys: Keys, ward: string): Promise<number> {
  const [rev, newest] = await Promise.all([
    redis.get(keys.rev(ward)),
    redis.xrevrange(keys.log(ward), "+", "-", "COUNT", 1),
  ]);
  return Math.max(Number(rev ?? 0), Number(newest[0]?.[0].split("-", 1)[0] ?? 0));
}

function fieldsOf({ at, source, n, events, note }: LogEntry): (string | number | Buffer)[] {
  const fields = ["events", events, "n", n, "source", source, "at", at];
  if (note !== "") fields.push("note", note);
  return fields;
}

function toEntry([id, fields]: [Buffer, Buffer[]]): LogEntry {
  const entry: LogEntry = {
    rev: Number(id.toString().split("-", 1)[0]),
    at: 0,
    source: "",
    n: 0,
    events: Buffer.alloc(0),
    note: "",
  };
  for (let at = 0; at + 1 < fields.length; at += 2) {
    const value = fields[at + 1];
    if (value === undefined) continue;
    const name = fields[at]?.toString();
    if (name === "events") entry.events = value;
    else if (name === "n") entry.n = Number(value);
    else if (name === "source") entry.source = value.toString();
    else if (name === "at") entry.at = Number(value);
    else if (name === "note") entry.note = value.toString();
  }
  return entry;
}
