import { Hono } from "hono";
import type { AppEnv } from "./app-env.ts";
import type { IngestMetrics } from "./metrics.ts";
import type { StoreWatch } from "./store-watch.ts";

export type HealthDeps = { watch: StoreWatch; maxQueueJobs: number; metrics: IngestMetrics };

/** Whether the process is up, whether it can take events, and its figures. */
export function healthRoutes({ watch, maxQueueJobs, metrics }: HealthDeps) {
  const app = new Hono<AppEnv>();
  app.get("/healthz", (c) => c.json({ status: "up" }));

  app.get("/readyz", async (c) => {
    const [writable, durability] = await Promise.all([watch.writable(), watch.durability()]);
    const ready = writable && !watch.breaker.isAway() && durability?.verdict !== "refused";
    const depth = watch.depth();
    const parts = {
      store: writable ? "ok" : "away",
      taking: ready && (depth ?? 0) <= maxQueueJobs,
      queue: { jobs: depth, max: maxQueueJobs },
      durability,
    };
    c.header("cache-control", "no-store");
    return c.json({ status: ready ? "ready" : "not-ready", parts }, ready ? 200 : 503);
  });

  app.get("/metrics", async (c) =>
    c.body(await metrics.registry.metrics(), 200, { "content-type": metrics.registry.contentType }),
  );
  return app;
}
