import type { Kpi, ReplayPeriod } from "@nhip/contracts";

/** All KPIs of a replayed period at each moment, out of those at the first and what changed after. */
export function framesOf({ kpis, changes }: ReplayPeriod): Kpi[][] {
  // How a day that runs stands against a whole one says nothing, so there is no change to tell.
  let frame: Kpi[] = kpis.map((kpi) => ({ ...kpi, previous: null }));
  return changes.map((changed) => {
    if (changed.length > 0) {
      const byId = new Map(changed.map((value) => [value.id, value]));
      frame = frame.map((kpi) => {
        const value = byId.get(kpi.id);
        if (value === undefined) return kpi;
        const { reason: _gone, ...rest } = kpi;
        return { ...rest, ...value };
      });
    }
    return frame;
  });
}

/** The place of a clock time such as `09:45` among moments: the last that is not after it; the newest for what is none. */
export function placeOf(moments: readonly string[], clock: unknown): number {
  if (typeof clock !== "string" || !/^\d\d:\d\d$/.test(clock)) return moments.length - 1;
  const after = moments.findIndex((moment) => moment.slice(11, 16) > clock);
  return after < 0 ? moments.length - 1 : Math.max(0, after - 1);
}
