/** Pulses come every 5 s; two missed ones and a second are silence. */
export const SILENCE_MS = 11_000;
/** How long the server's revision may be ahead of ours before we ask. */
export const LAG_MS = 1_000;

/** All on the client's own monotonic clock, in ms; null means never. */
export type Signs = {
  /** The last pulse or frame. */
  heardAt: number | null;
  /** Since when the server is known to have a revision that we lack. */
  behindSince: number | null;
};
export type Freshness = { state: "waiting" } | { state: "live" } | { state: "stale"; sinceMs: number };

/* One object each, so that a second that changes nothing draws nothing. */
const WAITING: Freshness = { state: "waiting" };
const LIVE: Freshness = { state: "live" };

/** Whether figures may still be called live. What is behind for as long as a silence is as old as one. */
export function freshnessAt(signs: Signs, now: number): Freshness {
  if (signs.heardAt === null) return WAITING;
  const trusted = Math.min(signs.heardAt, signs.behindSince ?? Number.POSITIVE_INFINITY);
  return now - trusted > SILENCE_MS ? { state: "stale", sinceMs: now - trusted } : LIVE;
}

/** Notes the newest revision of a pulse; equal or older ends the lag. */
export function noteRevision(
  signs: Signs,
  ours: number | null,
  theirs: number | undefined,
  now: number,
): Signs {
  if (ours === null || theirs === undefined || theirs <= ours)
    return signs.behindSince === null ? signs : { ...signs, behindSince: null };
  return signs.behindSince === null ? { ...signs, behindSince: now } : signs;
}

/** Whether the lag is long enough to ask the server again. */
export function needsAsking(signs: Signs, now: number): boolean {
  return signs.behindSince !== null && now - signs.behindSince >= LAG_MS;
}
