import type { Placed } from "@nhip/contracts";

/** What a list holds, in the order in which it stands until somebody arranges it. */
export type Known = { id: string; hidden: boolean };

/** A saved order over what there is: what is gone leaves no hole, and what is new stands where it comes by itself. */
export function arranged(known: readonly Known[], saved: readonly Placed[] | null): Placed[] {
  if (saved === null) return [...known];
  const ids = new Set(known.map(({ id }) => id));
  const seen = new Set<string>();
  const placed = saved.filter(({ id }) => ids.has(id) && !seen.has(id) && seen.add(id));
  for (const [at, one] of known.entries()) {
    if (seen.has(one.id)) continue;
    const before = known[at - 1]?.id;
    placed.splice(before === undefined ? 0 : placed.findIndex(({ id }) => id === before) + 1, 0, { ...one });
    seen.add(one.id);
  }
  return placed;
}

/** The list with one of its things `by` places further on; at an end it stays. */
export function moved(list: readonly Placed[], id: string, by: 1 | -1): Placed[] {
  const from = list.findIndex((one) => one.id === id);
  const to = from + by;
  const [here, there] = [list[from], list[to]];
  if (here === undefined || there === undefined) return [...list];
  return list.map((one, at) => (at === from ? there : at === to ? here : one));
}

/** The list with one of its things hidden or shown. */
export function toggled(list: readonly Placed[], id: string): Placed[] {
  return list.map((one) => (one.id === id ? { id, hidden: !one.hidden } : one));
}

/** How tall a section is that shares a row; those without a height take the width of the page. */
export type Heights = Readonly<Record<string, number>>;
export type Row = { left: string[]; right: string[] };

/** Puts sections into rows, in their order: a tall one has as many short ones beside it as are as tall together. */
export function rowsOf(sections: readonly string[], heights: Heights): Row[] {
  const rows: Row[] = [];
  let room = 0;
  for (const id of sections) {
    const height = heights[id];
    const row = rows.at(-1);
    if (height !== undefined && row !== undefined && room > 0) {
      row.right.push(id);
      room -= height;
    } else {
      rows.push({ left: [id], right: [] });
      room = height ?? 0;
    }
  }
  return rows;
}
