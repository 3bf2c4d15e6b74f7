/** The name out of some that was most likely meant, or `undefined` when none is like it. */
export function nearest(wrong: string, names: Iterable<string>): string | undefined {
  const sought = wrong.toLowerCase();
  const allowed = Math.max(2, Math.floor(wrong.length / 4));
  let best: { name: string; distance: number } | undefined;
  for (const name of names) {
    const own = name.toLowerCase();
    // Whoever leaves the group out means the KPI: `late` is `dossiers.late`.
    const distance = own.endsWith(`.${sought}`) ? 1 : editDistance(sought, own, allowed);
    if (distance <= allowed && (!best || distance < best.distance)) best = { name, distance };
  }
  return best?.name;
}

/** How many letters have to be put in, taken out or changed; more than `limit` is told as `limit + 1`. */
function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let before = Array.from({ length: b.length + 1 }, (_, n) => n);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const changed = (before[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min(changed, (before[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1));
    }
    before = row;
  }
  return Math.min(before[b.length] ?? 0, limit + 1);
}
