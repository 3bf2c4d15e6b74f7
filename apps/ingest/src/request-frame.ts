import { createMiddleware } from "hono/factory";
import { localeOf } from "@nhip/contracts";
import type { Logger } from "@nhip/runtime";
import type { AppEnv } from "./app-env.ts";
import type { IngestMetrics } from "./metrics.ts";

const TURNED_AWAY_EVERY_MS = 1_000;
const OWN_ID = /^[\w.-]{8,64}$/;

export type RequestFrameDeps = {
  newId: () => string;
  now: () => number;
  log: Logger;
  metrics: IngestMetrics;
};

/** Around every request: an id, the language, one line in the log, one measurement. Never anything of the body. */
export function requestFrame({ newId, now, log, metrics }: RequestFrameDeps) {
  let toldAt = -Infinity;
  let alike = 0;

  /** While the store is away every post is turned away: one line a second stands for all of them. */
  function tellTurnedAway(line: object): void {
    alike += 1;
    if (now() - toldAt < TURNED_AWAY_EVERY_MS) return;
    log.warn({ ...line, alike }, "request");
    toldAt = now();
    alike = 0;
  }

  return createMiddleware<AppEnv>(async (c, next) => {
    const began = now();
    const given = c.req.header("x-request-id");
    const requestId = given && OWN_ID.test(given) ? given : newId();
    const noted = { bytes: 0, accepted: 0, rejected: 0 };
    c.set("requestId", requestId);
    c.set("locale", localeOf(c.req.header("accept-language")));
    c.set("noted", noted);
    c.header("x-request-id", requestId);
    await next();
    const { status } = c.res;
    const ms = now() - began;
    const route = metrics.observe(c.req.path, status, ms);
    const line = { requestId, method: c.req.method, route, status, ms, ...noted };
    if (status === 503) tellTurnedAway(line);
    else if (status >= 500) log.warn(line, "request");
    else if (log.isLevelEnabled("debug")) log.debug(line, "request");
  });
}
