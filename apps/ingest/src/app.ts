import { Hono } from "hono";
import type { Logger } from "@nhip/runtime";
import type { AppEnv } from "./app-env.ts";
import { docsRoutes } from "./docs-routes.ts";
import { answerError, createErrorAnswer } from "./error-answer.ts";
import { eventsRoute, type EventsRouteDeps } from "./events-route.ts";
import { healthRoutes, type HealthDeps } from "./health-routes.ts";
import { requestFrame, type RequestFrameDeps } from "./request-frame.ts";
import { sameOrigin } from "./same-origin.ts";

export type AppDeps = EventsRouteDeps & HealthDeps & RequestFrameDeps & { log: Logger };

/** The whole HTTP face; listens nowhere. */
export function createApp(deps: AppDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.use(requestFrame(deps));
  app.use("/v1/*", sameOrigin);
  app.route("/", eventsRoute(deps));
  app.route("/", healthRoutes(deps));
  app.route("/", docsRoutes());
  app.notFound((c) => answerError(c, "not-found"));
  app.onError(createErrorAnswer(deps.log));
  return app;
}
