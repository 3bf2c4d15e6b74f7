import type { Check, DossierRow, Kpi, KpiStatus, PlanRow } from "@nhip/contracts";
import { behindRows } from "../plan/plan-say.ts";

/** One thing to look at. The words are chosen by `kind`; everything in it is a figure of the frame. */
export type Sentence =
  | { kind: "overdue" | "due-soon"; status: KpiStatus; count: number; first: DossierRow | null }
  | { kind: "off-target"; status: KpiStatus; kpi: Kpi; value: number; target: number; gap: number }
  | { kind: "behind-plan"; status: KpiStatus; row: PlanRow }
  | { kind: "check"; status: KpiStatus; check: Check; left: number; right: number }
  | { kind: "behind"; status: KpiStatus; behindMs: number }
  | ({ kind: "unreported"; status: KpiStatus } & Unreported);

/** The units that lack the report of a period (`2026-11`), by name. */
export type Unreported = { period: string; units: readonly string[] };

export type AttentionInput = {
  kpis: readonly Kpi[];
  checks: readonly Check[];
  /** The year's plan; a KPI in it is told of by how the year stands, not by how a day does. */
  plan: readonly PlanRow[];
  /** Sorted by due time where known, oldest first. */
  overdue: readonly DossierRow[];
  dueSoon: readonly DossierRow[];
  behindMs: number;
  unreported?: Unreported | null;
};

/** From this much on the server's backlog is told, in ms. */
export const BEHIND_MS = 60_000;
const OWN_SENTENCE: ReadonlySet<string> = new Set([
  "dossiers.overdue",
  "dossiers.dueSoon",
  "reports.missing",
]);

/** What needs a look, most urgent first: people who wait too long, a backlog, people who soon will, plan, then sums. */
export function attentionSentences(input: AttentionInput): Sentence[] {
  const { kpis, checks, plan, overdue, dueSoon, behindMs, unreported } = input;
  const found: Sentence[] = [];
  const count = (id: string): number => kpis.find((kpi) => kpi.id === id)?.value ?? 0;
  if (count("dossiers.overdue") > 0) {
    found.push({
      kind: "overdue",
      status: "bad",
      count: count("dossiers.overdue"),
      first: earliest(overdue),
    });
  }
  if (behindMs > BEHIND_MS) found.push({ kind: "behind", status: "watch", behindMs });
  if (count("dossiers.dueSoon") > 0) {
    found.push({
      kind: "due-soon",
      status: "watch",
      count: count("dossiers.dueSoon"),
      first: earliest(dueSoon),
    });
  }
  if (unreported && unreported.units.length > 0) {
    found.push({ kind: "unreported", status: "watch", ...unreported });
  }
  found.push(...behindRows(plan).map((row) => ({ kind: "behind-plan" as const, status: row.status, row })));
  const planned = new Set(plan.filter((row) => row.forUnit === null).map(({ id }) => id));
  const off = kpis.filter(({ id }) => !planned.has(id)).flatMap((kpi) => offTarget(kpi) ?? []);
  off.sort((a, b) => urgency(b.status) - urgency(a.status) || relativeGap(b) - relativeGap(a));
  found.push(...off);
  for (const check of checks) {
    if (!check.holds && check.left !== null && check.right !== null) {
      found.push({ kind: "check", status: "watch", check, left: check.left, right: check.right });
    }
  }
  return found;
}

type OffTarget = Extract<Sentence, { kind: "off-target" }>;

function offTarget(kpi: Kpi): OffTarget | null {
  if (OWN_SENTENCE.has(kpi.id) || kpi.value === null || kpi.target === null) return null;
  if (kpi.status !== "bad" && kpi.status !== "watch") return null;
  const gap = Math.abs(kpi.target - kpi.value);
  return gap === 0
    ? null
    : { kind: "off-target", status: kpi.status, kpi, value: kpi.value, target: kpi.target, gap };
}

function urgency(status: KpiStatus): number {
  return status === "bad" ? 2 : status === "watch" ? 1 : 0;
}

function relativeGap({ gap, target }: OffTarget): number {
  return target === 0 ? gap : gap / Math.abs(target);
}

function earliest(rows: readonly DossierRow[]): DossierRow | null {
  const dated = rows.filter((row) => row.dueAt !== null);
  return dated.reduce<DossierRow | null>(
    (best, row) => (best === null || Date.parse(row.dueAt ?? "") < Date.parse(best.dueAt ?? "") ? row : best),
    null,
  );
}
