import { createHash } from "node:crypto";
import type { Redis } from "./connection.ts";
import type { Keys } from "./keys.ts";

/** The most sources of a ward that are remembered, and the days of each. */
const MAX_SOURCES = 200;
const MAX_DAYS = 10;

/**
 * KEYS[1] the ward's sources; ARGV by source: name, accepted at, newest event's time, civil day of acceptance.
 * Keeps `lastAt eventTime day,day,…` a source, newest day first. Batches may be counted out of turn: an older one never
 * moves a source back. One source too many is left out.
 */
const NOTE_LUA = `
for i = 1, #ARGV, 4 do
  local name, at, event, day = ARGV[i], tonumber(ARGV[i + 1]), tonumber(ARGV[i + 2]), ARGV[i + 3]
  local old = redis.call('HGET', KEYS[1], name)
  if old or redis.call('HLEN', KEYS[1]) < ${MAX_SOURCES} then
    local days = day
    if old then
      local oldAt, oldEvent, oldDays = string.match(old, '^(%d+) (%d+) (.*)$')
      at = math.max(at, tonumber(oldAt or 0))
      event = math.max(event, tonumber(oldEvent or 0))
      days = oldDays or day
      local first = string.match(days, '^[^,]+') or ''
      if day > first then days = string.sub(day .. ',' .. days, 1, ${MAX_DAYS * 11 - 1}) end
    end
    redis.call('HSET', KEYS[1], name, string.format('%.0f %.0f %s', at, event, days))
  end
end
return 1
`;
const NOTE_SHA = createHash("sha1").update(NOTE_LUA).digest("hex");

/** When a source was last heard. Times in milliseconds since the epoch, days newest first. */
export type SourceMark = { source: string; lastAt: number; lastEventTime: number; days: string[] };
/** What a counted batch says about its source. */
export type SourceNote = { source: string; at: number; eventTime: number; day: string };

/** Remembers when each source of a ward was last heard; apart from the commit, which does not depend on it. */
export function createSources(redis: Redis, keys: Keys) {
  return {
    async note(ward: string, notes: readonly SourceNote[]): Promise<void> {
      if (notes.length === 0) return;
      const key = keys.sources(ward);
      const args = notes.flatMap(({ source, at, eventTime, day }) => [
        source,
        at,
        Math.max(0, eventTime),
        day,
      ]);
      try {
        await redis.evalsha(NOTE_SHA, 1, key, ...args);
      } catch (error) {
        if (!(error instanceof Error && error.message.startsWith("NOSCRIPT"))) throw error;
        await redis.eval(NOTE_LUA, 1, key, ...args);
      }
    },

    /** All that are remembered, by name. */
    async list(ward: string): Promise<SourceMark[]> {
      const all = await redis.hgetall(keys.sources(ward));
      return Object.entries(all)
        .flatMap(([source, text]) => parseMark(source, text) ?? [])
        .toSorted((a, b) => a.source.localeCompare(b.source, "vi"));
    },
  };
}
export type Sources = ReturnType<typeof createSources>;

function parseMark(source: string, text: string): SourceMark | null {
  const [, at, event, days] = /^(\d+) (\d+) (\S*)$/.exec(text) ?? [];
  if (at === undefined || event === undefined || days === undefined) return null;
  return { source, lastAt: Number(at), lastEventTime: Number(event), days: days.split(",").filter(Boolean) };
}
