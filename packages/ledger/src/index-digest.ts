/**
 * What is left of an index when its members are forgotten: how many they are, and a sum of their digests. Two indexes
 * with the same are the same, but for chances of one in 2^64; so a whole ward's indexes are compared in little memory.
 */
export type IndexDigest = { members: number; low: number; high: number };

export const EMPTY_INDEX: IndexDigest = { members: 0, low: 0, high: 0 };

/** Adds a member at its score. */
export function addMember(digest: IndexDigest, member: string, score: number): IndexDigest {
  const text = `${member}\t${score}`;
  let low = 0x811c9dc5;
  let high = 0x9747b28c;
  for (let i = 0; i < text.length; i++) {
    low = Math.imul(low ^ text.charCodeAt(i), 0x01000193) >>> 0;
    high = Math.imul(high ^ text.charCodeAt(i), 0x5bd1e995) >>> 0;
    high = (high ^ (high >>> 13)) >>> 0;
  }
  return {
    members: digest.members + 1,
    low: (digest.low + low) >>> 0,
    high: (digest.high + high) >>> 0,
  };
}

export function sameDigest(a: IndexDigest, b: IndexDigest): boolean {
  return a.members === b.members && a.low === b.low && a.high === b.high;
}

/** The number behind a score as Redis writes it; infinity is `inf`. */
export function scoreOf(text: string): number {
  return text === "inf" || text === "Infinity" ? Infinity : Number(text);
}
