import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { RequestCounter, Trail, WardStore, Wards } from "@nhip/backbone";
import {
  AppError,
  errorMessage,
  localeOf,
  type Caller,
  type ErrorBody,
  type ErrorCode,
  type Pulse,
} from "@nhip/contracts";
import { throttledWarn, type Logger } from "@nhip/runtime";
import { Hono, type Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { Models } from "../model/models.ts";
import { createAddressReader } from "./address.ts";
import { addAlertRoutes, type AlertDeps } from "./alert-routes.ts";
import type { Access } from "./access.ts";
import { audit, type Particulars } from "./audit.ts";
import { addAuditRoutes } from "./audit-routes.ts";
import { boundedBody } from "./bounded-body.ts";
import { guard } from "./guard.ts";
import { limitAddress, limitCaller, secureHeaders } from "./hardening.ts";
import { addHoursRoutes } from "./hours-routes.ts";
import { addLayoutRoutes, type LayoutDeps } from "./layout-routes.ts";
import { addKeyRoutes, type KeyDeps } from "./key-routes.ts";
import { addSessionRoutes, type SessionDeps } from "./session-routes.ts";
import { addDutyRoutes } from "./duty-routes.ts";
import { addCatalogueRoutes } from "./catalogue-routes.ts";
import { addCheckRoutes } from "./check-routes.ts";
import { addOpsRoutes, type OpsDeps } from "./ops-routes.ts";
import { addQuarantineRoutes, type QuarantineDeps } from "./quarantine-routes.ts";
import { addPublicRoutes } from "../public/public-routes.ts";
import { addPublicSettingRoutes } from "./public-setting-routes.ts";
import { addReadRoutes } from "./read-routes.ts";
import { addScreenRoutes, type ScreenDeps } from "./screen-routes.ts";
import { addStatementRoutes, type StatementDeps } from "./statement-routes.ts";
import { addStatic } from "./static.ts";
import { addSuspectRoutes, type SuspectDeps } from "./suspect-routes.ts";
import { addUserRoutes } from "./user-routes.ts";

/** The largest body of any route; most ask for less. */
const MAX_BODY_BYTES = 1_048_576;

export type LiveEnv = {
  Variables: { requestId: string; address: string; caller: Caller; particulars?: Particulars };
  Bindings: {
    incoming?: Pick<IncomingMessage, "headers"> & { socket: { remoteAddress?: string | undefined } };
  };
};

export type AppDeps = OpsDeps &
  QuarantineDeps &
  StatementDeps &
  AlertDeps &
  SuspectDeps &
  SessionDeps &
  ScreenDeps &
  KeyDeps &
  LayoutDeps & {
    access: Access;
    /** Requests that are let through; `null`: all. */
    limits: RequestCounter | null;
    trail: Trail;
    models: Models;
    store: WardStore;
    wards: Wards;
    /** What sockets heard last; null while there is no proof of life. */
    lastPulse: () => Pulse | null;
    /** Proxies whose word about addresses is taken. */
    trustedProxies: readonly string[];
    /** Where the built dashboard lies. */
    dashboardDir: string;
    log: Logger;
    now: () => number;
  };

const STATUS: Partial<Record<ErrorCode, ContentfulStatusCode>> = {
  unauthorized: 401,
  "wrong-credentials": 401,
  "code-needed": 401,
  "wrong-code": 401,
  forbidden: 403,
  "ward-not-allowed": 403,
  "unit-not-allowed": 403,
  "second-factor-needed": 403,
  "scope-not-allowed": 403,
  "foreign-origin": 403,
  "not-found": 404,
  "unknown-ward": 404,
  "unknown-kpi": 404,
  "changed-meanwhile": 409,
  "name-taken": 409,
  "own-account": 403,
  "last-admin": 409,
  "in-use": 409,
  "link-used": 410,
  "sign-on-away": 502,
  "too-large": 413,
  "weak-password": 422,
  "unsupported-media-type": 415,
  "too-busy": 503,
  "store-away": 503,
  "unsafe-store": 503,
  "rate-limited": 429,
  internal: 500,
};

/** The read API, the clerk's workplace, the dashboard's files, and what operators ask. No port is opened here. */
export function createApp(deps: AppDeps): Hono<LiveEnv> {
  const app = new Hono<LiveEnv>();
  // While the store is away every screen asks and fails: one line in ten seconds stands for all of them.
  const tellAway = throttledWarn(deps.log, "requests failed: store away", deps.now);
  const fail = createFail(deps.log, tellAway);

  const readAddress = createAddressReader(deps.trustedProxies);
  app.use(async (c, next) => {
    const requestId = randomUUID();
    c.set("requestId", requestId);
    const remote = c.env?.incoming?.socket.remoteAddress;
    c.set("address", readAddress(remote, c.req.header("x-forwarded-for")));
    await next();
    c.header("X-Request-Id", requestId);
  });
  app.use(secureHeaders(deps.publicUrl));

  // What is not a file of the dashboard passes the policy, and what changes something is written down.
  for (const path of ["/api/*", "/auth/*", "/metrics", "/healthz", "/readyz", "/openapi.json"]) {
    app.use(path, limitAddress(deps.limits), audit(deps.trail, deps.now, tellAway), guard(deps.access));
    app.use(path, limitCaller(deps.limits), boundedBody(MAX_BODY_BYTES));
  }

  addSessionRoutes(app, deps);
  addScreenRoutes(app, deps);
  addOpsRoutes(app, deps);
  addReadRoutes(app, deps);
  addLayoutRoutes(app, deps);
  addDutyRoutes(app, deps);
  addCheckRoutes(app, deps);
  addQuarantineRoutes(app, deps);
  addStatementRoutes(app, deps);
  addAlertRoutes(app, deps);
  addSuspectRoutes(app, deps);
  addCatalogueRoutes(app, deps);
  addHoursRoutes(app, deps);
  addUserRoutes(app, deps);
  addKeyRoutes(app, deps);
  addAuditRoutes(app, deps);
  addPublicSettingRoutes(app, deps);
  addPublicRoutes(app, deps);
  app.all("/api/*", () => {
    throw new AppError("not-found");
  });
  addStatic(app, deps.dashboardDir, deps.version);

  app.notFound((c) => fail(c, new AppError("not-found")));
  app.onError((error, c) => fail(c, error));
  return app;
}

/** The one place where errors become answers. What is not ours is the store's (503) or unknown (500); no detail leaks. */
const createFail =
  (log: Logger, tellAway: (error: Error) => void) =>
  (c: Context<LiveEnv>, error: Error): Response => {
    const known =
      error instanceof AppError
        ? error
        : isStoreError(error)
          ? new AppError("store-away", "", { retryAfterSeconds: 2 })
          : null;
    const code = known?.code ?? "internal";
    const status = STATUS[code] ?? 400;
    const requestId = c.get("requestId");
    if (status === 503) tellAway(error);
    else if (status >= 500) log.error({ requestId, path: c.req.path, err: error }, "request failed");
    if (status === 503 || status === 429) c.header("Retry-After", String(known?.retryAfterSeconds ?? 2));
    const body: ErrorBody = {
      code,
      message: errorMessage(code, localeOf(c.req.header("accept-language"))),
      requestId,
    };
    return c.json(body, status);
  };

/** True for what a Redis connection throws when the server is away, full or still loading. */
function isStoreError(error: Error): boolean {
  return (
    ["MaxRetriesPerRequestError", "ReplyError", "AbortError"].includes(error.name) ||
    /Command timed out|Connection is closed|ECONNREFUSED|ENOENT|ECONNRESET|EPIPE/.test(error.message)
  );
}
