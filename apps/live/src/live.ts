import { randomUUID } from "node:crypto";
import type { Server as HttpServer } from "node:http";
import { createServer } from "node:http";
import { getRequestListener } from "@hono/node-server";
import {
  connect,
  createAlerts,
  createApiKeys,
  createChanges,
  createDurabilityGuard,
  createKeys,
  createLayouts,
  createPairings,
  createPastStore,
  createQuarantine,
  createScreens,
  createRequestLimits,
  createSampleState,
  createSuspectReasons,
  createTrail,
  createWardStore,
  createWards,
  createWorkerSigns,
  openDeliveries,
  openQueue,
  type RequestCounter,
} from "@nhip/backbone";
import type { AppError } from "@nhip/contracts";
import { createMending } from "@nhip/intake";
import { createPeople } from "@nhip/people";
import { Gauge, createMetrics, throttledWarn, type Logger, type Settings, type Stop } from "@nhip/runtime";
import type { Hono } from "hono";
import { startAlertWatch } from "./alert/alert-watch.ts";
import { createPipelines } from "./health/pipelines.ts";
import { createAccess } from "./http/access.ts";
import { createApp, type LiveEnv } from "./http/app.ts";
import { mayBeSecure } from "./http/cookies.ts";
import { createSingleSignOn, type SingleSignOn } from "./http/single-sign-on.ts";
import { createModels } from "./model/models.ts";
import { createSuspectReader } from "./model/suspects.ts";
import { createHall } from "./push/hall.ts";
import { startPulse } from "./push/pulse.ts";
import { serveScreenWords } from "./push/screen-words.ts";
import {
  recheckScreen,
  createSocketServer,
  sendPulse,
  serveSockets,
  type LiveServer,
} from "./push/socket.ts";

type LimitSetting = "REQUESTS_PER_MINUTE_ADDRESS" | "REQUESTS_PER_MINUTE" | "WRITES_PER_MINUTE";

export type LiveDeps = {
  settings: Pick<Settings, "REDIS_URL" | "PORT" | "HOST" | "PUBLIC_URL" | "QUEUE_SHARDS"> &
    Partial<
      Pick<
        Settings,
        | "ALLOW_UNSAFE_REDIS"
        | "SILENT_AFTER_HOURS"
        | "SMTP_URL"
        | LimitSetting
        | "TRUSTED_PROXIES"
        | "SECOND_FACTOR_FOR"
        | "OIDC_ISSUER"
        | "OIDC_CLIENT_ID"
        | "OIDC_CLIENT_SECRET"
        | "OIDC_LABEL"
      >
    >;
  log: Logger;
  now: () => number;
  dashboardDir: string;
  version: string;
  prefix?: string;
  /** Hears of a store that came late and is refused. */
  refuse?: (reason: AppError) => void;
};

/** A live server that listens: how to stop it, where it is, and its doors, which a test compares with the policy. */
export type LiveHouse = { stops: Stop[]; port: number; app: Hono<LiveEnv>; io: LiveServer };

const HOUR_MS = 3_600_000;
const SILENT_AFTER_HOURS = 4;

/**
 * Opens the live server: models, push, read API, dashboard. Resolves when it listens; rejects with
 * AppError("unsafe-store") when the store is there and may lose figures.
 */
export async function startLive(deps: LiveDeps): Promise<LiveHouse> {
  const { settings, log, now, version } = deps;
  const keys = createKeys(deps.prefix);
  /** For lengths of time: a wall clock may be set back. */
  const steadyNow = () => performance.now();
  const onError = throttledWarn(log, "store away", now);
  const redis = connect(settings.REDIS_URL, "command", onError);
  const guard = createDurabilityGuard({
    redis,
    allowUnsafe: settings.ALLOW_UNSAFE_REDIS === "1",
    log,
    onRefused: deps.refuse ?? (() => undefined),
  });
  await guard.start().catch((error: unknown) => {
    redis.disconnect();
    throw error;
  });
  const subscriber = connect(settings.REDIS_URL, "subscriber", onError);
  const queue = openQueue({ url: settings.REDIS_URL, keys, shards: settings.QUEUE_SHARDS, onError });
  const store = createWardStore(redis, keys);
  const wards = createWards(redis, keys);
  const changes = createChanges({ command: redis, subscriber, keys, id: randomUUID(), now: steadyNow });
  const models = createModels({
    store,
    pastStore: createPastStore(redis, keys),
    wards,
    changes,
    now,
    onWentBack: (ward, { from, to }) => log.warn({ ward, from, to }, "the store went back: all is read anew"),
  });
  const apiKeys = createApiKeys(redis, keys);
  const people = createPeople({ redis, keys, now, secondFactorFor: settings.SECOND_FACTOR_FOR ?? [] });
  const screens = createScreens(redis, keys);
  const access = createAccess({ apiKeys, people, screens, now });
  const metrics = createMetrics();

  const http = createServer();
  const io = createSocketServer(http);
  const hall = createHall(io, { now, onError });
  serveSockets(io, { access, models, hall, onError });
  serveScreenWords(io, { changes, keys, recheck: (id) => recheckScreen(io, access, id) });
  metrics.registerMetric(
    new Gauge({
      name: "nhip_sockets",
      help: "Connected screens",
      registers: [],
      collect() {
        this.set(io.engine.clientsCount);
      },
    }),
  );
  metrics.registerMetric(
    new Gauge({
      name: "nhip_watches",
      help: "Seats of screens in rooms",
      registers: [],
      collect() {
        this.set(hall.seats());
      },
    }),
  );
  metrics.registerMetric(
    new Gauge({
      name: "nhip_queue_failed_batches",
      help: "Batches that were given up and wait for a decision; -1 when not known",
      registers: [],
      async collect() {
        this.set(await queue.failed().catch(() => -1));
      },
    }),
  );
  const signs = createWorkerSigns(redis, keys);
  const quarantine = createQuarantine(redis, keys);
  const pipelines = createPipelines({
    redis,
    keys,
    queue,
    shards: settings.QUEUE_SHARDS,
    signs,
    apiKeys,
    quarantine,
    guard,
    silentAfterMs: (settings.SILENT_AFTER_HOURS ?? SILENT_AFTER_HOURS) * HOUR_MS,
    now,
    steadyNow,
  });
  const alerts = createAlerts(redis, keys);
  const deliveries = openDeliveries({ url: settings.REDIS_URL, keys, onError });
  const alertWatch = startAlertWatch({
    alerts,
    deliveries,
    models,
    alarmsOf: async (model) => (await pipelines.of(model)).alarms,
    now,
    onError,
  });
  const pulse = startPulse({
    alerts,
    changes,
    models,
    store,
    pipelines,
    version,
    now,
    steadyNow,
    emit: (frame) => sendPulse(io, frame),
    onError,
  });
  const app = createApp({
    access,
    people,
    screens,
    pairings: createPairings(redis, keys),
    trail: createTrail(redis, keys),
    apiKeys,
    sampleState: createSampleState(redis, keys),
    limits: limitsOf(settings),
    publicUrl: settings.PUBLIC_URL,
    singleSignOn: singleSignOnOf(settings, now),
    trustedProxies: settings.TRUSTED_PROXIES ?? [],
    models,
    store,
    wards,
    redis,
    keys,
    signs,
    guard,
    pipelines,
    quarantine,
    mending: (by) => createMending({ quarantine, add: queue.add, now, by }),
    add: queue.add,
    alerts,
    deliveries,
    alertWatch,
    mail: settings.SMTP_URL !== undefined,
    suspects: createSuspectReader(store),
    suspectReasons: createSuspectReasons(redis, keys),
    layouts: createLayouts(redis, keys),
    metrics,
    pulseHealthy: pulse.healthy,
    lastPulse: pulse.last,
    version,
    dashboardDir: deps.dashboardDir,
    log,
    now,
  });
  const answer = getRequestListener(app.fetch);
  http.on("request", (request, response) => {
    if (!request.url?.startsWith("/socket.io/")) void answer(request, response);
  });
  await listen(http, settings.PORT, settings.HOST);
  const address = http.address();
  const port = typeof address === "object" && address ? address.port : settings.PORT;
  if (!mayBeSecure(settings.PUBLIC_URL))
    log.warn({ publicUrl: settings.PUBLIC_URL }, "without TLS passwords and sessions travel in the clear");

  return {
    port,
    app,
    io,
    stops: [
      { name: "pulse", stop: async () => pulse.stop() },
      { name: "rooms", stop: async () => hall.close() },
      { name: "sockets", stop: () => io.close() },
      {
        name: "http",
        stop: async () => {
          http.closeAllConnections();
          http.close();
        },
      },
      { name: "alerts", stop: () => alertWatch.stop() },
      { name: "deliveries", stop: () => deliveries.close() },
      { name: "guard", stop: async () => guard.stop() },
      { name: "queue", stop: () => queue.close() },
      {
        name: "store",
        stop: async () => {
          subscriber.disconnect();
          redis.disconnect();
        },
      },
    ],
  };
}

/** How many requests are let through; all where nothing is said of it. */
function limitsOf(settings: LiveDeps["settings"]): RequestCounter | null {
  const { REQUESTS_PER_MINUTE_ADDRESS: perAddress, REQUESTS_PER_MINUTE: perCaller } = settings;
  if (perAddress === undefined || perCaller === undefined) return null;
  return createRequestLimits({ perAddress, perCaller, writes: settings.WRITES_PER_MINUTE ?? perCaller });
}

function singleSignOnOf(settings: LiveDeps["settings"], now: () => number): SingleSignOn | null {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = settings;
  if (issuer === undefined || clientId === undefined) return null;
  const label = settings.OIDC_LABEL ?? "OpenID Connect";
  return createSingleSignOn({ issuer, clientId, clientSecret, label }, settings.PUBLIC_URL, now);
}

function listen(http: HttpServer, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    http.once("error", reject);
    http.listen(port, host, resolve);
  });
}
