/** Counts from 1 up to this one could name a person and stand as "<5". */
const MOST_SMALL = 4;

/** How a count of a breakdown may be shown: as it is, as "<5", or not at all because it would give a small one away. */
export type Shown = "whole" | "few" | "hidden";

/**
 * Which counts of one column of a breakdown may be shown beside their sum, where the sum is public. Counts of 1 to 4 stand
 * as "<5"; where those alone could be worked out from the sum, the smallest of the others is hidden with them, or all where there is none. Counts are
 * whole and 0 or more; the answer has one word for each, in their order. Personal Data Protection Law 91/2025/QH15.
 */
export function disclosureOf(counts: readonly number[]): Shown[] {
  const shown = counts.map((count): Shown => (isSmall(count) ? "few" : "whole"));
  const small = counts.filter(isSmall);
  const sum = small.reduce((total, count) => total + count, 0);
  const isOpen = small.length === 0 || (sum > small.length && sum < small.length * MOST_SMALL);
  if (isOpen && small.length !== 1) return shown;
  const large = counts.flatMap((count, at) => (count > MOST_SMALL ? [{ count, at }] : []));
  const [next] = large.toSorted((a, b) => a.count - b.count);
  if (!next) return counts.map(() => "hidden");
  shown[next.at] = "hidden";
  return shown;
}

const isSmall = (count: number): boolean => count > 0 && count <= MOST_SMALL;
