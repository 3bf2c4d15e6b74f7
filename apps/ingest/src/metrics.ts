import type { ErrorCode } from "@nhip/contracts";
import { Counter, Gauge, Histogram, type Registry } from "@nhip/runtime";

const ROUTES: ReadonlySet<string> = new Set([
  "/v1/events",
  "/healthz",
  "/readyz",
  "/metrics",
  "/openapi.json",
  "/docs",
]);

/** What this process tells Prometheus. */
export function createIngestMetrics(registry: Registry) {
  const registers = [registry];
  const accepted = new Counter({
    name: "nhip_ingest_accepted_total",
    help: "Events taken, on disk.",
    registers,
  });
  const rejected = new Counter({
    name: "nhip_ingest_rejected_total",
    help: "Events refused, by reason.",
    labelNames: ["code"],
    registers,
  });
  const duration = new Histogram({
    name: "nhip_ingest_request_seconds",
    help: "Time to answer, by route and status.",
    labelNames: ["route", "status"],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5],
    registers,
  });
  const jobEvents = new Histogram({
    name: "nhip_ingest_job_events",
    help: "Events in one job on the queue.",
    buckets: [1, 2, 5, 10, 25, 50, 100, 250, 500],
    registers,
  });

  return {
    registry,
    taken: (count: number): void => accepted.inc(count),
    refused: (code: ErrorCode, count = 1): void => rejected.inc({ code }, count),
    job: (events: number): void => jobEvents.observe(events),

    /** Measures a request; returns the route's name, of which there are few. */
    observe(path: string, status: number, ms: number): string {
      const route = ROUTES.has(path) ? path : "other";
      duration.observe({ route, status }, ms / 1_000);
      return route;
    },

    /** Shows figures that are read when asked for. */
    watch(figures: { depth: () => number | null; away: () => boolean; pending: () => number }): void {
      const depth: Gauge = new Gauge({
        name: "nhip_ingest_queue_jobs",
        help: "Jobs that wait or are being worked on; -1 when not known.",
        registers,
        collect: (): void => depth.set(figures.depth() ?? -1),
      });
      const away: Gauge = new Gauge({
        name: "nhip_ingest_store_away",
        help: "1 while the store cannot be written.",
        registers,
        collect: (): void => away.set(figures.away() ? 1 : 0),
      });
      const pending: Gauge = new Gauge({
        name: "nhip_ingest_pending_events",
        help: "Events read and not on disk yet.",
        registers,
        collect: (): void => pending.set(figures.pending()),
      });
    },
  };
}
export type IngestMetrics = ReturnType<typeof createIngestMetrics>;
