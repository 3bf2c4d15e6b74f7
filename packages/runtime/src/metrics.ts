import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from "prom-client";

/** A process's own metrics registry, with Node's default ones in it. */
export function createMetrics(): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  return registry;
}
export { Counter, Gauge, Histogram, Registry };
