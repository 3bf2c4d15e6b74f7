import type { WorkerSign } from "@nhip/backbone";
import type { Pipeline, WardSettings } from "@nhip/contracts";
import { createRules } from "@nhip/domain";
import type { Pipelines } from "../health/pipelines.ts";

/** Prometheus lines of what is kept in the store: workers by id, queues, and of wards their sources and alarms. */
export async function pipelineMetrics(deps: {
  workers: readonly WorkerSign[];
  wards: readonly WardSettings[];
  pipelines: Pipelines;
  now: () => number;
}): Promise<string[]> {
  const { workers, wards, pipelines, now } = deps;
  const lines = workers.flatMap((sign) => {
    const { id, committed, conflicts, poisoned } = sign;
    const { restarts = 0, stalls = 0, takenOver = 0 }: Partial<WorkerSign> = sign;
    return [
      `nhip_worker_committed_events_total{worker="${id}"} ${committed}`,
      `nhip_worker_conflicts_total{worker="${id}"} ${conflicts}`,
      `nhip_worker_poisoned_events_total{worker="${id}"} ${poisoned}`,
      `nhip_worker_restarts_total{worker="${id}"} ${restarts}`,
      `nhip_worker_stalls_total{worker="${id}"} ${stalls}`,
      `nhip_worker_stalled_batches_total{worker="${id}"} ${takenOver}`,
    ];
  });
  try {
    lines.push(
      `nhip_queue_jobs ${await pipelines.depth()}`,
      `nhip_queue_behind_seconds ${(await pipelines.behindMs()) / 1_000}`,
    );
    for (const { id, rules } of wards)
      lines.push(...linesOf(await pipelines.of({ ward: id, rules: createRules(rules) }), now()));
  } catch {
    // The store is away: what the process knows of itself is told all the same.
  }
  return lines;
}

function linesOf({ ward, sources, alarms, quarantine }: Pipeline, now: number): string[] {
  const of = `ward="${escaped(ward)}"`;
  const lines = sources.flatMap(({ source, lastAt, silent }) => {
    const labels = `${of},source="${escaped(source)}"`;
    return [
      `nhip_source_silent{${labels}} ${silent ? 1 : 0}`,
      `nhip_source_age_seconds{${labels}} ${Math.max(0, (now - Date.parse(lastAt)) / 1_000)}`,
    ];
  });
  const codes = new Map<string, number>();
  for (const { code } of alarms) codes.set(code, (codes.get(code) ?? 0) + 1);
  lines.push(...[...codes].map(([code, n]) => `nhip_alarms{${of},code="${code}"} ${n}`));
  lines.push(`nhip_quarantine_events{${of}} ${quarantine.count}`);
  return lines;
}

/** A label's value as Prometheus reads it. */
function escaped(text: string): string {
  return text.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n");
}
