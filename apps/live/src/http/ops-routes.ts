import {
  canWrite,
  type DurabilityGuard,
  type Keys,
  type Redis,
  type Wards,
  type WorkerSigns,
} from "@nhip/backbone";
import { callerRole, coversWard } from "@nhip/domain";
import type { Registry } from "@nhip/runtime";
import type { Hono } from "hono";
import type { Pipelines } from "../health/pipelines.ts";
import type { LiveEnv } from "./app.ts";
import { pipelineMetrics } from "./pipeline-metrics.ts";
import { openApiDocument } from "./openapi.ts";

export type OpsDeps = {
  redis: Redis;
  keys: Keys;
  signs: WorkerSigns;
  guard: DurabilityGuard;
  pipelines: Pipelines;
  wards: Wards;
  metrics: Registry;
  /** True while the last pulse could be sent. */
  pulseHealthy: () => boolean;
  version: string;
  now: () => number;
};

const WORKER_SILENT_MS = 10_000;
/** Wards whose own lines are in the metrics. */
const MAX_METRIC_WARDS = 500;

/** What operators and supervisors ask. */
export function addOpsRoutes(app: Hono<LiveEnv>, deps: OpsDeps): void {
  const { redis, keys, signs, now } = deps;

  app.get("/healthz", (c) => c.json({ status: "ok", version: deps.version }));

  app.get("/readyz", async (c) => {
    const store = await canWrite(redis, keys, now());
    const workers = store ? await signs.list(now(), WORKER_SILENT_MS).catch(() => []) : [];
    if (store) await deps.guard.look().catch(() => null);
    const durability = deps.guard.report();
    const parts = { store, changesHeard: deps.pulseHealthy(), workers, durability };
    const ready = store && durability?.verdict !== "refused";
    return c.json({ ready, parts }, ready ? 200 : 503);
  });

  app.get("/metrics", async (c) => {
    const workers = await signs.list(now(), WORKER_SILENT_MS).catch(() => []);
    const all = await deps.wards.list().catch(() => []);
    const caller = c.get("caller");
    const mayKnow = caller.kind === "key" || callerRole(caller) === "admin";
    const shown = all.filter(({ id }) => mayKnow && coversWard(caller, id)).slice(0, MAX_METRIC_WARDS);
    const lines = await pipelineMetrics({ workers, wards: shown, pipelines: deps.pipelines, now });
    c.header("Content-Type", deps.metrics.contentType);
    return c.body(`${await deps.metrics.metrics()}${lines.join("\n")}\n`);
  });

  app.get("/openapi.json", (c) => c.json(openApiDocument(deps.version)));
}
