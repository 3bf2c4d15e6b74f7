import type { Kpi, KpiDelta, KpiReading, KpiSnapshot, KpiValue } from "@nhip/contracts";

/** A reading as a snapshot frame. `period` as asked. */
export function snapshotFrame(period: string, reading: KpiReading): KpiSnapshot {
  return {
    ward: reading.ward,
    period,
    range: reading.period,
    previousRange: reading.previousPeriod,
    rev: reading.rev,
    at: reading.computedAt,
    lastEventAt: reading.lastEventAt,
    kpis: reading.kpis,
    checks: reading.checks,
  };
}

/**
 * What moved between two readings of a room, as a frame from the older revision to the newer; `null` when a delta
 * would not do: other days, other KPIs, other previous values, another pace, or a revision that went down.
 */
export function deltaFrame(period: string, before: KpiReading, after: KpiReading): KpiDelta | null {
  if (before.period.from !== after.period.from || before.period.to !== after.period.to) return null;
  if (before.kpis.length !== after.kpis.length || after.rev < before.rev) return null;
  const changes: KpiValue[] = [];
  for (const [n, kpi] of after.kpis.entries()) {
    const old = before.kpis[n];
    if (!old || old.id !== kpi.id || old.previous !== kpi.previous || old.pace !== kpi.pace) return null;
    if (!sameValue(old, kpi)) changes.push(valueOf(kpi));
  }
  const { ward, rev, computedAt: at, lastEventAt, checks } = after;
  const sameChecks = JSON.stringify(before.checks) === JSON.stringify(checks);
  return { ward, period, from: before.rev, rev, at, lastEventAt, changes, ...(sameChecks ? {} : { checks }) };
}

function valueOf({ id, value, numerator, denominator, target, attainment, status, reason }: Kpi): KpiValue {
  return { id, value, numerator, denominator, target, attainment, status, ...(reason ? { reason } : {}) };
}

function sameValue(a: Kpi, b: Kpi): boolean {
  return (
    a.value === b.value &&
    a.numerator === b.numerator &&
    a.denominator === b.denominator &&
    a.target === b.target &&
    a.status === b.status &&
    a.reason === b.reason
  );
}
