/**
 * Splits a whole `total` by weights into whole parts that add up to it exactly (largest remainder).
 * Weights are positive, on any scale; equal remainders go to the earlier place.
 */
export function apportion(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((all, weight) => all + weight, 0);
  const shares = weights.map((weight, place) => {
    const exact = (total * weight) / sum;
    return { place, part: Math.floor(exact), remainder: exact % 1 };
  });
  const missing = total - shares.reduce((all, share) => all + share.part, 0);
  const lucky = new Set(
    shares
      .toSorted((a, b) => b.remainder - a.remainder || a.place - b.place)
      .slice(0, missing)
      .map((share) => share.place),
  );
  return shares.map((share) => share.part + (lucky.has(share.place) ? 1 : 0));
}
