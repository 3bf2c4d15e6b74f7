import { KPI_GROUPS, type Kpi, type KpiGroup, type KpiStatus } from "@nhip/contracts";

const GRAVITY: Record<KpiStatus, number> = { none: 0, good: 1, watch: 2, bad: 3 };

/** The figures that stand for their group where it is not the first. */
const HEADLINES: ReadonlySet<string> = new Set(["dossiers.onTimeRate"]);

/** A system on the index: its figure that stands for it, the gravest status in it, how many targets are met. */
export type GroupRow = {
  group: KpiGroup;
  headline: Kpi | undefined;
  status: KpiStatus;
  met: number;
  withTarget: number;
};

/** The groups that have KPIs, in the order of the house. The headline is the named or the first KPI with a figure. */
export function groupRows(kpis: readonly Kpi[]): GroupRow[] {
  return KPI_GROUPS.flatMap((group) => {
    const own = kpis.filter((kpi) => kpi.group === group);
    if (own.length === 0) return [];
    const known = own.filter(({ value }) => value !== null);
    const judged = own.filter(({ target, value }) => target !== null && value !== null);
    const status = own.reduce<KpiStatus>(
      (worst, kpi) => (GRAVITY[kpi.status] > GRAVITY[worst] ? kpi.status : worst),
      "none",
    );
    return {
      group,
      headline: known.find(({ id }) => HEADLINES.has(id)) ?? known[0] ?? own[0],
      status,
      met: judged.filter((kpi) => kpi.status === "good").length,
      withTarget: judged.length,
    };
  });
}

/** The group that an address names; `null` for one that there is not. */
export function groupOf(text: unknown): KpiGroup | null {
  return KPI_GROUPS.find((group) => group === text) ?? null;
}
