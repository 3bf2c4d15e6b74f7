import type { DossierRow } from "@nhip/contracts";

const SHOWN_TAIL = 11;

/** `H64.38.25-221205-0007` -> `…221205-0007`: enough to find it by, short enough to read. */
export function shortCode(code: string): string {
  return code.length <= SHOWN_TAIL + 1 ? code : `…${code.slice(-SHOWN_TAIL)}`;
}

/** Time to the due instant in ms, negative once it has passed; null without one. */
export function timeLeftMs(row: Pick<DossierRow, "dueAt">, nowMs: number): number | null {
  return row.dueAt === null ? null : Date.parse(row.dueAt) - nowMs;
}

/** Soonest due first; what has no due time comes last. */
export function byDue(rows: readonly DossierRow[]): DossierRow[] {
  const due = (row: DossierRow): number =>
    row.dueAt === null ? Number.POSITIVE_INFINITY : Date.parse(row.dueAt);
  return rows.toSorted((a, b) => due(a) - due(b));
}
