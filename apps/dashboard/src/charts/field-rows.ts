import type { Series } from "@nhip/contracts";

export type FieldRow = { field: string; received: number; resolved: number };
export const FIELD_ROWS = 8;

/** Fields by what came in, the largest first; fields without a dossier are left out, and `rest` counts those beyond the bound. */
export function fieldRows(received: Series, resolved: Series): { rows: FieldRow[]; rest: number } {
  const done = new Map(resolved.points.map((point) => [point.key, point.value ?? 0]));
  const known = new Set(received.points.map((point) => point.key));
  const keys = [
    ...received.points.map((point) => point.key),
    ...[...done.keys()].filter((key) => !known.has(key)),
  ];
  const came = new Map(received.points.map((point) => [point.key, point.value ?? 0]));
  const all = keys
    .map((field) => ({ field, received: came.get(field) ?? 0, resolved: done.get(field) ?? 0 }))
    .filter((row) => row.received + row.resolved > 0)
    .toSorted((a, b) => b.received - a.received || b.resolved - a.resolved);
  return { rows: all.slice(0, FIELD_ROWS), rest: Math.max(0, all.length - FIELD_ROWS) };
}
