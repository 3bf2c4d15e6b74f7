import type { Kpi, KpiDelta, KpiSnapshot } from "@nhip/contracts";

export type Applied =
  | { kind: "applied"; snapshot: KpiSnapshot; changed: string[] }
  | { kind: "old" }
  | { kind: "gap" };

/**
 * Lays a frame over a snapshot. Values are absolute, so any revision from `from` to `rev` may take it; an older frame
 * is dropped and a gap is told, never guessed over. KPIs that did not change stay the same objects.
 */
export function applyDelta(have: KpiSnapshot, delta: KpiDelta): Applied {
  if (delta.rev < have.rev) return { kind: "old" };
  if (have.rev < delta.from) return { kind: "gap" };
  const changes = new Map(delta.changes.map((change) => [change.id, change]));
  const changed: string[] = [];
  const kpis = have.kpis.map((kpi): Kpi => {
    const change = changes.get(kpi.id);
    if (change === undefined) return kpi;
    if (change.value !== kpi.value) changed.push(kpi.id);
    const { reason: _old, ...rest } = kpi;
    return { ...rest, ...change };
  });
  const { rev, at, lastEventAt } = delta;
  return {
    kind: "applied",
    snapshot: { ...have, kpis, rev, at, lastEventAt, checks: delta.checks ?? have.checks },
    changed,
  };
}
