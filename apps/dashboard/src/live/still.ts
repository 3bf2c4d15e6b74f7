import type { KpiReading, KpiSnapshot } from "@nhip/contracts";

/** A reading of the API as the socket would have told it. */
export function snapshotOf(reading: KpiReading, period: string): KpiSnapshot {
  const { ward, rev, lastEventAt, kpis, checks } = reading;
  return {
    ward,
    period,
    range: reading.period,
    previousRange: reading.previousPeriod,
    rev,
    at: reading.asOf,
    lastEventAt,
    kpis,
    checks,
  };
}
